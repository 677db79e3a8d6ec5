import type { Job } from '../../core/model/job.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';
import { countTroubledNodes } from '../lists/severity.ts';
import { listWaits } from '../lists/taskCount.ts';
import type { FailureLoader } from './failureLoader.ts';
import { requestsPerTask } from './logReader.ts';

/**
 * So many requests a minute are sent at most for causes that no view shows, beside those for the logs of a start task or
 * preparation task, of the pool first whose page is written.
 */
export const mostRequests = 10;
const minuteMs = 60_000;
/** The list of pools, and the states of their nodes. */
const requestsForPools = 2;
const pageSize = 1000;

/**
 * A look at what failed in an account while no view shows it, for a document or a command: it may take few requests, and
 * is shared by all that ask. The next look, a minute later, goes on where this one ended.
 */
export class BriefLook {
  readonly #now: () => number;
  readonly #startedMs: number;
  #left = mostRequests;
  #mayReadHelper = true;

  /** `now` in milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
    this.#startedMs = now();
  }

  /** Whether another look may begin. */
  get isOver(): boolean {
    return this.#now() - this.#startedMs >= minuteMs;
  }

  /** Whether the logs of a start task or preparation task may be read: of one, beside what `take` counts. */
  takeHelper(): boolean {
    const isFirst = this.#mayReadHelper;
    this.#mayReadHelper = false;
    return isFirst;
  }

  /** Takes so many requests; whether there were as many. */
  take(requests = 1): boolean {
    if (requests > this.#left) return false;
    this.#left -= requests;
    return true;
  }

  /**
   * Loads lists of what failed, of `poolId` first, and leaves enough to look into one task. Jobs are not counted: the list
   * of the failed tasks of one takes no more than their number. Never throws; failures land in the slices.
   */
  async load(store: AccountStore, loader: Pick<FailureLoader, 'wants'>, poolId?: string): Promise<void> {
    const isLeft = (): boolean => this.#left > requestsPerTask;
    const load = async (scope: Scope, requests = 1): Promise<void> => {
      const { loadedAt, error } = store.snapshot.slice(scope);
      if (loadedAt === undefined && error === undefined && isLeft() && this.take(requests)) await store.load(scope);
    };
    await Promise.all([load({ kind: 'jobs' }), load({ kind: 'pools' }, requestsForPools)]);
    const { snapshot } = store;
    const broken = snapshot
      .slice({ kind: 'pools' })
      .items.filter((pool) => countTroubledNodes(pool, snapshot) > 0)
      .sort((one, other) => Number(other.id === poolId) - Number(one.id === poolId));
    const jobs = orderJobs(store, poolId);
    const [firstJob, ...others] = jobs.map(({ id }): Scope => ({ kind: 'failures', jobId: id }));
    const [firstPool, ...otherPools] = broken.map(({ id }): Scope => ({ kind: 'nodes', poolId: id }));
    const waits = snapshot.slice({ kind: 'jobs' }).items.flatMap((job) => listWaits(job, snapshot));
    const scopes = [firstJob, firstPool, ...others, ...otherPools, ...waits].filter((scope) => scope !== undefined);
    await Promise.all(
      scopes.map(async (scope) => {
        const pages = Math.max(1, Math.ceil(store.snapshot.slice(scope).items.length / pageSize));
        if (scope.kind !== 'failures' || !loader.wants(store, scope)) await load(scope);
        else if (isLeft() && this.take(pages)) await store.refresh([scope]);
      }),
    );
  }
}

/** Jobs of which tasks failed, or are not counted: those of the pool first, then those with most failures. */
function orderJobs({ snapshot }: AccountStore, poolId: string | undefined): readonly Job[] {
  const rank = (job: Job): number => {
    const failed = snapshot.taskCounts.get(job.id)?.failed ?? 0;
    return job.poolInfo?.poolId === poolId && poolId !== undefined ? Infinity : failed;
  };
  return snapshot
    .slice({ kind: 'jobs' })
    .items.filter(({ id }) => snapshot.taskCounts.get(id)?.failed !== 0)
    .map((job) => ({ job, rank: rank(job) }))
    .sort((one, other) => (one.rank === other.rank ? 0 : other.rank - one.rank))
    .map(({ job }) => job);
}
