import type { Job } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import { workThrough } from '../../core/workThrough.ts';
import type { AccountStore, Scope, Slice } from '../../service/store/accountStore.ts';
import { loadOnce } from '../lists/loadOnce.ts';
import { isFailing, isTroubled } from '../lists/nodeGroups.ts';
import { countTroubledNodes, mayTolerate } from '../lists/severity.ts';
import { hasWaiting, listWaits, mayWaitInVain, runsNothing, toWaitingScope } from '../lists/taskCount.ts';
import type { InTurn } from './knownCauses.ts';

/** How far an account is looked into. What lies beyond is said, and looked into when the user wants it. */
interface LoadLimits {
  readonly tasksPerJob: number;
  /** Of all jobs together: each takes about a kilobyte here. */
  readonly tasks: number;
  /** Of how many jobs it is looked into why their tasks wait, and of how many pools the broken nodes. */
  readonly stuckJobs: number;
  readonly pools: number;
}

/** What is read at first, and with each wish for more. */
export const firstLimits: LoadLimits = { tasksPerJob: 10_000, tasks: 30_000, stuckJobs: 20, pools: 20 };

/** More pools than an account may have (Batch documentation: "Batch service quotas and limits"). */
const mostPools = 1000;
/** Nodes of a pool that are read in search of broken ones. */
const mostNodes = 1000;
/** Jobs that are looked into at the same time: few, so that the first causes do not wait for the last job's counts. */
const concurrency = 3;
const pageSize = 1000;
/** A list that differs from what the service counts is read again after so long; one of many pages after longer. */
const restMs = 2_000;
const restPerPageMs = 15_000;

interface Extent {
  readonly reach: LoadLimits;
  /** Whether lists that rest, because nothing came for long, are read on once. */
  readonly goesOn: boolean;
  /** Whether the result is still wanted. */
  readonly isWanted: () => boolean;
}

interface Loading {
  reach: LoadLimits;
  underWay: Promise<void> | undefined;
  isDone: boolean;
  /** Whether lists that rest, because nothing came for long, are to be read on once. */
  goesOn: boolean;
  /** Jobs about whose tasks the service was asked in vain. */
  readonly uncounted: Set<string>;
  /** How many tasks of a job the service counted as failed when their list was read. */
  readonly counted: Map<string, { readonly loadedAt: string; readonly failed: number }>;
  /** By list of what waits in a job, how many tasks the job had, and how many had failed, when it was read. */
  readonly seenWaits: Map<string, { readonly loadedAt: string; readonly counts: string }>;
}

/** Loads what failed in accounts: the lists that the causes are made of. */
export class FailureLoader {
  readonly #loadings = new WeakMap<AccountStore, Loading>();
  readonly #now: () => number;

  /** `now` in milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Loads what is missing within reach, and again what has changed, for as long as it `isWanted`. Calls for an account at
   * the same time share what is sent. Failures land in the slices. Throws `Cancelled` when the account is closed.
   */
  load(store: AccountStore, isWanted: () => boolean = () => true): Promise<void> {
    const loading = this.#findLoading(store);
    const { reach, goesOn } = loading;
    if (loading.underWay !== undefined) return loading.underWay;
    loading.goesOn = false;
    loading.underWay = this.#loadAll(store, { reach, goesOn, isWanted }).finally(() => {
      loading.underWay = undefined;
      loading.isDone = loading.reach === reach && isWanted();
    });
    return loading.underWay;
  }

  /** Whether all within reach has been loaded once, by whomever. */
  isDone(store: AccountStore): boolean {
    return this.#findLoading(store).isDone || isAllLoaded(store);
  }

  /** Jobs of which the service did not say how many tasks failed; the next load asks again. */
  findUncounted(store: AccountStore): readonly string[] {
    const { uncounted } = this.#findLoading(store);
    const { snapshot } = store;
    const jobs = snapshot.slice({ kind: 'jobs' }).items;
    return jobs.map(({ id }) => id).filter((id) => uncounted.has(id) && !snapshot.taskCounts.has(id));
  }

  /** Widens the reach by as much as it was at first. The next load goes that far. */
  widen(store: AccountStore): void {
    const loading = this.#findLoading(store);
    const { tasks, tasksPerJob, stuckJobs, pools } = loading.reach;
    loading.reach = {
      tasks: tasks + firstLimits.tasks,
      tasksPerJob: tasksPerJob + firstLimits.tasksPerJob,
      stuckJobs: stuckJobs + firstLimits.stuckJobs,
      pools: pools + firstLimits.pools,
    };
    loading.isDone = false;
    loading.goesOn = true;
  }

  /**
   * Whether a list is to be refreshed: that of failed or waiting tasks only when the service counts others than it has,
   * that of nodes only where some are broken.
   */
  wants(store: AccountStore, scope: Scope): boolean {
    if (scope.kind === 'awaited' || (scope.kind === 'tasks' && scope.group === 'active'))
      return this.#hasOtherWaits(store, scope);
    if (scope.kind === 'tasks') return false;
    if (scope.kind === 'failures') return this.#hasChanged(store, scope.jobId);
    return scope.kind === 'nodes' ? hasBrokenNodes(store, scope.poolId) : isOfFailures(scope);
  }

  #findLoading(store: AccountStore): Loading {
    const known = this.#loadings.get(store);
    if (known !== undefined) return known;
    const loading: Loading = {
      reach: firstLimits,
      underWay: undefined,
      isDone: false,
      goesOn: false,
      uncounted: new Set(),
      counted: new Map(),
      seenWaits: new Map(),
    };
    this.#loadings.set(store, loading);
    return loading;
  }

  async #loadAll(store: AccountStore, extent: Extent): Promise<void> {
    await Promise.all([this.#loadOfJobs(store, extent), loadOfPools(store, extent.reach.pools)]);
  }

  /** Job by job: how many of its tasks failed, and the first of these; then why tasks wait, and at last the others. */
  async #loadOfJobs(store: AccountStore, extent: Extent): Promise<void> {
    const { reach, isWanted } = extent;
    const jobs = listJobs(store, extent);
    const failing: string[] = [];
    const stuck: Job[] = [];
    const busy: Job[] = [];
    const loaded = new LoadedTasks(store);
    const workOn = async (): Promise<void> => {
      for await (const job of jobs) {
        await this.#loadCounts(store, job.id);
        if (listWaits(job, store.snapshot).length > 0) (mayWaitInVain(job, store.snapshot) ? stuck : busy).push(job);
        if (hasFailures(job, store)) {
          failing.push(job.id);
          if (loaded.recount(job.id) < reach.tasks && isWanted()) {
            await this.#loadFirst(store, job.id);
            loaded.recount(job.id);
          }
        }
      }
    };
    await Promise.all(Array.from({ length: concurrency }, workOn));
    // Where others run, few tasks wait in vain.
    await workThrough([...stuck, ...busy].slice(0, reach.stuckJobs), concurrency, (job) => loadWaits(store, job));
    await workThrough(failing, concurrency, (jobId) => loadRest(store, jobId, loaded, extent));
  }

  async #loadCounts(store: AccountStore, jobId: string): Promise<void> {
    await store.loadMissingTaskCounts([jobId]);
    const { uncounted } = this.#findLoading(store);
    if (store.snapshot.taskCounts.has(jobId)) uncounted.delete(jobId);
    else uncounted.add(jobId);
  }

  async #loadFirst(store: AccountStore, jobId: string): Promise<void> {
    const scope = { kind: 'failures', jobId } as const;
    await loadInBackground(store, scope);
    const { error } = store.snapshot.slice(scope);
    if (error === undefined && this.#hasChanged(store, jobId)) await store.refresh([scope]);
    this.#noteCount(store, jobId);
  }

  #noteCount(store: AccountStore, jobId: string): void {
    const { counted } = this.#findLoading(store);
    const { loadedAt } = store.snapshot.slice({ kind: 'failures', jobId });
    if (loadedAt === undefined || counted.get(jobId)?.loadedAt === loadedAt) return;
    counted.set(jobId, { loadedAt, failed: countFailed(store, jobId) });
  }

  /**
   * Whether other tasks of a job may wait in vain than those that are loaded. While tasks run, those that wait become fewer
   * all the time: others come only where tasks were added, and other reasons only where some failed.
   */
  #hasOtherWaits(store: AccountStore, scope: Extract<Scope, { kind: 'tasks' } | { kind: 'awaited' }>): boolean {
    const { snapshot } = store;
    const { jobId } = scope;
    const job = snapshot.slice({ kind: 'jobs' }).items.find(({ id }) => id === jobId);
    const counts = snapshot.taskCounts.get(jobId);
    if (job === undefined || counts === undefined || !hasWaiting(job, snapshot)) return false;
    const { items, hasMore } = snapshot.slice(toWaitingScope(jobId));
    if (scope.kind === 'tasks' && runsNothing(job, snapshot)) return !hasMore && items.length !== counts.active;
    const { active, running, completed, failed } = counts;
    const { loadedAt } = scope.kind === 'tasks' ? snapshot.slice(scope) : snapshot.slice(scope);
    if (loadedAt === undefined || this.#now() - Date.parse(loadedAt) < (findPagesRest(items) ?? restPerPageMs))
      return false;
    const { seenWaits } = this.#findLoading(store);
    const key = `${scope.kind} ${jobId}`;
    const [before, now] = [seenWaits.get(key), `${active + running + completed} ${failed}`];
    if (before?.loadedAt === loadedAt) return before.counts !== now;
    seenWaits.set(key, { loadedAt, counts: now });
    return false;
  }

  #hasChanged(store: AccountStore, jobId: string): boolean {
    const { items, hasMore, loadedAt, error } = store.snapshot.slice({ kind: 'failures', jobId });
    if (loadedAt === undefined) return error !== undefined;
    if (this.#now() - Date.parse(loadedAt) < (findPagesRest(items) ?? restMs)) return false;
    const known = hasMore ? this.#findLoading(store).counted.get(jobId)?.failed : items.length;
    return error !== undefined || (known !== undefined && known !== countFailed(store, jobId));
  }
}

/**
 * Loads as many failed tasks of a job as are read without a request of the user, for who asks once; those that are loaded
 * already again, but a list of several pages only after a while. Never throws; failures land in the slice.
 */
export async function loadAllFailures(
  store: AccountStore,
  jobId: string,
  now: () => number,
  inTurn: InTurn,
): Promise<void> {
  const scope = { kind: 'failures', jobId } as const;
  const { loadedAt, items } = store.snapshot.slice(scope);
  if (loadedAt === undefined) await inTurn(() => store.load(scope), 1);
  else if (now() - Date.parse(loadedAt) >= (findPagesRest(items) ?? 0))
    await inTurn(() => store.refresh([scope]), Math.max(1, countPages(items)));
  for (;;) {
    const slice = store.snapshot.slice(scope);
    if (!isReadOn(slice, false) || slice.items.length >= firstLimits.tasksPerJob) return;
    await inTurn(() => store.loadMore(scope), 1);
  }
}

function countPages({ length }: readonly unknown[]): number {
  return Math.ceil(length / pageSize);
}

/** How long a list of several pages is not read again; undefined for a list of one page. */
function findPagesRest(items: readonly unknown[]): number | undefined {
  const pages = countPages(items);
  return pages <= 1 ? undefined : pages * restPerPageMs;
}

/** The jobs that are loaded, and pages of further ones to the end of the list. Several may take turns with it. */
async function* listJobs(store: AccountStore, { goesOn, isWanted }: Extent): AsyncGenerator<Job> {
  const given = new Set<string>();
  await loadOnce(store, { kind: 'jobs' });
  for (let mayRest = goesOn; ; mayRest = false) {
    const slice = store.snapshot.slice({ kind: 'jobs' });
    const { items } = slice;
    for (const job of items) {
      if (given.has(job.id)) continue;
      if (!isWanted()) return;
      given.add(job.id);
      yield job;
    }
    if (!isReadOn(slice, mayRest)) return;
    await store.inBackground(() => store.loadMore({ kind: 'jobs' }));
  }
}

async function loadRest(
  store: AccountStore,
  jobId: string,
  loaded: LoadedTasks,
  { reach, goesOn, isWanted }: Extent,
): Promise<void> {
  await loadFurther(
    store,
    { kind: 'failures', jobId },
    (count) => count < reach.tasksPerJob && loaded.recount(jobId) < reach.tasks && isWanted(),
    goesOn,
  );
  // After the last page of a list it is not asked whether they are too few.
  loaded.recount(jobId);
}

/** As `loadOnce`; what is loaded already takes no turn. */
async function loadInBackground(store: AccountStore, scope: Scope): Promise<void> {
  const { loadedAt, error } = store.snapshot.slice(scope);
  if (loadedAt === undefined && error === undefined) await store.inBackground(() => store.load(scope));
}

/**
 * Further pages of a list that has been loaded, for as long as so many items are not enough. A list that rests is read on
 * when it `goesOn`, once.
 */
async function loadFurther(
  store: AccountStore,
  scope: Scope,
  isTooFew: (count: number) => boolean,
  goesOn = false,
): Promise<void> {
  for (let mayRest = goesOn; ; mayRest = false) {
    const slice = store.snapshot.slice(scope);
    if (!isReadOn(slice, mayRest) || !isTooFew(slice.items.length)) return;
    await store.inBackground(() => store.loadMore(scope));
  }
}

function isReadOn({ hasMore, error, emptyPages }: Slice<unknown>, mayRest: boolean): boolean {
  return hasMore && error === undefined && (emptyPages === undefined || mayRest);
}

function countLoaded({ snapshot }: AccountStore, jobId: string): number {
  return snapshot.slice({ kind: 'failures', jobId }).items.length;
}

/**
 * How many failed tasks of an account are loaded. A job is counted when it is asked about: each of thousands of jobs that
 * fail would look through all of them otherwise.
 */
class LoadedTasks {
  readonly #store: AccountStore;
  readonly #counts = new Map<string, number>();
  #total = 0;

  constructor(store: AccountStore) {
    this.#store = store;
    for (const { id } of store.snapshot.slice({ kind: 'jobs' }).items) this.recount(id);
  }

  /** Of all jobs, with what one of them has by now. */
  recount(jobId: string): number {
    const count = countLoaded(this.#store, jobId);
    this.#total += count - (this.#counts.get(jobId) ?? 0);
    this.#counts.set(jobId, count);
    return this.#total;
  }
}

function countFailed({ snapshot }: AccountStore, jobId: string): number {
  return snapshot.taskCounts.get(jobId)?.failed ?? 0;
}

/** Whether tasks of the job failed, or did when they were loaded. */
function hasFailures({ id }: Job, store: AccountStore): boolean {
  return countFailed(store, id) > 0 || countLoaded(store, id) > 0;
}

/** Loads the waiting tasks of a job, then the tasks that they depend on, whose IDs they hold. */
async function loadWaits(store: AccountStore, job: Job): Promise<void> {
  const first = listWaits(job, store.snapshot);
  for (const scope of first) await loadInBackground(store, scope);
  const further = listWaits(job, store.snapshot).filter(({ kind }) => first.every((one) => one.kind !== kind));
  for (const scope of further) await loadInBackground(store, scope);
}

/** Whether nothing is left to load: of small accounts a first look brings all. */
function isAllLoaded({ snapshot }: AccountStore): boolean {
  const isWhole = (scope: Scope): boolean => {
    const { loadedAt, hasMore } = snapshot.slice(scope);
    return loadedAt !== undefined && !hasMore;
  };
  const { items: jobs } = snapshot.slice({ kind: 'jobs' });
  if (!isWhole({ kind: 'jobs' }) || !isWhole({ kind: 'pools' })) return false;
  const { items: pools } = snapshot.slice({ kind: 'pools' });
  return (
    jobs.every(
      (job) =>
        snapshot.taskCounts.has(job.id) &&
        (snapshot.taskCounts.get(job.id)?.failed === 0 || isWhole({ kind: 'failures', jobId: job.id })) &&
        listWaits(job, snapshot).every(isWhole),
    ) &&
    pools.every(
      (pool) =>
        (countTroubledNodes(pool, snapshot) === 0 && !mayTolerate(pool)) || isWhole({ kind: 'nodes', poolId: pool.id }),
    )
  );
}

/** All pools, of which an account has few, and nodes of those with broken ones. */
async function loadOfPools(store: AccountStore, maxPools: number): Promise<void> {
  await loadOnce(store, { kind: 'pools' });
  await loadFurther(store, { kind: 'pools' }, (count) => count < mostPools);
  const { snapshot } = store;
  const broken = snapshot
    .slice({ kind: 'pools' })
    .items.filter((pool) => countTroubledNodes(pool, snapshot) > 0 || mayTolerate(pool))
    .slice(0, maxPools);
  await Promise.all(broken.map((pool) => loadBrokenNodes(store, pool)));
}

/** Nodes of a pool until those are there that the service counts as broken. */
async function loadBrokenNodes(store: AccountStore, pool: Pool): Promise<void> {
  const scope = { kind: 'nodes', poolId: pool.id } as const;
  await loadOnce(store, scope);
  await loadFurther(store, scope, (count) => {
    const { snapshot } = store;
    const found = snapshot.slice(scope).items.filter(isTroubled).length;
    return count < mostNodes && found < countTroubledNodes(pool, snapshot);
  });
}

/** Whether failures are found in lists of this kind, all of which is read again and again. */
function isOfFailures(scope: Scope): boolean {
  return ['pools', 'jobs', 'preparation'].includes(scope.kind);
}

/** Whether nodes of a pool are broken, or were when they were loaded: of others no more than the names is needed. */
function hasBrokenNodes({ snapshot }: AccountStore, poolId: string): boolean {
  const pool = snapshot.slice({ kind: 'pools' }).items.find(({ id }) => id === poolId);
  return (
    (pool !== undefined && countTroubledNodes(pool, snapshot) > 0) ||
    snapshot.slice({ kind: 'nodes', poolId }).items.some(isFailing)
  );
}
