import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import { isMeantEmpty, isResizeFailed, isResizeStopped, type Pool } from '../../core/model/pool.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import type { Count } from '../../core/query/count.ts';
import {
  type Bar,
  countOwnReasons,
  isOwnBar,
  judgeWaits,
  listAbsent,
  type WaitGroup,
} from '../../core/query/waitsInVain.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findById } from './findById.ts';
import { countPreparations, countTasks, mayBeStuck, toWaitingScope } from './taskCount.ts';
import { findNoneAbleIn } from './unableNodes.ts';

/** What keeps the tasks of a job waiting until someone acts. */
export type Stuck =
  | { readonly why: 'preparation'; readonly failed: number; readonly all: number }
  | { readonly why: 'autoscale' | 'resize' | 'nodes' | 'absent' | 'empty'; readonly poolId: string }
  | { readonly why: Exclude<Bar, 'failed'> | 'several'; readonly tasks: Count };

/**
 * Why tasks of an active job wait until someone acts, as far as what is loaded shows it: its preparation fails; or none runs,
 * since the pool is gone, has no nodes because it can't or is not to get any, or no node that can work; or some never start,
 * whether others run or not (`judgeWaits`). Undefined where none waits, or for other reasons.
 */
export function findStuck(job: Job, snapshot: AccountSnapshot): Stuck | undefined {
  if (job.state !== 'active' || (countTasks(snapshot, job.id, 'active') ?? 0) === 0) return undefined;
  const preparations = countPreparations(snapshot, job.id);
  if (mayBeStuck(job, snapshot) && preparations.failed > 0) return { why: 'preparation', ...preparations };
  const groups = judgeWaitsOf(job, snapshot);
  const barred = findBarred(job, groups, snapshot);
  const isMost = barred !== undefined && groups[0] !== undefined && isOwnBar(groups[0]);
  const isRunning = (countTasks(snapshot, job.id, 'running') ?? 0) > 0;
  return isMost || isRunning ? barred : (findStuckByPool(job, snapshot) ?? barred);
}

function findBarred(job: Job, groups: readonly WaitGroup[], snapshot: AccountSnapshot): Stuck | undefined {
  const [first, ...others] = groups.filter(isOwnBar);
  if (first?.bar === undefined || first.bar === 'failed') return undefined;
  return countOwnReasons(groups) > 1
    ? { why: 'several', tasks: countOf(job, [first, ...others], snapshot) }
    : { why: first.bar, tasks: countOf(job, [first], snapshot) };
}

/** How many tasks groups have. */
function countOf(job: Job, groups: readonly WaitGroup[], snapshot: AccountSnapshot): Count {
  return toCount(
    job,
    groups.reduce((sum, { tasks }) => sum + tasks.length, 0),
    snapshot,
  );
}

/** How many of the waiting tasks of a job: more, where not all of them are loaded. */
function toCount({ id }: Job, count: number, snapshot: AccountSnapshot): Count {
  const { items, hasMore } = snapshot.slice(toWaitingScope(id));
  return { count, isComplete: !hasMore && items.length >= (snapshot.taskCounts.get(id)?.active ?? 0) };
}

/** How many tasks of a job never start whatever its pool does: those that `findStuck` speaks of, and others like them. */
export function countBarred(job: Job, snapshot: AccountSnapshot): Count {
  return countOf(job, judgeWaitsOf(job, snapshot).filter(isOwnBar), snapshot);
}

/** Why the pool of a job keeps all its waiting tasks from starting until someone acts; undefined where it doesn't. */
export function findStuckByPool(job: Job, snapshot: AccountSnapshot): Stuck | undefined {
  const poolId = findPoolOfJob(job);
  if (poolId === undefined) return undefined;
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  const pool = findById(items, poolId);
  if (pool === undefined) return loadedAt !== undefined && !hasMore ? { why: 'absent', poolId } : undefined;
  const why = findWhy(pool, snapshot);
  return why === undefined ? undefined : { why, poolId };
}

/** The judgment of waiting tasks, and the facts that it rests on. */
interface Judged {
  readonly around: readonly unknown[];
  readonly groups: readonly WaitGroup[];
}

/** Rows are drawn again and again, of lists that rarely change. */
const judged = new WeakMap<readonly Task[], Judged>();

/** The loaded waiting tasks of an active job by what they wait for, the most first. */
function judgeWaitsOf(job: Job, snapshot: AccountSnapshot): readonly WaitGroup[] {
  const { items: waiting, loadedAt: now } = snapshot.slice(toWaitingScope(job.id));
  if (job.state !== 'active' || waiting.length === 0) return [];
  const { items: failed } = snapshot.slice({ kind: 'failures', jobId: job.id });
  const { items: awaited, loadedAt: askedAt } = snapshot.slice({ kind: 'awaited', jobId: job.id });
  const counts = snapshot.taskCounts.get(job.id);
  const pool = findById(snapshot.slice({ kind: 'pools' }).items, findPoolOfJob(job) ?? '');
  const around = [failed, awaited, askedAt, counts, pool];
  const before = judged.get(waiting);
  if (before?.around.every((one, index) => one === around[index]) === true) return before.groups;
  const absent =
    askedAt === undefined
      ? listAbsent(waiting, counts, waiting)
      : awaited.flatMap(({ id, isMissing }) => (isMissing === true ? [id] : []));
  const groups = judgeWaits(waiting, { failed: [...failed, ...awaited].filter(isFailed), absent, pool, now });
  judged.set(waiting, { around, groups });
  return groups;
}

/**
 * Whether tasks of a job would wait in vain, should some wait, as far as its pool shows it: they are worth counting before
 * those of other jobs. So are those of a job with a preparation task.
 */
export function wouldBeStuck(job: Job, snapshot: AccountSnapshot): boolean {
  if (job.state !== 'active') return false;
  if (job.executionInfo?.schedulingError !== undefined || job.jobPreparationTask !== undefined) return true;
  const { items, loadedAt, hasMore } = snapshot.slice({ kind: 'pools' });
  const pool = findById(items, findPoolOfJob(job) ?? '');
  if (pool === undefined) return loadedAt !== undefined && !hasMore;
  return countAllNodes(pool) === 0 || findWhy(pool, snapshot) !== undefined;
}

function countAllNodes({ currentDedicatedNodes = 0, currentLowPriorityNodes = 0 }: Pool): number {
  return currentDedicatedNodes + currentLowPriorityNodes;
}

function findWhy(pool: Pool, snapshot: AccountSnapshot): 'autoscale' | 'resize' | 'nodes' | 'empty' | undefined {
  if (countAllNodes(pool) > 0) return findNoneAbleIn(pool.id, snapshot) === undefined ? undefined : 'nodes';
  if (pool.autoScaleRun?.error !== undefined) return 'autoscale';
  if (isResizeFailed(pool) && !isResizeStopped(pool)) return 'resize';
  return isMeantEmpty(pool) ? 'empty' : undefined;
}
