import { isOver } from '../../core/model/job.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadOnce } from '../lists/loadOnce.ts';
import { listWanted, mayPrepare } from '../lists/taskCount.ts';

/** Maximum number of a pool's jobs that are read for a page of the pool or one of its nodes. */
const mostJobs = 3;

/**
 * Loads facts that only the jobs of a pool show, not its nodes: how many tasks are waiting, and whether a job's
 * preparation task keeps them from a node. Jobs with a preparation task come first. Never throws; slices record errors.
 */
export async function loadJobsOfPool(store: AccountStore, poolId: string): Promise<void> {
  await loadOnce(store, { kind: 'jobs' });
  const open = listWanted(store.snapshot, { poolId }).filter((job) => !isOver(job));
  const first = open
    .toSorted(
      (one, other) => Number(other.jobPreparationTask !== undefined) - Number(one.jobPreparationTask !== undefined),
    )
    .slice(0, mostJobs);
  await store.loadTaskCounts(first.flatMap(({ id }) => (store.snapshot.taskCounts.has(id) ? [] : [id])));
  const prepared = first.filter((job) => mayPrepare(job, store.snapshot));
  await Promise.all(prepared.map(({ id }) => loadOnce(store, { kind: 'preparation', jobId: id })));
}
