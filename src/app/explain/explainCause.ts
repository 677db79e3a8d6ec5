import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { TaskLogs } from '../../core/diagnosis/process/logCause.ts';
import type { HelperLogs } from '../../core/diagnosis/process/taskCase.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { NodeFileResource, TaskFileResource } from '../../core/model/resource.ts';
import type { Resubmission } from '../../core/model/resubmission.ts';
import { hasRun, type Task } from '../../core/model/task.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import { findPoolId } from '../../core/query/narrowCause.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { askCauses } from '../causes/knownCauses.ts';
import { listRepeats } from '../causes/repeatedCauses.ts';
import type { AttemptJournal } from '../evidence/attemptJournal.ts';
import { findPreparationLog, readHelperLogs, toFinding } from '../evidence/helperLogs.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { loadNodeNames } from '../evidence/nodeNames.ts';
import { thoroughBytes } from '../evidence/readLog.ts';
import { readLogsOrWhy, toUnreadLogs } from '../evidence/readTaskLogs.ts';
import type { Resubmissions } from '../evidence/resubmissions.ts';
import { gatherNodes, gatherSiblings } from '../evidence/siblings.ts';
import { toShownText } from '../evidence/taskEvidence.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { ExplanationSources } from './explanationSources.ts';
import { toRemedyCause } from './withCause.ts';

/** How many failures of a cause are checked for a repeat after a retry. */
const maxRepeats = 200;

/**
 * Explains a cause as the views show it, with the log of its representative failure and the evidence from other tasks
 * of its job. If its failures have other causes now, those are explained. Rethrows errors that are not answers of the
 * service.
 */
export async function readAndExplainCause(
  store: AccountStore,
  target: CauseTarget,
  sources: ExplanationSources & {
    readonly journal: Pick<AttemptJournal, 'list'>;
    readonly resubmissions: Pick<Resubmissions, 'load' | 'find'>;
  },
  now: Date,
): Promise<ExplainedResource> {
  const { describeResubmitted, explainCause, explainDividedCause, explainGoneCause, leaveOutUnread, pickExplained } =
    sources.bundles.diagnosis();
  const known = await askCauses(sources.causes, store, target.resource);
  const { now: found, before } = sources.causes.follow(store, known, target);
  const { coverage } = leaveOutUnread(known.causes, known);
  const { resource } = target;
  if (before !== undefined && found.length > 1) {
    return toExplained(explainDividedCause(before, found, resource, coverage), { resource }, []);
  }
  const [cause] = found;
  const example = cause === undefined ? undefined : pickExplained(cause);
  if (cause === undefined || example === undefined)
    return {
      ...toExplained(explainGoneCause(target.fingerprint, coverage, before), { resource }, []),
      ...(before === undefined ? {} : { name: toName(before) }),
    };
  const absent = new MissingEvidence();
  const read = await readExample(store, example, sources, absent);
  const { failing } = example;
  const counts = store.snapshot.taskCounts;
  const repeatedAt = await listRepeats(cause, sources.journal, sources.bundles.diagnosis(), maxRepeats);
  const resubmitted = await listResubmitted(cause, sources.resubmissions);
  const explanation = explainCause({ cause, coverage, ...read, before, counts, repeatedAt, resubmitted, now });
  return {
    ...toExplained(
      { ...explanation, evidence: [...explanation.evidence, ...absent.found] },
      toTargets(cause, example, target),
      read.log === undefined ? [] : [read.log],
    ),
    name: toName(cause),
    example: failing.resource,
    resubmitted: describeResubmitted(resubmitted, cause.failures.length),
    nodeNames: await loadNodeNames(store, listPools(cause, example), explanation),
  };
}

function toName({ cluster: { title, jobs } }: Cause): string {
  return [title, ...(jobs.length === 1 ? jobs : [])].join(' · ');
}

/** What tasks of a cause were resubmitted as. */
async function listResubmitted(
  { failures }: Cause,
  resubmissions: Pick<Resubmissions, 'load' | 'find'>,
): Promise<readonly Resubmission[]> {
  await resubmissions.load();
  return failures.flatMap(({ failing }) =>
    failing.kind === 'task' ? (resubmissions.find(failing.resource, failing.at) ?? []) : [],
  );
}

function toExplained(
  explanation: ExplainedResource['explanation'],
  targets: ExplainedResource['targets'],
  logs: ExplainedResource['logs'],
): ExplainedResource {
  return { explanation, targets, logs, facts: {}, history: {}, tasks: [], nodeNames: new Map() };
}

/** Remedies of tasks are for all of the cause; of another thing they are for that one. */
function toTargets(cause: Cause, { failing }: ExplainedFailure, target: CauseTarget): ExplainedResource['targets'] {
  if (failing.kind !== 'task') return { resource: failing.resource };
  return { resource: target.resource, cause: toRemedyCause(cause, target.resource) };
}

/** The pools of a cause, that of its representative failure first. */
function listPools({ failures }: Cause, example: ExplainedFailure): readonly (string | undefined)[] {
  return [example, ...failures].map(({ failing }) => findPoolId(failing));
}

interface ReadTask {
  readonly logs?: TaskLogs;
  readonly log?: TaskFileResource | NodeFileResource;
  readonly tasks?: readonly Task[];
  readonly nodes?: readonly ComputeNode[];
  readonly preparationLogs?: HelperLogs | undefined;
}

/** What the representative failure wrote, and what is known around it. */
async function readExample(
  store: AccountStore,
  example: ExplainedFailure,
  sources: ExplanationSources,
  absent: MissingEvidence,
): Promise<ReadTask> {
  const { failing } = example;
  if (failing.kind !== 'job') return readTask(store, example, sources, absent);
  const log = findPreparationLog(failing.resource.accountId, failing.preparation);
  if (log === undefined) return {};
  const isKnown = failing.preparationLogs !== undefined;
  return { log, ...(isKnown ? {} : { preparationLogs: await readHelperLogs(store.service, log, absent) }) };
}

/** The log of the representative task, and what is known of the other tasks of its job. */
async function readTask(
  store: AccountStore,
  { failing }: ExplainedFailure,
  { reader }: ExplanationSources,
  absent: MissingEvidence,
): Promise<ReadTask> {
  if (failing.kind !== 'task') return {};
  const { resource, task } = failing;
  const { jobId, taskId } = resource;
  const poolId = task.nodeInfo?.poolId;
  const [reading, tasks, nodes] = await Promise.all([
    hasRun(task) ? readLogsOrWhy(reader.read(store, resource, task, thoroughBytes), task) : undefined,
    gatherSiblings(store, jobId, task, absent),
    poolId === undefined ? [] : gatherNodes(store, poolId, jobId, task, absent),
  ]);
  if (reading === undefined) return { tasks, nodes };
  const { stdout, stderr } = reading;
  absent.found.push(...[stderr, stdout].flatMap(toFinding));
  const path = 'cause' in reading ? (reading.cause?.path ?? 'stderr.txt') : 'stderr.txt';
  const isThere = [stdout, stderr].some((log) => log.path === path && log.text !== undefined);
  return {
    tasks,
    nodes,
    logs: { taskId, stdout: toShownText(stdout), stderr: toShownText(stderr), unread: toUnreadLogs(reading) },
    ...(isThere ? { log: { ...resource, kind: 'taskFile', path } } : {}),
  };
}
