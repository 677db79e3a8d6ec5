import type { OtherJob } from '../../core/diagnosis/process/taskCase.ts';
import { findPoolOfJob } from '../../core/model/job.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';

/**
 * The other active jobs of a pool as the views have loaded them, which costs nothing: tasks of those with a higher
 * priority start first. Undefined where not all jobs are loaded.
 */
export function findOtherJobs(
  snapshot: AccountSnapshot,
  jobId: string,
  poolId: string | undefined,
): readonly OtherJob[] | undefined {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'jobs' });
  if (poolId === undefined || loadedAt === undefined || hasMore) return undefined;
  return items
    .filter((job) => job.id !== jobId && findPoolOfJob(job) === poolId && job.state === 'active')
    .map(({ id, priority = 0 }) => {
      const waiting = snapshot.taskCounts.get(id)?.active;
      return { id, priority, ...(waiting === undefined ? {} : { waiting }) };
    });
}
