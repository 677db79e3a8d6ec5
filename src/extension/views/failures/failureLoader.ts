import type { AccountStore, Scope } from '../../../service/store/accountStore.ts';
import { mayBeStuck } from '../explorer/preparation.ts';
import { countBrokenNodes } from '../explorer/severity.ts';
import { loadOnce } from '../loadOnce.ts';

/** How many jobs and pools of an account are looked into unasked; the explorer shows the others. */
const maxJobs = 20;
const maxPools = 20;

/** Loads what failed in an account: the lists that the causes are made of. Each is loaded once; refreshing is the store's. */
export async function loadFailures(store: AccountStore): Promise<void> {
  await Promise.all([loadOnce(store, { kind: 'pools' }), loadOnce(store, { kind: 'jobs' })]);
  const jobs = store.snapshot.slice({ kind: 'jobs' }).items.map(({ id }) => id);
  const uncounted = jobs.filter((jobId) => !store.snapshot.taskCounts.has(jobId));
  if (uncounted.length > 0) await store.loadTaskCounts(uncounted);
  await Promise.all(findScopes(store).map((scope) => loadOnce(store, scope)));
}

/** Failed tasks of the jobs that have any, preparation of those that wait, nodes of the pools with broken ones. */
function findScopes({ snapshot }: AccountStore): readonly Scope[] {
  const jobs = snapshot
    .slice({ kind: 'jobs' })
    .items.filter(({ id }) => (snapshot.taskCounts.get(id)?.failed ?? 0) > 0)
    .slice(0, maxJobs);
  const pools = snapshot
    .slice({ kind: 'pools' })
    .items.filter((pool) => countBrokenNodes(pool, snapshot) > 0)
    .slice(0, maxPools);
  const waiting = snapshot
    .slice({ kind: 'jobs' })
    .items.filter((job) => mayBeStuck(job, snapshot))
    .slice(0, maxJobs);
  return [
    ...jobs.map(({ id }): Scope => ({ kind: 'tasks', jobId: id, group: 'failed' })),
    ...waiting.map(({ id }): Scope => ({ kind: 'preparation', jobId: id })),
    ...pools.map(({ id }): Scope => ({ kind: 'nodes', poolId: id })),
  ];
}

/** Whether failures are found in lists of this kind. */
export function isOfFailures(scope: Scope): boolean {
  switch (scope.kind) {
    case 'tasks':
      return scope.group === 'failed';
    case 'pools':
    case 'jobs':
    case 'nodes':
    case 'preparation':
      return true;
    default:
      return false;
  }
}
