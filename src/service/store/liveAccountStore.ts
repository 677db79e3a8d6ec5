import type { Account } from '../../core/model/account.ts';
import type { Job, TaskCounts } from '../../core/model/job.ts';
import type { PoolNodeCounts } from '../../core/model/pool.ts';
import type { Clock } from '../clock.ts';
import type { Attempt, BatchService } from '../ports.ts';
import { type AccountData, emptyData, toSnapshot, withEntry } from './accountData.ts';
import type {
  AccountSnapshot,
  AccountStore,
  Disposable,
  Findable,
  Scope,
  ScopeItems,
  Slice,
  StoreChange,
} from './accountStore.ts';
import { ChangeNotice } from './changeNotice.ts';
import { type CountedAccount, FirstCounting } from './firstCounting.ts';
import { LoadedScope } from './loadedScope.ts';
import { isSameItem } from './mergeItems.ts';
import { NodeCountsLoader } from './nodeCountsLoader.ts';
import { Pace } from './pace.ts';
import { Poller } from './poller.ts';
import { type AnyItem, getItem, openPages, toItemKey } from './scopePages.ts';
import { toScopeKey } from './scopes.ts';
import { emptySlice, isSameSlice } from './slices.ts';
import { TaskCountsLoader } from './taskCountsLoader.ts';
import { Throttling } from './throttling.ts';

/** Jobs that are counted anew in one turn of the poller, one request each; the others have their turn later. */
const countsPerPoll = 50;

interface Entry {
  readonly scope: Scope;
  readonly loaded: LoadedScope<AnyItem>;
}

/** The live view of one account over its `BatchService`, which it owns. */
export class LiveAccountStore implements AccountStore {
  readonly account: Account;
  readonly service: BatchService;
  readonly #clock: Clock;
  readonly #notice: ChangeNotice;
  readonly #poller: Poller;
  readonly #taskCounts: TaskCountsLoader;
  readonly #nodeCounts: NodeCountsLoader;
  readonly #pace: Pace;
  readonly #counting: FirstCounting;
  readonly #entries = new Map<string, Entry>();
  readonly #watchers = new Set<{ readonly wants: (scope: Scope) => boolean }>();
  readonly #disposed = new AbortController();
  readonly #attempts: Disposable;
  #data: AccountData = emptyData;
  #snapshot: AccountSnapshot;
  readonly #throttling: Throttling;

  constructor(account: Account, service: BatchService, clock: Clock) {
    this.account = account;
    this.service = service;
    this.#clock = clock;
    this.#snapshot = toSnapshot(account, this.#data);
    this.#notice = new ChangeNotice(account.id, clock);
    this.#poller = new Poller(clock, () => this.#poll());
    this.#taskCounts = new TaskCountsLoader(
      service.jobs,
      (jobId, counts) => this.#setTaskCounts(jobId, counts),
      this.#disposed.signal,
    );
    this.#nodeCounts = new NodeCountsLoader(service.pools, (counts) => this.#setNodeCounts(counts));
    this.#throttling = new Throttling(clock, (untilMs) => this.#setThrottled(untilMs));
    this.#pace = new Pace({ clock, findHeldUntilMs: () => this.#throttling.untilMs });
    this.#counting = new FirstCounting(this.#toCountedAccount(), clock);
    this.#attempts = service.onDidAttempt((attempt) => this.#noteAttempt(attempt));
  }

  get snapshot(): AccountSnapshot {
    return this.#snapshot;
  }

  onDidChange(listener: (change: StoreChange) => void): Disposable {
    return this.#notice.listen(listener);
  }

  async load(scope: Scope): Promise<void> {
    const { loaded } = this.#entry(scope);
    const isFirst = loaded.slice.loadedAt === undefined && !loaded.slice.loading;
    const counts = isFirst && scope.kind === 'pools' ? this.#nodeCounts.load(this.#disposed.signal) : undefined;
    await Promise.all([loaded.load(), counts]);
  }

  loadMore(scope: Scope): Promise<void> {
    return this.#entry(scope).loaded.loadMore();
  }

  include<K extends Findable>(scope: Extract<Scope, { kind: K }>, item: ScopeItems[K]): void {
    this.#entry(scope).loaded.include(item);
  }

  async refresh(scopes?: readonly Scope[]): Promise<void> {
    const wanted = scopes?.map((scope) => this.#entries.get(toScopeKey(scope))) ?? [...this.#entries.values()];
    await this.#refresh(wanted.filter((entry) => entry !== undefined));
  }

  loadTaskCounts(jobIds: readonly string[]): Promise<void> {
    return this.#taskCounts.load(jobIds);
  }

  loadMissingTaskCounts(jobIds: readonly string[]): Promise<void> {
    return this.#counting.count(jobIds);
  }

  keepCounting(): Disposable {
    return this.#counting.keep();
  }

  pauseCounting(isPaused: boolean): void {
    if (isPaused === (this.#data.isCountingPaused === true)) return;
    const { isCountingPaused: _known, ...data } = this.#data;
    this.#change(isPaused ? { ...data, isCountingPaused: true } : data);
    this.#pace.pause(isPaused);
    this.#notice.note();
  }

  inBackground<T>(work: () => Promise<T>): Promise<T> {
    return this.#pace.run(work);
  }

  watch(intervalMs: number, wants: (scope: Scope) => boolean = () => true): Disposable {
    const watcher = { wants };
    this.#watchers.add(watcher);
    const polling = this.#poller.watch(intervalMs);
    return {
      dispose: () => {
        this.#watchers.delete(watcher);
        polling.dispose();
      },
    };
  }

  dispose(): void {
    this.#disposed.abort();
    this.#poller.dispose();
    this.#pace.dispose();
    this.#counting.dispose();
    this.#throttling.dispose();
    this.#attempts.dispose();
    this.#notice.dispose();
    for (const { loaded } of this.#entries.values()) loaded.dispose();
    this.#entries.clear();
    this.service.dispose();
  }

  #toCountedAccount(): CountedAccount {
    const jobs = { kind: 'jobs' } as const;
    return {
      findJobs: () => this.#snapshot.slice(jobs),
      isCounted: (jobId) => this.#data.taskCounts.has(jobId),
      count: (jobId) => this.#taskCounts.join([jobId]),
      listMore: () => this.loadMore(jobs),
      inBackground: (work) => this.inBackground(work),
    };
  }

  #entry(scope: Scope): Entry {
    const key = toScopeKey(scope);
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const open = (count: number, signal: AbortSignal) => openPages(this.service, scope, count, signal);
    const get = (item: AnyItem, signal: AbortSignal) => getItem(this.service, scope, item, signal);
    const loaded = new LoadedScope<AnyItem>({ open, get, toKey: toItemKey }, this.#clock, (slice) =>
      this.#setSlice(scope, key, slice),
    );
    const entry = { scope, loaded };
    this.#entries.set(key, entry);
    return entry;
  }

  /** Resolves to whether anything could be had. */
  async #poll(): Promise<boolean> {
    const watchers = [...this.#watchers];
    const entries = [...this.#entries.values()]
      .filter(isWorthPolling)
      .filter(({ scope }) => watchers.some(({ wants }) => wants(scope)));
    await this.#refresh(entries, countsPerPoll);
    return entries.length === 0 || entries.some(({ loaded }) => loaded.slice.error === undefined);
  }

  async #refresh(entries: readonly Entry[], maxCounts = Number.POSITIVE_INFINITY): Promise<void> {
    await Promise.all(entries.map((entry) => this.#refreshOne(entry, maxCounts)));
  }

  async #refreshOne({ scope, loaded }: Entry, maxCounts: number): Promise<void> {
    switch (scope.kind) {
      case 'pools':
        await Promise.all([loaded.refresh(), this.#nodeCounts.load(this.#disposed.signal)]);
        break;
      case 'jobs':
      case 'scheduleJobs': {
        const before = this.#snapshot.slice(scope).items;
        await loaded.refresh();
        const changing = this.#jobsToCount(before, this.#snapshot.slice(scope).items);
        await this.loadTaskCounts(this.#taskCounts.pickStalest(changing, maxCounts));
        break;
      }
      default:
        await loaded.refresh();
    }
  }

  /** Jobs whose counts are known and may have changed: those of a completed job stay, unless the job itself changed. */
  #jobsToCount(before: readonly Job[], after: readonly Job[]): readonly string[] {
    const unchanged = new Set(before);
    return after
      .filter((job) => this.#data.taskCounts.has(job.id))
      .filter((job) => job.state?.toLowerCase() !== 'completed' || !unchanged.has(job))
      .map(({ id }) => id);
  }

  #setSlice(scope: Scope, key: string, slice: Slice<AnyItem>): void {
    const known = this.#data.slices.get(key) ?? emptySlice;
    this.#change({ ...this.#data, slices: withEntry(this.#data.slices, key, slice) });
    if (!isSameSlice(known, slice)) this.#notice.note(scope);
    if (scope.kind === 'jobs') this.#counting.follow();
  }

  #setTaskCounts(jobId: string, counts: TaskCounts | undefined): void {
    if (isSameItem(this.#data.taskCounts.get(jobId), counts)) return;
    this.#change({ ...this.#data, taskCounts: withEntry(this.#data.taskCounts, jobId, counts) });
    this.#notice.note({ kind: 'jobs' });
  }

  #setNodeCounts(nodeCounts: ReadonlyMap<string, PoolNodeCounts>): void {
    if (isSameItem([...this.#data.nodeCounts], [...nodeCounts])) return;
    this.#change({ ...this.#data, nodeCounts });
    this.#notice.note({ kind: 'pools' });
  }

  #noteAttempt(attempt: Attempt): void {
    // Resource Manager has limits of its own.
    if (attempt.host === undefined) this.#pace.note();
    this.#throttling.note(attempt);
  }

  #setThrottled(untilMs: number | undefined): void {
    const { throttledUntil: _known, ...data } = this.#data;
    this.#change(untilMs === undefined ? data : { ...data, throttledUntil: new Date(untilMs).toISOString() });
    this.#notice.note();
  }

  #change(data: AccountData): void {
    this.#data = data;
    this.#snapshot = toSnapshot(this.account, data);
  }
}

/** What is gone at the service, or is searched for at length, is asked for again only when somebody wants to know. */
function isWorthPolling({ loaded: { slice } }: Entry): boolean {
  return slice.error?.status !== 404 && slice.emptyPages === undefined;
}
