import { findPoolOfJob, type Job, type TaskCounts } from '../../core/model/job.ts';
import { isMeantEmpty, isResizeFailed, isResizeStopped, type Pool } from '../../core/model/pool.ts';
import type { Task } from '../../core/model/task.ts';
import { findTypical, listAbsent, listHeld, listMisfits } from '../../core/query/waitsInVain.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findById } from './findById.ts';
import { countPreparations, countTasks, mayBeStuck, toWaitingScope } from './taskCount.ts';
import { findNoneAbleIn } from './unableNodes.ts';

/** What keeps the tasks of a job waiting until someone acts. */
type Stuck =
  | { readonly why: 'preparation'; readonly failed: number; readonly all: number }
  | { readonly why: 'autoscale' | 'resize' | 'nodes' | 'missing' | 'empty'; readonly poolId: string }
  | { readonly why: 'dependency' | 'misfit' };

/**
 * Why tasks of an active job wait, as far as what is loaded shows it: its preparation fails; or none runs, and most of those
 * that wait depend on what the job does not have, or ask for what no node of the pool gives; or the pool is gone, has no nodes
 * since it can't or is not to get any, or no node that can work. Undefined where none waits, or for other reasons.
 */
export function findStuck(job: Job, snapshot: AccountSnapshot): Stuck | undefined {
  if (job.state !== 'active' || (countTasks(snapshot, job.id, 'active') ?? 0) === 0) return undefined;
  const preparations = countPreparations(snapshot, job.id);
  if (mayBeStuck(job, snapshot) && preparations.failed > 0) return { why: 'preparation', ...preparations };
  if ((countTasks(snapshot, job.id, 'running') ?? 0) > 0) return undefined;
  const { items: waiting } = snapshot.slice(toWaitingScope(job.id));
  const first = findTypical(waiting);
  if (first !== undefined && isHeldByAbsent(first, waiting, snapshot.taskCounts.get(job.id)))
    return { why: 'dependency' };
  const poolId = findPoolOfJob(job);
  if (poolId === undefined) return undefined;
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  const pool = findById(items, poolId);
  if (pool === undefined) return loadedAt !== undefined && !hasMore ? { why: 'missing', poolId } : undefined;
  if (first !== undefined && listMisfits(first, pool).length > 0) return { why: 'misfit' };
  const why = findWhy(pool, snapshot);
  return why === undefined ? undefined : { why, poolId };
}

/** Whether a task waits for what its job does not have; unknown unless all of its tasks are known. */
function isHeldByAbsent({ id }: Task, waiting: readonly Task[], counts: TaskCounts | undefined): boolean {
  const absent = listAbsent(waiting, counts, waiting) ?? [];
  return absent.length > 0 && listHeld(waiting, { absent }).has(id);
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
