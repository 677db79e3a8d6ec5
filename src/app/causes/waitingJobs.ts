import * as l10n from '@vscode/l10n';
import type { WaitingJob } from '../../core/diagnosis/account/chartJobs.ts';
import type { StalledJob } from '../../core/diagnosis/account/jobsToLookAt.ts';
import type { Reason, Wait } from '../../core/diagnosis/explanation/explanation.ts';
import { taskFilters } from '../../core/filters/taskFilters.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { sortByEnd } from '../../core/model/firstFailure.ts';
import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import type { Task } from '../../core/model/task.ts';
import { compareAge } from '../../core/relations/blockedDependencies.ts';
import { mayManagerHold } from '../../core/relations/exclusiveManager.ts';
import { findDependents } from '../../core/relations/taskDependencies.ts';
import { sortTimes } from '../../core/words/times.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { toKnownJobs } from '../evidence/accountOverview.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { readFirstPage } from '../evidence/readPages.ts';
import { type ReadOnce, shareReads } from '../evidence/sharedReads.ts';
import { gatherTask } from '../evidence/taskEvidence.ts';
import { findById } from '../lists/findById.ts';
import { findStuck } from '../lists/stuckJob.ts';
import { listWanted, toWaitingScope, type WantedJobs } from '../lists/taskCount.ts';
import type { Bundles } from '../ports.ts';
import { type CauseSet, untilNoTurn } from './knownCauses.ts';

/** Maximum number of jobs of which a waiting task is explained, with a few requests each. */
const mostExplained = 5;

interface Services {
  readonly bundles: Pick<Bundles, 'diagnosis'>;
  readonly now: Date;
}

interface ReaderServices extends Services {
  readonly reader: FailureReader;
}

/** A job with waiting tasks. */
export interface WaitingHere extends WaitingJob {
  /** True if its tasks don't start until someone acts. */
  readonly isStuck: boolean;
  /** True if it is known of each of its tasks whether it starts without anyone, so that `stuck` counts all that don't. */
  readonly isExact?: boolean;
  /** Time (ISO 8601) at which the oldest of its waiting tasks was added, if known. */
  readonly since?: string | undefined;
  /** Time (ISO 8601) from which one of its waiting tasks can't start, if known: when it was added, or one it needs failed. */
  readonly heldSince?: string | undefined;
  /** True if its pool has running tasks that may never end. */
  readonly isBehindStalled: boolean;
}

/** Returns the time at which the oldest of these tasks was added. */
function findOldest(tasks: readonly Task[]): string | undefined {
  return sortTimes(tasks.map(({ creationTime }) => creationTime))[0];
}

/** Returns the time from which one of a job's loaded waiting tasks can't start; failed tasks hold theirs since they ended. */
function findHeldSince(snapshot: AccountSnapshot, job: Job): string | undefined {
  const waiting = snapshot.slice(toWaitingScope(job.id)).items;
  const failed = snapshot.slice({ kind: 'failures', jobId: job.id }).items;
  const dependents = findDependents(failed, waiting);
  const ends = new Map<string, string | undefined>();
  for (const { id, executionInfo } of sortByEnd(failed))
    for (const dependent of dependents.get(id) ?? [])
      if (!ends.has(dependent)) ends.set(dependent, executionInfo?.endTime);
  const times = waiting.flatMap(({ id, creationTime }) => sortTimes([creationTime, ends.get(id)]).at(-1) ?? []);
  return sortTimes(times)[0];
}

/**
 * Lists the wanted jobs with waiting tasks, most waiting tasks first. A wait doesn't end on its own for certain if the
 * pool has tasks that may never end, in a `stalled` job, or if running tasks were not looked at (undefined).
 */
export function listWaiting(
  services: Services,
  { account, snapshot }: AccountStore,
  { causes }: Pick<CauseSet, 'causes'>,
  wanted: WantedJobs,
  stalled: readonly StalledJob[] | undefined,
): readonly WaitingHere[] {
  const held = new Set(stalled?.map(({ poolId }) => poolId));
  const ids = new Set(listWanted(snapshot, wanted).map(({ id }) => id));
  return services.bundles
    .diagnosis()
    .listWaitingJobs({
      ...toKnownJobs(snapshot),
      accountId: account.id,
      causes,
      now: services.now,
    })
    .filter(({ job }) => ids.has(job.id))
    .map((one) => {
      const stuck = findStuck(one.job, snapshot);
      const mayEnd = stuck !== undefined && 'mayEnd' in stuck && stuck.mayEnd;
      const isBehindStalled = stalled === undefined || held.has(findPoolOfJob(one.job));
      return withStuck({
        ...one,
        // Some of the tasks may need what only broken nodes could give them, if these recover.
        endsAlone: one.endsAlone === true && (isBehindStalled || stuck !== undefined) ? undefined : one.endsAlone,
        isBehindStalled,
        isStuck: one.endsAlone === false || (stuck !== undefined && !mayEnd),
        since: findOldest(snapshot.slice(toWaitingScope(one.job.id)).items),
        heldSince: findHeldSince(snapshot, one.job),
      });
    });
}

/**
 * Adds why the oldest of the waiting tasks waits for which the account's lists show no reason, for a few jobs, as far
 * as the requests of a minute go.
 */
export async function explainWaits(
  services: ReaderServices,
  store: AccountStore,
  waiting: readonly WaitingHere[],
): Promise<readonly WaitingHere[]> {
  const unknown = waiting.filter(({ explained }) => explained !== undefined).slice(0, mostExplained);
  const once = shareReads(() => services.now.getTime());
  const explained = await Promise.all(
    unknown.map(async (one) => [one, await untilNoTurn(explainOldest(services, store, one, once))] as const),
  );
  const found = new Map(explained);
  return waiting.map((one) => found.get(one) ?? one);
}

/** Reasons cached by list of waiting tasks, because agents call repeatedly, and lists rarely change. */
const explainedWaits = new WeakMap<
  readonly Task[],
  { readonly around: readonly unknown[]; readonly wait: WaitingHere }
>();

async function explainOldest(
  { bundles, reader, now }: ReaderServices,
  store: AccountStore,
  one: WaitingHere,
  once: ReadOnce,
): Promise<WaitingHere | undefined> {
  const { account, service, snapshot } = store;
  const { job } = one;
  const { items: loaded } = snapshot.slice(toWaitingScope(job.id));
  const pool = findById(snapshot.slice({ kind: 'pools' }).items, findPoolOfJob(job) ?? '');
  const around = [
    job,
    pool,
    snapshot.taskCounts.get(job.id),
    snapshot.nodeCounts.get(pool?.id ?? ''),
    String(one.reasons),
  ];
  const before = explainedWaits.get(loaded);
  if (before?.around.every((each, index) => each === around[index]) === true) return before.wait;
  try {
    const tasks =
      loaded.length > 0 ? loaded : await readFirstPage(service.tasks.listTasks(job.id, { filter: taskFilters.active }));
    const open = tasks.filter(({ id }) => one.explained?.has(id) !== true);
    const [task] = open.toSorted(compareAge);
    if (task === undefined) return undefined;
    const resource = { kind: 'task', accountId: account.id, jobId: job.id, taskId: task.id } as const;
    const { evidence } = await gatherTask(store, resource, reader, now, { task, job, pool, once });
    const { title, cause, category, wait } = bundles.diagnosis().explainTaskEvidence(evidence);
    // One task shows whether the wait of all ends only where nothing is known of the others.
    const isHeld = one.isBehindStalled || mayManagerHold(pool?.id ?? '', toKnownJobs(snapshot));
    const isForRoom = category === 'other' || wait?.reasons.some((reason) => reason.isForRoom === true) === true;
    const end = findWaitEnd(wait, isForRoom && !isHeld);
    const endsAlone = one.reasons.length > 0 ? one.endsAlone : end;
    const unlike = countUnlike(task, open);
    const ofOthers = unlike > 0 ? [l10n.t('The others may wait for something else.')] : [];
    const reasons = [...one.reasons, `${title}.`, ...(wait?.isCause === false ? [cause] : []), ...ofOthers];
    const since = findOldest(tasks) ?? one.since;
    const isNewlyStuck = !one.isStuck && endsAlone === false;
    const areAllAlike = unlike === 0 && open.length === tasks.length;
    const stuck = end !== false || areAllAlike ? one.stuck : one.stuck + open.length - unlike;
    const isExact = unlike === 0 && tasks.length >= one.count && end !== undefined;
    const isStuck = one.isStuck || isNewlyStuck;
    const explained = withStuck({ ...one, reasons, endsAlone, stuck, isExact, isStuck, since });
    if (loaded.length > 0) explainedWaits.set(loaded, { around, wait: explained });
    return explained;
  } catch (error) {
    if (BatchError.is(error)) return undefined;
    throw error;
  }
}

/** Counts the tasks that need other tasks, slots or nodes than `task`, so they may wait for another reason. */
function countUnlike(task: Task, tasks: readonly Task[]): number {
  const toNeeds = ({ dependsOn, requiredSlots = 1, multiInstanceSettings }: Task): string =>
    JSON.stringify([dependsOn, requiredSlots, multiInstanceSettings?.numberOfInstances]);
  return tasks.filter((other) => toNeeds(other) !== toNeeds(task)).length;
}

/** Counts all tasks of a stuck job of which no part is known to be stuck. */
function withStuck(one: WaitingHere): WaitingHere {
  return one.isStuck && one.stuck === 0 ? { ...one, stuck: one.count } : one;
}

/**
 * Determines whether a wait ends on its own; undefined if that isn't known. If only room is missing (`isForRoom`), it does
 * when running tasks end, whether or not other nodes come back.
 */
function findWaitEnd({ reasons = [] }: Partial<Wait> = {}, isForRoom: boolean): boolean | undefined {
  if (reasons.some(({ endsBy }) => endsBy === 'user' || endsBy === 'nobody')) return false;
  const ends = ({ id, endsBy }: Reason): boolean =>
    endsBy === 'batch' || (isForRoom && /^nodes(?:-|$)/.test(id) && endsBy === 'either');
  return reasons.length > 0 && reasons.every(ends) ? true : undefined;
}
