import type { Job } from '../../../core/model/job.ts';
import type { AccountStore, Scope } from '../../../service/store/accountStore.ts';
import { mayBeStuck } from '../explorer/preparation.ts';
import { countBrokenNodes } from '../explorer/severity.ts';
import { loadOnce } from '../loadOnce.ts';

/** How many jobs and pools of an account are looked into unasked; the explorer shows the others. */
const maxJobs = 20;
const maxPools = 20;
/** Jobs that are looked into at the same time: few, so that the first causes do not wait for the last job's counts. */
const concurrency = 3;

/** Loads what failed in accounts: the lists that the causes are made of. */
export class FailureLoader {
  readonly #underWay = new Map<AccountStore, Promise<void>>();

  /**
   * Loads each list once; refreshing is the store's. Calls for an account at the same time share what is sent. Never
   * throws; failures land in the slices.
   */
  load(store: AccountStore): Promise<void> {
    const underWay = this.#underWay.get(store);
    if (underWay !== undefined) return underWay;
    const loading = loadAll(store).finally(() => this.#underWay.delete(store));
    this.#underWay.set(store, loading);
    return loading;
  }
}

async function loadAll(store: AccountStore): Promise<void> {
  await Promise.all([loadOfJobs(store), loadOfPools(store)]);
}

/** Job by job: how many of its tasks failed, and then these, if it is among the first that have any. */
async function loadOfJobs(store: AccountStore): Promise<void> {
  await loadOnce(store, { kind: 'jobs' });
  const jobs = store.snapshot.slice({ kind: 'jobs' }).items.values();
  const mayFail = upTo(maxJobs);
  const mayWait = upTo(maxJobs);
  const work = async (): Promise<void> => {
    for (const job of jobs) {
      await store.loadMissingTaskCounts([job.id]);
      const isFailing = hasFailures(job, store) && mayFail();
      const isWaiting = mayBeStuck(job, store.snapshot) && mayWait();
      if (isFailing) await loadOnce(store, { kind: 'tasks', jobId: job.id, group: 'failed' });
      if (isWaiting) await loadOnce(store, { kind: 'preparation', jobId: job.id });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

function hasFailures({ id }: Job, { snapshot }: AccountStore): boolean {
  return (snapshot.taskCounts.get(id)?.failed ?? 0) > 0;
}

/** Says yes so many times. */
function upTo(limit: number): () => boolean {
  let count = 0;
  return () => ++count <= limit;
}

/** Nodes of the pools with broken ones. */
async function loadOfPools(store: AccountStore): Promise<void> {
  await loadOnce(store, { kind: 'pools' });
  const { snapshot } = store;
  const broken = snapshot
    .slice({ kind: 'pools' })
    .items.filter((pool) => countBrokenNodes(pool, snapshot) > 0)
    .slice(0, maxPools);
  await Promise.all(broken.map(({ id }) => loadOnce(store, { kind: 'nodes', poolId: id })));
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
