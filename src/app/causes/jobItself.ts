import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { Job } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import { doAtOnce } from '../../core/work.ts';
import type { AccountStore, Scope, ScopeItems } from '../../service/store/accountStore.ts';
import { findById } from '../lists/findById.ts';
import { loadOnce, loadOrRefresh } from '../lists/loadOnce.ts';
import { listWaits } from '../lists/taskCount.ts';
import type { DiagnosisWith } from '../ports.ts';
import { findFailing } from './failing.ts';

/** Returns a job from the account's list. Throws the service's errors. */
export function loadJob(store: AccountStore, jobId: string): Promise<Job> {
  return loadListed(store, { kind: 'jobs' }, jobId, () => store.service.jobs.getJob(jobId));
}

/** Returns a pool from the account's list. Throws the service's errors. */
export function loadPool(store: AccountStore, poolId: string): Promise<Pool> {
  return loadListed(store, { kind: 'pools' }, poolId, () => store.service.pools.getPool(poolId));
}

/** Returns an item from a list, and adds it when the list does not reach that far. */
async function loadListed<K extends 'jobs' | 'pools'>(
  store: AccountStore,
  scope: Extract<Scope, { kind: K }>,
  id: string,
  get: () => Promise<ScopeItems[K]>,
): Promise<ScopeItems[K]> {
  await loadOnce(store, scope);
  const known = findById(store.snapshot.slice<K>(scope).items, id);
  if (known !== undefined) return known;
  const item = await get();
  store.include<K>(scope, item);
  return item;
}

/**
 * Finds causes of a job itself, besides its failed tasks: it can't be scheduled, its preparation task fails, or its
 * tasks wait in vain. Loads the necessary lists; slices record errors.
 */
export async function findCausesOfJobItself(
  store: AccountStore,
  job: Job,
  bundles: DiagnosisWith<'CauseExplainer'>,
): Promise<readonly Cause[]> {
  await store.loadTaskCounts([job.id]);
  await Promise.all(listWaits(job, store.snapshot).map((scope) => loadOrRefresh(store, scope)));
  // A second round: the waiting tasks hold the IDs of the tasks that they depend on.
  await Promise.all(listWaits(job, store.snapshot).map((scope) => loadOnce(store, scope)));
  const failing = findFailing(store.snapshot).filter((one) => one.kind === 'job' && one.resource.jobId === job.id);
  if (failing.length === 0) return [];
  return doAtOnce(new (bundles.diagnosis().CauseExplainer)(() => undefined).explain(failing)).causes;
}
