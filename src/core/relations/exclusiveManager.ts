import { findPoolOfJob, type Job, type TaskCounts } from '../model/job.ts';
import { countNodes, type PoolNodeCounts } from '../model/pool.ts';

/** Jobs of an account, and nodes of their pools. */
interface KnownJobs {
  readonly jobs: readonly Job[];
  /** Tasks by job. */
  readonly counts: ReadonlyMap<string, TaskCounts>;
  /** Nodes by pool. */
  readonly nodeCounts: ReadonlyMap<string, PoolNodeCounts>;
}

/**
 * Checks whether a running job manager may have the pool's only node to itself, so that nothing else starts there: if it
 * waits for its job's tasks, it never ends.
 */
export function mayManagerHold(poolId: string, { jobs, counts, nodeCounts }: KnownJobs): boolean {
  if (countNodes(nodeCounts.get(poolId), 'total') !== 1) return false;
  return jobs.some(
    (job) =>
      findPoolOfJob(job) === poolId &&
      job.jobManagerTask !== undefined &&
      job.jobManagerTask.runExclusive !== false &&
      (counts.get(job.id)?.running ?? 0) > 0,
  );
}
