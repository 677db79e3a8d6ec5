import { findPoolOfJob, isOver, type Job } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import { workThrough } from '../../core/workThrough.ts';
import type { AccountStore, Scope, Slice } from '../../service/store/accountStore.ts';
import { findJob } from '../lists/findById.ts';
import { loadOnce } from '../lists/loadOnce.ts';
import { listFailing } from '../lists/nodeGroups.ts';
import { areFailingLoaded, areTroubledLoaded, countTroubledNodes, mayBreak } from '../lists/severity.ts';
import {
  hasWaiting,
  listWaits,
  listWanted,
  mayRelease,
  mayWaitInVain,
  runsNothing,
  toWaitingScope,
  type WantedJobs,
} from '../lists/taskCount.ts';
import type { InTurn } from './knownCauses.ts';

/** Limits of an examination of an account. Views indicate that there is more, and users can request it. */
interface LoadLimits {
  readonly tasksPerJob: number;
  /** Maximum number of tasks in all jobs together. Each task takes about a kilobyte of memory. */
  readonly tasks: number;
  /** Maximum number of jobs whose waiting tasks are examined, and of pools whose broken nodes are read. */
  readonly stuckJobs: number;
  readonly pools: number;
}

/** The initial limits, which are also added each time the user asks for more. */
export const firstLimits: LoadLimits = { tasksPerJob: 10_000, tasks: 30_000, stuckJobs: 20, pools: 20 };

/** Maximum number of pools, more than an account may have (Batch documentation: "Batch service quotas and limits"). */
const mostPools = 1000;
const mostNodes = 1000;
/** Number of jobs examined at once; small, so that the first causes do not wait for the last jobs' counts. */
const concurrency = 3;
const pageSize = 1000;
/**
 * Milliseconds after which a list that differs from the service's counts is read again; longer for a list of many
 * pages.
 */
const restMs = 2_000;
const restPerPageMs = 15_000;

interface Extent {
  readonly only: WantedJobs;
  readonly reach: LoadLimits;
  /** True to continue once with lists that were paused because of empty pages. */
  readonly goesOn: boolean;
  readonly isWanted: () => boolean;
}

interface Loading {
  reach: LoadLimits;
  underWay: Promise<void> | undefined;
  isDone: boolean;
  goesOn: boolean;
  readonly uncounted: Set<string>;
  /** The service's count of a job's failed tasks when their list was read, by job. */
  readonly counted: Map<string, { readonly loadedAt: string; readonly failed: number }>;
  /** The service's counts of a job's tasks and failed tasks when a list of its waiting tasks was read, by list. */
  readonly seenWaits: Map<string, { readonly loadedAt: string; readonly counts: string }>;
}

/** Loads the lists of an account in which failures are found. */
export class FailureLoader {
  readonly #loadings = new WeakMap<AccountStore, Loading>();
  readonly #now: () => number;

  /** `now` returns milliseconds since the epoch. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Loads missing lists within the limits, and reloads changed ones, while the result `isWanted`. Simultaneous calls
   * for an account share the requests. Slices record errors. Throws `Cancelled` when the account is closed.
   */
  load(store: AccountStore, isWanted: () => boolean = () => true): Promise<void> {
    const loading = this.#findLoading(store);
    const { reach, goesOn } = loading;
    if (loading.underWay !== undefined) return loading.underWay;
    loading.goesOn = false;
    loading.underWay = this.#loadAll(store, { only: {}, reach, goesOn, isWanted }).finally(() => {
      loading.underWay = undefined;
      loading.isDone = loading.reach === reach && isWanted();
    });
    return loading.underWay;
  }

  /**
   * Loads only missing and changed lists about a listed job, or about a pool and its jobs. Slices record errors. Throws
   * `Cancelled` when the account is closed.
   */
  async loadOnly(store: AccountStore, only: WantedJobs): Promise<void> {
    await this.#loadAll(store, { only, reach: this.#findLoading(store).reach, goesOn: false, isWanted: () => true });
  }

  /** Loads only the pools and the broken nodes of a listed job's own pool. Slices record errors. */
  async loadPoolOf(store: AccountStore, { id: jobId }: Job): Promise<void> {
    await loadOfPools(store, { only: { jobId }, reach: this.#findLoading(store).reach });
  }

  /** Checks whether everything within the limits has been loaded by any caller. */
  isDone(store: AccountStore): boolean {
    return this.#findLoading(store).isDone || isAllLoaded(store);
  }

  /** Lists jobs whose number of failed tasks the service did not return. The next load requests these again. */
  findUncounted(store: AccountStore): readonly string[] {
    const { uncounted } = this.#findLoading(store);
    const { snapshot } = store;
    const jobs = snapshot.slice({ kind: 'jobs' }).items;
    return jobs.map(({ id }) => id).filter((id) => uncounted.has(id) && !snapshot.taskCounts.has(id));
  }

  /** Raises the limits by their initial values. The next load uses the new limits. */
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
   * Checks whether to refresh a list. Lists of failed or waiting tasks are refreshed only if the service's count
   * differs; lists of nodes, only if some nodes are broken.
   */
  wants(store: AccountStore, scope: Scope): boolean {
    if (scope.kind === 'awaited' || (scope.kind === 'tasks' && scope.group === 'active'))
      return this.#hasOtherWaits(store, scope);
    if (scope.kind === 'tasks') return false;
    if (scope.kind === 'failures') return this.#hasChanged(store, scope.jobId);
    if (scope.kind === 'preparation') return !isPastEnd(store, scope);
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
    await Promise.all([this.#loadOfJobs(store, extent), loadOfPools(store, extent)]);
  }

  /**
   * Loads the count of failed tasks and their first page job by job, then the reasons that tasks wait, and finally the
   * remaining pages.
   */
  async #loadOfJobs(store: AccountStore, extent: Extent): Promise<void> {
    const { reach, isWanted } = extent;
    const jobs = listJobs(store, extent);
    const failing: string[] = [];
    const stuck: Job[] = [];
    const busy: Job[] = [];
    const over: Job[] = [];
    const loaded = new LoadedTasks(store);
    const workOn = async (): Promise<void> => {
      for await (const job of jobs) {
        await this.#loadCounts(store, job.id);
        if (listWaits(job, store.snapshot).length > 0)
          (mayRelease(job) ? over : mayWaitInVain(job, store.snapshot) ? stuck : busy).push(job);
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
    // In jobs with running tasks, few tasks wait in vain.
    await workThrough([...stuck, ...busy, ...over].slice(0, reach.stuckJobs), concurrency, (job) =>
      loadWaits(store, job),
    );
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
   * Checks whether a job may have tasks that wait in vain other than the loaded ones. While tasks run, fewer and fewer
   * wait; more tasks wait only if tasks are added, and for other reasons only if tasks fail.
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
 * Loads the failed tasks of a job for a single question, up to the limit that applies until the user asks for more.
 * Reads loaded tasks again, but lists of several pages only after a while. Never throws; the slice records errors.
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

/** Returns the minimum time between reads of a list of several pages, in milliseconds; undefined for a single page. */
function findPagesRest(items: readonly unknown[]): number | undefined {
  const pages = countPages(items);
  return pages <= 1 ? undefined : pages * restPerPageMs;
}

/** Yields the loaded jobs, and then further pages until the end of the list. Several callers may alternate. */
async function* listJobs(store: AccountStore, { only, goesOn, isWanted }: Extent): AsyncGenerator<Job> {
  const given = new Set<string>();
  await loadOnce(store, { kind: 'jobs' });
  for (let mayRest = goesOn; ; mayRest = false) {
    const slice = store.snapshot.slice({ kind: 'jobs' });
    for (const job of listWanted(store.snapshot, only)) {
      if (given.has(job.id)) continue;
      if (!isWanted()) return;
      given.add(job.id);
      yield job;
    }
    if (only.jobId !== undefined || !isReadOn(slice, mayRest)) return;
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
  // The last page is not followed by another check, so count its tasks here.
  loaded.recount(jobId);
}

/** Loads a list in the background, as `loadOnce` does, but takes no turn for a loaded list. */
async function loadInBackground(store: AccountStore, scope: Scope): Promise<void> {
  const { loadedAt, error } = store.snapshot.slice(scope);
  if (loadedAt === undefined && error === undefined) await store.inBackground(() => store.load(scope));
}

/**
 * Loads further pages of a loaded list while it has too few items. With `goesOn`, continues once with a paused list.
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
 * Counts the loaded failed tasks of an account, recounting only the requested job. Otherwise, each of thousands of
 * failing jobs would recount all of them.
 */
class LoadedTasks {
  readonly #store: AccountStore;
  readonly #counts = new Map<string, number>();
  #total = 0;

  constructor(store: AccountStore) {
    this.#store = store;
    for (const { id } of store.snapshot.slice({ kind: 'jobs' }).items) this.recount(id);
  }

  /** Returns the number of failed tasks of all jobs after counting one job's again. */
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

/** Checks whether tasks of the job failed, or had failed when they were loaded. */
function hasFailures({ id }: Job, store: AccountStore): boolean {
  return countFailed(store, id) > 0 || countLoaded(store, id) > 0;
}

/** Loads the waiting tasks of a job, and then the tasks that they depend on, whose IDs they contain. */
async function loadWaits(store: AccountStore, job: Job): Promise<void> {
  const first = listWaits(job, store.snapshot);
  for (const scope of first) await loadInBackground(store, scope);
  const further = listWaits(job, store.snapshot).filter(({ kind }) => first.every((one) => one.kind !== kind));
  for (const scope of further) await loadInBackground(store, scope);
}

/** Checks whether nothing is left to load, as for small accounts after a brief search. */
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
    ) && pools.every((pool) => !mayBreak(pool, snapshot) || areFailingLoaded(pool, snapshot))
  );
}

/**
 * Loads all pools, of which an account has few, and the broken nodes of these pools; for a single job, only those of its
 * own pool, for which its tasks may wait.
 */
async function loadOfPools(
  store: AccountStore,
  { only: { jobId, poolId }, reach }: Pick<Extent, 'only' | 'reach'>,
): Promise<void> {
  await loadOnce(store, { kind: 'pools' });
  await loadFurther(store, { kind: 'pools' }, (count) => count < mostPools);
  const { snapshot } = store;
  const job = jobId === undefined ? undefined : findJob(snapshot, jobId);
  const ofJob = job === undefined || isOver(job) ? undefined : findPoolOfJob(job);
  const wanted = jobId === undefined ? poolId : ofJob;
  if (jobId !== undefined && wanted === undefined) return;
  const broken = snapshot
    .slice({ kind: 'pools' })
    .items.filter(({ id }) => wanted === undefined || id === wanted)
    .filter((pool) => mayBreak(pool, snapshot))
    .slice(0, reach.pools);
  await Promise.all(broken.map((pool) => loadBrokenNodes(store, pool)));
}

/** Loads nodes of a pool until the number of broken ones reaches the service's count. */
async function loadBrokenNodes(store: AccountStore, pool: Pool): Promise<void> {
  const scope = { kind: 'nodes', poolId: pool.id } as const;
  await loadOnce(store, scope);
  await loadFurther(store, scope, (count) => count < mostNodes && !areTroubledLoaded(pool, store.snapshot));
}

/** Checks whether a list may contain failures and is always read again as a whole. */
function isOfFailures(scope: Scope): boolean {
  return scope.kind === 'pools' || scope.kind === 'jobs';
}

/** Checks whether the status of preparation and release tasks was read after the end of their job, which is final. */
function isPastEnd({ snapshot }: AccountStore, scope: Extract<Scope, { kind: 'preparation' }>): boolean {
  const job = snapshot.slice({ kind: 'jobs' }).items.find(({ id }) => id === scope.jobId);
  const { loadedAt = '' } = snapshot.slice(scope);
  return Date.parse(loadedAt) > Date.parse(job?.executionInfo?.endTime ?? '');
}

/**
 * Checks whether nodes of a pool are broken, or were broken when they were loaded. The nodes of other pools are needed
 * only for their names.
 */
function hasBrokenNodes({ snapshot }: AccountStore, poolId: string): boolean {
  const pool = snapshot.slice({ kind: 'pools' }).items.find(({ id }) => id === poolId);
  const isAnyTroubled = pool !== undefined && countTroubledNodes(pool, snapshot) > 0;
  return isAnyTroubled || listFailing(snapshot, poolId).length > 0;
}
