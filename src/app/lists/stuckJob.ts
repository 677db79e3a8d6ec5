import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import { isResizeFailed, isResizeStopped, type Pool } from '../../core/model/pool.ts';
import { findNoneAble } from '../../core/query/unableNodes.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findById } from './findById.ts';
import { countPreparations, countTasks, mayBeStuck } from './taskCount.ts';

/** What keeps the tasks of a job waiting until someone acts. */
type Stuck =
  | { readonly why: 'preparation'; readonly failed: number; readonly all: number }
  | { readonly why: 'autoscale' | 'resize' | 'nodes'; readonly poolId: string };

/**
 * Why tasks of an active job wait, as far as what is loaded shows it: its preparation fails; or none runs, and its pool has
 * no nodes since it can't get any, or no node that can work. Undefined where none waits, or for other reasons.
 */
export function findStuck(job: Job, snapshot: AccountSnapshot): Stuck | undefined {
  if (job.state !== 'active' || (countTasks(snapshot, job.id, 'active') ?? 0) === 0) return undefined;
  const preparations = countPreparations(snapshot, job.id);
  if (mayBeStuck(job, snapshot) && preparations.failed > 0) return { why: 'preparation', ...preparations };
  const poolId = findPoolOfJob(job);
  if (poolId === undefined || (countTasks(snapshot, job.id, 'running') ?? 0) > 0) return undefined;
  const pool = findById(snapshot.slice({ kind: 'pools' }).items, poolId);
  const why = pool && findWhy(pool, snapshot);
  return why === undefined ? undefined : { why, poolId };
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

function findWhy(pool: Pool, snapshot: AccountSnapshot): 'autoscale' | 'resize' | 'nodes' | undefined {
  if (countAllNodes(pool) > 0)
    return findNoneAble(snapshot.nodeCounts.get(pool.id)) === undefined ? undefined : 'nodes';
  if (pool.autoScaleRun?.error !== undefined) return 'autoscale';
  return isResizeFailed(pool) && !isResizeStopped(pool) ? 'resize' : undefined;
}
