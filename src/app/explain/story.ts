import * as l10n from '@vscode/l10n';
import { type BulkItem, wasChanged } from '../../core/changes/bulk/bulkRecord.ts';
import type { TimelineEvidence } from '../../core/diagnosis/report/timeline.ts';
import type { Job } from '../../core/model/job.ts';
import { readJob } from '../../core/model/jobShape.ts';
import { isOtherThing } from '../../core/model/otherThing.ts';
import type { Pool } from '../../core/model/pool.ts';
import { readPool } from '../../core/model/poolShape.ts';
import { type Resource, type TaskResource, toKey, toKind, toOwnId } from '../../core/model/resource.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import type { SavedObject } from '../../core/model/savedObject.ts';
import { type Read, readAs } from '../../core/model/shape.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import { plural } from '../../core/text/plural.ts';
import { asCount } from '../../core/words/numbers.ts';
import { formatTime } from '../../core/words/times.ts';
import { toCommandId } from '../commandId.ts';
import type { AttemptJournal } from '../evidence/attemptJournal.ts';
import { type DoneAction, type DoneActionFiles, listDoneActions } from '../evidence/doneActions.ts';
import type { ExplainingBundles } from '../ports.ts';
import { describeDone } from './describeDone.ts';
import type { ExplainedResource } from './explainedResource.ts';

/** Maximum number of members of a pool or a job whose saved evidence is read for its timeline. */
const mostMembers = 10;

export interface StoryServices extends DoneActionFiles {
  readonly bundles: ExplainingBundles;
  readonly journal: Pick<AttemptJournal, 'list' | 'listEach'>;
  readonly kept: Pick<AttemptJournal<Resource, SavedObject>, 'list' | 'listEach'>;
  toActionName(commandId: string): string;
}

/** Earlier events that only this computer knows, because Azure Batch shows only the current state. */
export interface Story {
  /** The saved attempts of the page's tasks, oldest first for each. */
  readonly attempts: readonly SavedAttempt[];
  readonly history: Pick<TimelineEvidence, 'actions' | 'attempts' | 'nodesBefore' | 'poolsBefore' | 'jobsBefore'>;
}

/**
 * Reads the actions from this computer on the items of a page, and the items' earlier states. Leaves out actions on
 * earlier items with the same ID.
 */
export async function readStory(services: StoryServices, read: ExplainedResource): Promise<Story> {
  const { resource } = read.targets;
  const life = new Life(read, services.findStart(resource.accountId));
  const found = await Promise.all(
    life.wholes.map((whole) => listDoneActions(services, whole, (item) => life.hasItem(item))),
  );
  const actions = joinActions(found.flat()).filter(({ plan }) => life.hasTime(plan.startedAt));
  const touched = actions.flatMap(({ items }) => items.map(({ item }) => item.resource));
  const attempts = await listAttempts(services, read, touched);
  const own = services.bundles
    .diagnosis()
    .listOwnAttempts(read.history.tasks ?? [], attempts)
    .filter(({ savedAt }) => life.hasTime(savedAt));
  const saved = (await listSaved(services, resource, touched)).filter(
    (one) => life.hasTime(one.savedAt) && life.hasItem({ resource: one.resource, before: one.object }),
  );
  return {
    attempts,
    history: {
      actions: [
        ...actions.flatMap((action) => toMoments(action, services.toActionName)),
        ...own
          .filter((attempt) => !actions.some((action) => isOf(attempt, action)))
          .map((attempt) => toMoment(attempt, services.toActionName)),
      ],
      attempts: own.map(({ task }) => task),
      nodesBefore: saved.flatMap(({ resource: of, object }) =>
        of.kind === 'node' ? [services.bundles.diagnosis().toSavedNode(object, of.nodeId)] : [],
      ),
      poolsBefore: saved.flatMap((one) => readSaved<Pool>('pool', readPool, one)),
      jobsBefore: saved.flatMap((one) => readSaved<Job>('job', readJob, one)),
    },
  };
}

/**
 * Explains why an unfinished task was retried, or which runs Batch doesn't count among the attempts of a failed one;
 * undefined if it was not retried.
 */
export function describeRunBefore(
  attempts: readonly SavedAttempt[],
  task: Task,
  { bundles }: Pick<StoryServices, 'bundles'>,
): string | undefined {
  const earlier = bundles.diagnosis().listEarlierAttempts(task, attempts);
  const last = earlier.at(-1);
  if (last?.action !== 'retry') return undefined;
  const time = formatTime(last.savedAt);
  if (task.state !== 'completed')
    return last.why === undefined
      ? undefined
      : l10n.t('Before it was retried on {time}, it failed: {why}.', { time, why: last.why });
  if (!isFailed(task) || !task.executionInfo?.retryCount) return undefined;
  const count = earlier.filter(({ action }) => action === 'retry').length;
  const runs = { ...asCount(count), time };
  return plural(count, {
    one: l10n.t(
      'Before that, {count} run that is saved on this computer was retried, on {time}: Batch counts the attempts from there.',
      runs,
    ),
    other: l10n.t(
      'Before that, {count} runs that are saved on this computer were retried, the last on {time}: Batch counts the attempts from there.',
      runs,
    ),
  });
}

class Life {
  /** The page's item or its machine. Records about their parts also belong to the page. */
  readonly wholes: readonly Resource[];
  readonly #births: ReadonlyMap<string, string | undefined>;
  readonly #beginnings: readonly (string | undefined)[];

  constructor({ targets: { resource, node }, facts, history }: ExplainedResource, start: string | undefined) {
    const births = new Map<string, string | undefined>();
    if (resource.kind === 'task') births.set(toKey(resource), facts.task?.creationTime);
    if (resource.kind === 'job') {
      births.set(toKey(resource), facts.job?.creationTime);
      for (const { id: taskId, creationTime } of history.tasks ?? [])
        births.set(toKey({ ...resource, kind: 'task', taskId }), creationTime);
    }
    if (resource.kind === 'pool') births.set(toKey(resource), facts.pool?.creationTime);
    const machine = resource.kind === 'node' ? resource : resource.kind === 'task' ? node : undefined;
    if (machine !== undefined) births.set(toKey(machine), facts.node?.allocationTime);
    this.#births = births;
    this.#beginnings = [births.get(toKey(resource)), start];
    const isWhole = resource.kind !== 'account';
    this.wholes = [...(isWhole ? [resource] : []), ...(machine === undefined || machine === resource ? [] : [machine])];
  }

  /** Checks that the item existed at a time. */
  hasTime(at: string): boolean {
    return this.#beginnings.every((since) => since === undefined || Date.parse(at) >= Date.parse(since));
  }

  /** Checks that a recorded item belongs to the page, because its ID may since have been reused for another item. */
  hasItem({ resource, before = {} }: Pick<BulkItem, 'resource' | 'before'>): boolean {
    const wholes = this.wholes.filter((whole) => {
      const above = toKind(whole.kind, resource);
      return above !== undefined && toKey(above) === toKey(whole);
    });
    const born = this.#births.get(toKey(resource));
    const bornBefore: unknown = Reflect.get(before, resource.kind === 'node' ? 'allocationTime' : 'creationTime');
    if (typeof bornBefore !== 'string') return wholes.length > 0;
    // A part cannot be older than the item that contains it.
    return (
      !isOtherThing(bornBefore, born) &&
      wholes.some((whole) => !(Date.parse(bornBefore) < Date.parse(this.#births.get(toKey(whole)) ?? '')))
    );
  }
}

function joinActions(actions: readonly DoneAction[]): readonly DoneAction[] {
  return [...new Map(actions.map((action) => [action.plan.id, action])).values()];
}

/** Lists the attempts of the page's tasks, and of a few tasks that actions changed. */
async function listAttempts(
  { journal }: StoryServices,
  { tasks }: ExplainedResource,
  touched: readonly Resource[],
): Promise<readonly SavedAttempt[]> {
  const others = touched.filter((one): one is TaskResource => one.kind === 'task').slice(0, mostMembers);
  const all = new Map([...tasks, ...others].map((task) => [toKey(task), task]));
  return [...(await journal.listEach([...all.values()])).values()].flat();
}

/** Lists the saved evidence of an item, and of a few of its nodes that actions changed. */
async function listSaved(
  { kept }: StoryServices,
  resource: Resource,
  touched: readonly Resource[],
): Promise<readonly SavedObject[]> {
  if (resource.kind === 'account') return [];
  const nodes = touched.filter(({ kind }) => kind === 'node').slice(0, mostMembers);
  const all = new Map([resource, ...nodes].map((one) => [toKey(one), one]));
  return [...(await kept.listEach([...all.values()])).values()].flat();
}

/** Creates the timeline's line for an action; empty if the action changed nothing. */
function toMoments(
  { plan, items }: DoneAction,
  toActionName: (commandId: string) => string,
): readonly { readonly at: string; readonly text: string }[] {
  const done = items.flatMap(({ item, outcome }) => (wasChanged(outcome) ? [{ item, at: outcome.at }] : []));
  const [first] = done;
  if (first === undefined) return [];
  return [
    {
      at: first.at,
      text: describeDone(
        plan,
        done.map(({ item }) => item),
        toActionName,
      ),
    },
  ];
}

/** Checks whether an attempt was saved for an action whose own record shows whether it was carried out. */
function isOf({ savedAt, action, task }: SavedAttempt, { plan, items, lastAt }: DoneAction): boolean {
  return (
    plan.verb.endsWith(`.${action}`) &&
    plan.judgedAt <= savedAt &&
    savedAt <= lastAt &&
    items.some(({ item }) => toOwnId(item.resource) === task.id)
  );
}

/** Creates the line for an attempt whose action is no longer recorded. */
function toMoment(
  { savedAt, action, task }: SavedAttempt,
  toActionName: (commandId: string) => string,
): { readonly at: string; readonly text: string } {
  const verb = toCommandId(`task.${action}`);
  const item: BulkItem<TaskResource> = { resource: { kind: 'task', accountId: '', jobId: '', taskId: task.id } };
  return { at: savedAt, text: describeDone({ verb, choices: {} }, [item], toActionName) };
}

function readSaved<T extends Pool | Job>(
  kind: Resource['kind'],
  read: Read<T>,
  { resource, object }: SavedObject,
): readonly T[] {
  const saved = resource.kind === kind ? readAs(read, object).value : undefined;
  return saved === undefined ? [] : [saved];
}
