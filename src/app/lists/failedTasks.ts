import { addCounts, type Count } from '../../core/query/count.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findCountedJobs } from './countedJobs.ts';
import { countResolved } from './resolved.ts';
import { countTasks } from './taskCount.ts';

/**
 * Tasks of the account known to have failed, but for those that are resolved: not all while there are jobs that were not
 * counted.
 */
export function countFailedTasks(snapshot: AccountSnapshot): Count {
  const { items } = snapshot.slice({ kind: 'jobs' });
  const { hasMore } = findCountedJobs(snapshot);
  return addCounts([{ count: 0, isComplete: !hasMore }, ...items.map(({ id }) => countFailedOfJob(snapshot, id))]);
}

/** Tasks of a job known to have failed that are not resolved; none, and that is not all, before they were counted. */
export function countFailedOfJob(snapshot: AccountSnapshot, jobId: string): Count {
  const count = countTasks(snapshot, jobId, 'failed');
  const left = Math.max(0, (count ?? 0) - countResolved(snapshot, jobId));
  return { count: left, isComplete: count !== undefined };
}
