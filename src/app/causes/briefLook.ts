import type { Job } from '../../core/model/job.ts';
import { minuteMs } from '../../core/words/durations.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';
import { mayBreak } from '../lists/severity.ts';
import { wouldBeStuck } from '../lists/stuckJob.ts';
import { countTasks, listWaits, listWanted, mayWaitInVain } from '../lists/taskCount.ts';
import type { FailureLoader } from './failureLoader.ts';
import { requestsPerTask } from './knownCauses.ts';

/**
 * Maximum number of requests per minute for causes that no view shows, in addition to those for the logs of one start
 * task or preparation task.
 */
export const mostRequests = 25;

/** How a search may spend its requests. */
export interface LookBudget {
  readonly most: number;
  /** Maximum number of these requests that count the tasks of jobs. */
  readonly counts: number;
  /** Number of these requests that lists leave over for logs. */
  readonly logs: number;
}

const briefBudget: LookBudget = { most: mostRequests, counts: 10, logs: requestsPerTask };
/**
 * The budget of an agent's call, which has to answer at once what a view would show in the end. Most logs take fewer
 * than half of the requests that are booked for them.
 */
export const agentBudget: LookBudget = { most: 510, counts: 40, logs: 400 };
/** Additional requests for lists: one for the states of pools' nodes, a few for task counts of repeated job lists. */
const requestsBeside: { readonly [Kind in Scope['kind']]?: (isFirst: boolean) => number } = {
  pools: () => 1,
  jobs: (isFirst) => (isFirst ? 0 : 3),
};
const pageSize = 1000;

/**
 * A brief search for failures in an account that no view shows, for a document or a command. It sends few requests, and
 * all callers share it. The next search, a minute later, continues where this one ended.
 */
export class BriefLook {
  readonly #now: () => number;
  readonly #startedMs: number;
  readonly #budget: LookBudget;
  #left: number;
  /** The load in progress, and the only pool that it is for. Simultaneous callers share it and its requests. */
  #loading: { readonly poolId: string | undefined; readonly work: Promise<boolean> } | undefined;
  #mayReadHelper = true;

  /** `now` returns milliseconds since the epoch. */
  constructor(now: () => number, budget = briefBudget) {
    this.#budget = budget;
    this.#left = budget.most;
    this.#now = now;
    this.#startedMs = now();
  }

  /** Checks whether another search with `budget` may start: after a minute, or at once if it may read more. */
  isOver(budget = briefBudget): boolean {
    return budget.most > this.#budget.most || this.#now() - this.#startedMs >= minuteMs;
  }

  /**
   * Checks whether the logs of a start task or preparation task may be read. The first read does not count as requests
   * of `take`. Further reads count, and need `reserved` requests to be left over.
   */
  takeHelper(reserved: number): boolean {
    const isFirst = this.#mayReadHelper;
    this.#mayReadHelper = false;
    return isFirst || (this.#left >= requestsPerTask + reserved && this.take(requestsPerTask));
  }

  /** Takes a number of requests; returns false if fewer requests are left. */
  take(requests = 1): boolean {
    if (requests > this.#left) return false;
    this.#left -= requests;
    return true;
  }

  /**
   * Loads lists of failures and of tasks that wait in vain, only those of `poolId` if there is one, and leaves enough requests
   * to examine tasks. Counts the tasks of a few jobs for this purpose. Resolves to true if all of them are loaded. Never
   * throws; slices record errors.
   */
  async load(store: AccountStore, loader: Pick<FailureLoader, 'wants'>, poolId?: string): Promise<boolean> {
    while (this.#loading !== undefined) {
      const { work, poolId: loaded } = this.#loading;
      const isWhole = await work;
      if (loaded === poolId) return isWhole;
    }
    const work = this.#load(store, loader, poolId).finally(() => {
      this.#loading = undefined;
    });
    this.#loading = { poolId, work };
    return work;
  }

  async #load(store: AccountStore, loader: Pick<FailureLoader, 'wants'>, poolId?: string): Promise<boolean> {
    const isLeft = (): boolean => this.#left > this.#budget.logs;
    const load = async (scope: Scope): Promise<void> => {
      const { loadedAt, error } = store.snapshot.slice(scope);
      const isMissing = loadedAt === undefined && error === undefined;
      if (!isMissing && !this.#mustRenew(store, loader, scope)) return;
      const reads = isMissing ? 1 : countPages(store, scope);
      if (!isLeft() || !this.take(reads + (requestsBeside[scope.kind]?.(isMissing) ?? 0))) return;
      await (isMissing ? store.load(scope) : store.refresh([scope]));
    };
    await Promise.all([load({ kind: 'jobs' }), load({ kind: 'pools' })]);
    const uncounted = orderUncounted(store, poolId).slice(0, this.#budget.counts);
    await store.loadTaskCounts(uncounted.filter(() => isLeft() && this.take()).map(({ id }) => id));
    const { snapshot } = store;
    const jobs = orderJobs(store, poolId);
    const [firstJob, ...others] = jobs.map(({ id }): Scope => ({ kind: 'failures', jobId: id }));
    const [firstPool, ...otherPools] = listBreaking(store, poolId);
    const [firstWait, ...otherWaits] = listWanted(snapshot, { poolId })
      .flatMap((job) => {
        const rank = [Number(mayWaitInVain(job, snapshot)), countTasks(snapshot, job.id, 'active') ?? 0] as const;
        return listWaits(job, snapshot).map((scope) => ({ scope, rank }));
      })
      // In jobs with running tasks, few tasks wait in vain.
      .sort(({ rank: [stuck, count] }, { rank: [otherStuck, other] }) => otherStuck - stuck || other - count)
      .map(({ scope }) => scope);
    const scopes = [firstWait, firstJob, firstPool, ...others, ...otherPools, ...otherWaits].filter(
      (scope) => scope !== undefined,
    );
    await Promise.all(scopes.map(load));
    // Waiting tasks show dependencies, and more pools that may be at fault.
    const later = [...listAwaited(store, poolId), ...listBreaking(store, poolId)];
    await Promise.all(later.map(load));
    const isLoaded = (scope: Scope): boolean => store.snapshot.slice(scope).loadedAt !== undefined;
    const all: readonly Scope[] = [{ kind: 'jobs' }, { kind: 'pools' }, ...scopes, ...later];
    return orderUncounted(store, poolId).length === 0 && all.every(isLoaded);
  }

  /**
   * Checks whether to read a loaded list again, which nothing else does. Lists of failed tasks are read again only if
   * their number differs.
   */
  #mustRenew(store: AccountStore, loader: Pick<FailureLoader, 'wants'>, scope: Scope): boolean {
    const { loadedAt } = store.snapshot.slice(scope);
    if (loadedAt === undefined || !loader.wants(store, scope)) return false;
    return scope.kind === 'failures' || this.#startedMs - Date.parse(loadedAt) >= minuteMs;
  }
}

/**
 * Lists the scopes of tasks that waiting tasks depend on. The waiting tasks, which contain the IDs, must be loaded
 * first.
 */
function listAwaited({ snapshot }: AccountStore, poolId: string | undefined): readonly Scope[] {
  return listWanted(snapshot, { poolId })
    .flatMap((job) => listWaits(job, snapshot))
    .filter(({ kind }) => kind === 'awaited');
}

/** Lists the scopes of nodes in pools that may have broken ones. */
function listBreaking({ snapshot }: AccountStore, poolId: string | undefined): readonly Scope[] {
  return snapshot
    .slice({ kind: 'pools' })
    .items.filter((pool) => (poolId === undefined || pool.id === poolId) && mayBreak(pool, snapshot))
    .map(({ id }) => ({ kind: 'nodes', poolId: id }));
}

function countPages({ snapshot }: AccountStore, scope: Scope): number {
  return Math.max(1, Math.ceil(snapshot.slice(scope).items.length / pageSize));
}

/** Orders the jobs whose tasks are not counted: those whose tasks would wait in vain first. */
function orderUncounted({ snapshot }: AccountStore, poolId: string | undefined): readonly Job[] {
  return listWanted(snapshot, { poolId })
    .filter(({ id }) => !snapshot.taskCounts.has(id))
    .sort((one, other) => Number(wouldBeStuck(other, snapshot)) - Number(wouldBeStuck(one, snapshot)));
}

/** Orders the jobs with failed or uncounted tasks: those with the most failures first. */
function orderJobs({ snapshot }: AccountStore, poolId: string | undefined): readonly Job[] {
  const countFailed = ({ id }: Job): number | undefined => snapshot.taskCounts.get(id)?.failed;
  return listWanted(snapshot, { poolId })
    .filter((job) => countFailed(job) !== 0)
    .sort((one, other) => (countFailed(other) ?? 0) - (countFailed(one) ?? 0));
}
