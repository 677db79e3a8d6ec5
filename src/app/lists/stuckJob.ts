import { wasEnded } from '../../core/model/firstFailure.ts';
import { findPoolOfJob, isDisabled, isOver, type Job } from '../../core/model/job.ts';
import { isMeantEmpty, isResizeFailed, isResizeStopped, type Pool } from '../../core/model/pool.ts';
import type { Task } from '../../core/model/task.ts';
import {
  type Bar,
  countOwnReasons,
  findOwnGroup,
  isOwnBar,
  judgeWaits,
  listAbsent,
  listMisfits,
  type WaitGroup,
} from '../../core/relations/blockedDependencies.ts';
import { listDependents } from '../../core/relations/taskDependencies.ts';
import type { Count } from '../../core/words/count.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findById } from './findById.ts';
import { countTasks, findFailedPreparation, toWaitingScope } from './taskCount.ts';
import { findNoneAbleIn, findUnable, mayRecoverIn } from './unableNodes.ts';

/** The reason that tasks of a job wait until someone acts. */
export type Stuck =
  | { readonly why: 'preparation' }
  | { readonly why: 'limit' }
  | StuckByPool
  | { readonly why: Exclude<Bar, 'failed'> | 'several'; readonly tasks: Count };

interface StuckByPool {
  readonly why: 'autoscale' | 'resize' | 'nodes' | 'short' | 'absent' | 'empty';
  readonly poolId: string;
  /** True if nodes may run tasks again without an action. */
  readonly mayEnd?: boolean;
}

/**
 * Finds why tasks of an active job wait until someone acts, from loaded data: its preparation task fails on all nodes;
 * none runs because the pool is gone, gets no nodes, or has no working node; or some never start, whether others run or
 * not (`judgeWaits`). Of a job that has ended: its time limit, if tasks never run because of that. Undefined when no task
 * waits, or when tasks wait for other reasons.
 */
export function findStuck(job: Job, snapshot: AccountSnapshot): Stuck | undefined {
  if (countCutOff(job, snapshot) > 0) return { why: 'limit' };
  if (!mayBeStuck(job) || (countTasks(snapshot, job.id, 'active') ?? 0) === 0) return undefined;
  const groups = judgeWaitsOf(job, snapshot);
  const barred = findBarred(job, groups, snapshot);
  if (job.state !== 'active') return barred;
  if (findFailedPreparation(job, snapshot)?.isStuck === true) return { why: 'preparation' };
  const isRunning = (countTasks(snapshot, job.id, 'running') ?? 0) > 0;
  // Nodes would help only tasks that nothing else prevents from starting.
  const isAnyFree = barred === undefined || groups.some(({ bar }) => bar === undefined);
  return (isRunning || !isAnyFree ? barred : (findStuckByPool(job, snapshot) ?? barred)) ?? findShort(job, snapshot);
}

/** Checks whether tasks of a job can be known to never start: tasks of a disabled job could start later. */
function mayBeStuck(job: Job): boolean {
  return job.state === 'active' || isDisabled(job);
}

function findBarred(job: Job, groups: readonly WaitGroup[], snapshot: AccountSnapshot): Stuck | undefined {
  const bar = findOwnGroup(groups)?.bar;
  if (bar === undefined || bar === 'failed') return undefined;
  return { why: countOwnReasons(groups) > 1 ? 'several' : bar, tasks: countBarred(job, snapshot) };
}

/**
 * Counts and lists the tasks of a job that never start regardless of its pool. The count is a lower bound if not all waiting
 * tasks are loaded.
 */
export function countBarred(job: Job, snapshot: AccountSnapshot): Count & { readonly ids: readonly string[] } {
  const own = judgeWaitsOf(job, snapshot).filter(isOwnBar);
  const ids = own.flatMap(({ tasks }) => tasks.map(({ id }) => id));
  const { items, hasMore } = snapshot.slice(toWaitingScope(job.id));
  return {
    ids,
    count: ids.length,
    isComplete: !hasMore && items.length >= (snapshot.taskCounts.get(job.id)?.active ?? 0),
  };
}

/**
 * Counts the tasks of a job that never run because the job ended at its own time limit (`terminateReason`; Batch leaves
 * them active). Returns 0 if tasks that were running ended with the job: they failed for the same reason, and say so.
 */
export function countCutOff(job: Job, snapshot: AccountSnapshot): number {
  if (!isOver(job) || job.executionInfo?.terminateReason?.toLowerCase() !== 'maxwallclocktimeexpiry') return 0;
  return snapshot.slice({ kind: 'failures', jobId: job.id }).items.some(wasEnded)
    ? 0
    : (countTasks(snapshot, job.id, 'active') ?? 0);
}

/** Counts the loaded waiting tasks of a job that depend on failed tasks and are counted with those tasks' causes. */
export function countDependents(job: Job, snapshot: AccountSnapshot): number {
  return judgeWaitsOf(job, snapshot).find(({ bar }) => bar === 'failed')?.tasks.length ?? 0;
}

/**
 * Checks whether some tasks of a job need more nodes at once than are working in its pool, until someone acts, whether
 * other tasks are stuck for another reason or not.
 */
export function findShort(job: Job, snapshot: AccountSnapshot): StuckByPool | undefined {
  const pool = findById(snapshot.slice({ kind: 'pools' }).items, findPoolOfJob(job) ?? '');
  if (pool === undefined || pool.allocationState !== 'steady' || pool.enableAutoScale === true) return undefined;
  const unable = findUnable(pool.id, snapshot);
  const isReplaced = unable?.byState.some(({ state }) => state === 'preempted') === true;
  const able = countAllNodes(pool) - (unable?.count ?? 0);
  return !isReplaced && countShort(job, pool, able, snapshot) > 0
    ? { why: 'short', poolId: pool.id, mayEnd: mayRecoverIn(pool.id, snapshot) }
    : undefined;
}

/** Counts waiting tasks of an active job that need more than `able` nodes at once, and tasks that depend on these. */
export function countShort(job: Job, pool: Pool, able: number, snapshot: AccountSnapshot): number {
  const target = (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0);
  if (job.state !== 'active' || able >= target) return 0;
  const { items } = snapshot.slice(toWaitingScope(job.id));
  const short = items.filter(
    (task) => (task.multiInstanceSettings?.numberOfInstances ?? 1) > able && listMisfits(task, pool, job).length === 0,
  );
  return new Set([...short.map(({ id }) => id), ...listDependents(short, items)]).size;
}

/**
 * Finds why the pool of a job keeps all its waiting tasks from starting until someone acts; undefined if it does not.
 */
function findStuckByPool(job: Job, snapshot: AccountSnapshot): Stuck | undefined {
  const poolId = findPoolOfJob(job);
  if (poolId === undefined) return undefined;
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  const pool = findById(items, poolId);
  if (pool === undefined) return loadedAt !== undefined && !hasMore ? { why: 'absent', poolId } : undefined;
  const why = findWhy(pool, snapshot);
  return why === undefined ? undefined : { why, poolId, mayEnd: why === 'nodes' && mayRecoverIn(poolId, snapshot) };
}

interface Judged {
  readonly around: readonly unknown[];
  readonly groups: readonly WaitGroup[];
}

/** Evaluations cached by list, because rows are drawn repeatedly, and lists rarely change. */
const judged = new WeakMap<readonly Task[], Judged>();

/** Groups the loaded waiting tasks of an active job by what they wait for, with the largest group first. */
function judgeWaitsOf(job: Job, snapshot: AccountSnapshot): readonly WaitGroup[] {
  const { items: waiting, loadedAt: now } = snapshot.slice(toWaitingScope(job.id));
  if (!mayBeStuck(job) || waiting.length === 0) return [];
  const { items: failed } = snapshot.slice({ kind: 'failures', jobId: job.id });
  const { items: awaited, loadedAt: askedAt } = snapshot.slice({ kind: 'awaited', jobId: job.id });
  const counts = snapshot.taskCounts.get(job.id);
  const pool = findById(snapshot.slice({ kind: 'pools' }).items, findPoolOfJob(job) ?? '');
  const around = [failed, awaited, askedAt, counts, pool, job];
  const before = judged.get(waiting);
  if (before?.around.every((one, index) => one === around[index]) === true) return before.groups;
  const absent =
    askedAt === undefined
      ? listAbsent(waiting, counts, waiting)
      : awaited.flatMap(({ id, isMissing }) => (isMissing === true ? [id] : []));
  const groups = judgeWaits(waiting, { others: [...failed, ...awaited], absent, pool, job, now });
  judged.set(waiting, { around, groups });
  return groups;
}

/**
 * Checks whether waiting tasks of a job, if there are any, would wait in vain because of its pool, or might because of
 * a preparation task. Such jobs are counted before others.
 */
export function wouldBeStuck(job: Job, snapshot: AccountSnapshot): boolean {
  if (job.state !== 'active') return false;
  if (job.executionInfo?.schedulingError !== undefined || job.jobPreparationTask !== undefined) return true;
  const { items, loadedAt, hasMore } = snapshot.slice({ kind: 'pools' });
  const pool = findById(items, findPoolOfJob(job) ?? '');
  if (pool === undefined) return loadedAt !== undefined && !hasMore;
  return countAllNodes(pool) === 0 || findWhy(pool, snapshot) !== undefined;
}

/** Counts the nodes of a pool in any state. */
export function countAllNodes({ currentDedicatedNodes = 0, currentLowPriorityNodes = 0 }: Pool): number {
  return currentDedicatedNodes + currentLowPriorityNodes;
}

function findWhy(pool: Pool, snapshot: AccountSnapshot): 'autoscale' | 'resize' | 'nodes' | 'empty' | undefined {
  if (countAllNodes(pool) > 0) {
    const unable = findNoneAbleIn(pool.id, snapshot);
    // Batch replaces preempted nodes on its own as soon as Azure has capacity.
    const isReplaced = unable?.byState.some(({ state }) => state === 'preempted') === true;
    return unable === undefined || isReplaced ? undefined : 'nodes';
  }
  if (pool.autoScaleRun?.error !== undefined) return 'autoscale';
  if (isResizeFailed(pool) && !isResizeStopped(pool)) return 'resize';
  return isMeantEmpty(pool) ? 'empty' : undefined;
}
