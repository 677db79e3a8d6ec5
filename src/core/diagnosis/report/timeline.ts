import { sortByEnd } from '../../model/firstFailure.ts';
import { readPreparationStatus } from '../../model/jobShape.ts';
import { readServiceEvent } from '../../model/monitor.ts';
import { type Infer, list, needed, number, object, readAs, text } from '../../model/shape.ts';
import { isFailed } from '../../model/task.ts';
import { redactText } from '../../text/redact.ts';
import { facts, type Given, readAnyJob, readAnyNode, readAnyPool, readAnyTask } from '../evidence/shapes.ts';
import { shortenNodeIds } from '../explanation/sentences.ts';
import { listEventMoments } from './eventMoments.ts';
import { type Moment, sortMoments, toIso } from './moment.ts';
import { listNodeMoments, listPreparationMoments } from './nodeMoments.ts';
import { listJobMoments, listPoolMoments } from './ownerMoments.ts';
import { listAttemptMoments, listRecentAttempts, listTaskMoments, listUndatedFailures } from './taskMoments.ts';

const readEvidence = facts({
  tasks: list(readAnyTask),
  /** Number of the job's failed tasks, of which `tasks` contains the first. Absent if this isn't about a job. */
  failedTasks: number,
  attempts: list(readAnyTask),
  nodes: list(readAnyNode),
  /** Nodes, pools, and jobs before actions, which are the only record of their failures at that time. */
  nodesBefore: list(readAnyNode),
  poolsBefore: list(readAnyPool),
  jobsBefore: list(readAnyJob),
  job: readAnyJob,
  pool: readAnyPool,
  preparation: list(readPreparationStatus),
  /** Actions of this extension or the user, as recorded in the journal, with their times as ISO 8601. */
  actions: list(object({ at: needed(text), text: needed(text) })),
  events: list(readServiceEvent),
});

export interface TimelineEvidence extends Infer<typeof readEvidence> {}

type GivenTimeline = Given<
  TimelineEvidence,
  'tasks' | 'attempts' | 'nodes' | 'nodesBefore' | 'poolsBefore' | 'jobsBefore' | 'job' | 'pool' | 'preparation'
>;

export interface TimelineEvent {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Without secrets and not escaped. */
  readonly text: string;
  readonly kind: Moment['kind'];
  readonly step: Moment['step'];
}

export interface Timeline {
  readonly events: readonly TimelineEvent[];
  /** The first failure among the events, which usually causes the others. */
  readonly firstFailure?: TimelineEvent;
  /** True if the job's failed tasks are known, so the first failure is the first of the job. */
  readonly isOfJob?: boolean;
  /** Failures, and reasons why a task ran again, at unknown times. Without secrets and not escaped. */
  readonly undated: readonly string[];
  /** Number of failed tasks, if only some of them are shown. */
  readonly failedTasks?: { readonly shown: number; readonly total: number };
}

/**
 * Lists the events around an incident in chronological order, and events at the same time in order of cause and effect.
 * Leaves out other changes without a time. Never throws.
 */
export function buildTimeline(given: GivenTimeline): Timeline {
  const evidence = readAs(readEvidence, given).value ?? {};
  const moments = sortMoments(listMoments(evidence));
  const undated = moments.filter(({ at }) => toIso(at) === undefined);
  const events = distinct(
    moments.flatMap(({ at, text, kind, step }) => {
      const time = toIso(at);
      return time === undefined ? [] : [{ at: time, text: toShown(text), kind, step }];
    }),
  );
  const firstFailure = events.find(({ kind }) => kind === 'failure');
  const [shown, total] = [evidence.tasks?.length ?? 0, evidence.failedTasks ?? 0];
  return {
    events,
    ...(firstFailure === undefined ? {} : { firstFailure }),
    ...(evidence.failedTasks === undefined ? {} : { isOfJob: true }),
    undated: [
      ...new Set(
        undated
          .filter(({ kind, step }) => kind === 'failure' || step === 'task again')
          .map(({ text }) => toShown(text)),
      ),
    ],
    ...(shown < total ? { failedTasks: { shown, total } } : {}),
  };
}

/** Redacts a text and shortens its node IDs, because the texts of events name nodes in full. */
function toShown(text: string): string {
  return shortenNodeIds(redactText(text));
}

function listMoments(evidence: TimelineEvidence): readonly Moment[] {
  const { job, pool, nodes = [], attempts = [], preparation = [], actions = [], events = [] } = evidence;
  // Among tasks that ended at the same time, the one that failed on its own comes first.
  const tasks = [...sortByEnd(evidence.tasks ?? []), ...(evidence.tasks ?? []).filter((task) => !isFailed(task))];
  const recent = listRecentAttempts(nodes, tasks, job?.id);
  return [
    ...actions.map(({ at, text }): Moment => ({ at, text, kind: 'action', step: 'action' })),
    ...(pool === undefined ? [] : listPoolMoments(pool)),
    ...(job === undefined ? [] : listJobMoments(job, tasks)),
    ...nodes.flatMap(listNodeMoments),
    ...preparation.flatMap(listPreparationMoments),
    ...[...attempts, ...recent].flatMap(listAttemptMoments),
    ...tasks.flatMap((task) => [...listTaskMoments(task), ...listUndatedFailures(task, recent, attempts)]),
    ...listEventMoments(events, [...tasks, ...attempts]),
    ...listFailuresBefore(evidence),
  ];
}

function listFailuresBefore({ nodesBefore = [], poolsBefore = [], jobsBefore = [] }: TimelineEvidence) {
  const before = [
    ...nodesBefore.flatMap(listNodeMoments),
    ...poolsBefore.flatMap(listPoolMoments),
    ...jobsBefore.flatMap((one) => listJobMoments(one)),
  ];
  return before.filter(({ kind, at }) => kind === 'failure' && at !== undefined);
}

/**
 * Removes duplicates from two sources, such as a task and its node: nodes record the last attempt of a task along with
 * earlier ones, and only the task itself shows which one was the last.
 */
function distinct(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  const toText = ({ at, text }: TimelineEvent): string => `${at}\n${text}`;
  const present = new Set(events.filter((event) => !isEarlier(event)).map(toText));
  const known = new Set<string>();
  return events.filter(
    (event) => !(isEarlier(event) && present.has(toText(event))) && known.size < known.add(toText(event)).size,
  );
}

/** Checks whether an event belongs to an attempt after which the task ran again. */
export function isEarlier({ step }: TimelineEvent): boolean {
  return step === 'earlier attempt began' || step === 'earlier attempt ended';
}
