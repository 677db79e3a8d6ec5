import type { Job } from '../../core/model/job.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { findById } from '../lists/findById.ts';
import { loadOnce, loadOrRefresh } from '../lists/loadOnce.ts';
import { listWaits } from '../lists/taskCount.ts';

/**
 * Returns a job from the account's list, and adds it if the list does not reach that far. Throws the service's errors.
 */
export async function loadJob(store: AccountStore, jobId: string): Promise<Job> {
  const scope = { kind: 'jobs' } as const;
  await loadOnce(store, scope);
  const known = findById(store.snapshot.slice(scope).items, jobId);
  if (known !== undefined) return known;
  const job = await store.service.jobs.getJob(jobId);
  store.include(scope, job);
  return job;
}

/** Loads a pool into the account's list, as `loadJob` does for jobs. Throws the service's errors. */
export async function loadPool(store: AccountStore, poolId: string): Promise<void> {
  const scope = { kind: 'pools' } as const;
  await loadOnce(store, scope);
  if (findById(store.snapshot.slice(scope).items, poolId) === undefined)
    store.include(scope, await store.service.pools.getPool(poolId));
}

/** Loads the lists that show whether a job can run tasks and why its tasks wait; slices record errors. */
export async function loadWaitsOfJob(store: AccountStore, job: Job): Promise<void> {
  await Promise.all([store.loadTaskCounts([job.id]), loadOnce(store, { kind: 'pools' })]);
  await Promise.all(listWaits(job, store.snapshot).map((scope) => loadOrRefresh(store, scope)));
  // A second round is needed, because the waiting tasks contain the IDs of the tasks that they depend on.
  await Promise.all(listWaits(job, store.snapshot).map((scope) => loadOnce(store, scope)));
}
