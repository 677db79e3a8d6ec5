import type { Blocked } from '../../core/diagnosis/causes/failing.ts';
import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { countPreparations } from '../lists/preparation.ts';
import { countBrokenNodes } from '../lists/severity.ts';
import { countTasks } from '../lists/taskCount.ts';

/**
 * The tasks of a job that wait in vain: all that wait where the job can't be scheduled or its preparation fails on every
 * node that ran it; none where there are nodes on which it succeeds.
 */
export function findBlockedByJob(job: Job, snapshot: AccountSnapshot): Blocked {
  const { failed, all } = countPreparations(snapshot, job.id);
  const isStuck = job.executionInfo?.schedulingError !== undefined || failed === all;
  return { tasks: isStuck ? countWaiting([job], snapshot) : new Map(), nodes: 0 };
}

/** The nodes that a pool was to have and did not get, and the tasks that wait for it where no node of it works. */
export function findBlockedByPool(pool: Pool, snapshot: AccountSnapshot): Blocked {
  const current = (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0);
  const hasWorkingNode = current > countBrokenNodes(pool, snapshot);
  const jobs = snapshot.slice({ kind: 'jobs' }).items.filter((job) => findPoolOfJob(job) === pool.id);
  return { tasks: hasWorkingNode ? new Map() : countWaiting(jobs, snapshot), nodes: countMissing(pool) };
}

function countMissing(pool: Pool): number {
  const dedicated = (pool.targetDedicatedNodes ?? 0) - (pool.currentDedicatedNodes ?? 0);
  const spot = (pool.targetLowPriorityNodes ?? 0) - (pool.currentLowPriorityNodes ?? 0);
  return Math.max(0, dedicated) + Math.max(0, spot);
}

function countWaiting(jobs: readonly Job[], snapshot: AccountSnapshot): ReadonlyMap<string, number> {
  const counts = jobs.map(({ id }) => [id, countTasks(snapshot, id, 'active') ?? 0] as const);
  return new Map(counts.filter(([, count]) => count > 0));
}
