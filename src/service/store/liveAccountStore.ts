import type { Clock } from '../../core/clock.ts';
import type { Account } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { TaskCounts } from '../../core/model/job.ts';
import type { PoolNodeCounts } from '../../core/model/pool.ts';
import type { KnownResubmissions } from '../../core/model/resubmission.ts';
import { Pace } from '../../core/pace.ts';
import { percentDecode } from '../../core/text/percentEncode.ts';
import type { Attempt, BatchService, PoolPort } from '../ports.ts';
import { type AccountData, emptyData, emptySlice, isSameSlice, toSnapshot, withEntry } from './accountData.ts';
import { AccountRefresh, type Entry, type RefreshedAccount } from './accountRefresh.ts';
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
import { PolledList } from './polledList.ts';
import { type AnyItem, getItem, openPages, toItemKey } from './scopePages.ts';
import { toScopeKey } from './scopes.ts';
import { Silence } from './silence.ts';
import { TaskCountsLoader } from './taskCountsLoader.ts';
import { Throttling } from './throttling.ts';

type CountsListener = (counts: ReadonlyMap<string, PoolNodeCounts>, refusal?: BatchError) => void;

/** Requests the node counts of all pools at once. Of several responses, the one to the latest request counts. */
class NodeCountsLoader {
  readonly #pools: PoolPort;
  readonly #onCounts: CountsListener;
  #newest = 0;

  constructor(pools: PoolPort, onCounts: CountsListener) {
    this.#pools = pools;
    this.#onCounts = onCounts;
  }

  /**
   * Resolves to true if the counts could be read; never throws. On a failure the counts stay as they were, except when
   * the user may not read them.
   */
  async load(signal: AbortSignal): Promise<boolean> {
    const turn = ++this.#newest;
    const counts = new Map<string, PoolNodeCounts>();
    try {
      for await (const page of this.#pools.listNodeCounts({ signal })) {
        for (const pool of page) counts.set(pool.poolId, pool);
      }
    } catch (error) {
      if (turn === this.#newest && BatchError.is(error) && error.missing !== undefined)
        this.#onCounts(new Map(), error);
      return false;
    }
    if (turn === this.#newest) this.#onCounts(counts);
    return true;
  }
}

/** The live view of one account over its `BatchService`, which it owns. */
export class LiveAccountStore implements AccountStore {
  #account: Account;
  readonly service: BatchService;
  readonly #clock: Clock;
  readonly #notice: ChangeNotice;
  readonly #refreshing: AccountRefresh;
  readonly #taskCounts: TaskCountsLoader;
  readonly #nodeCounts: NodeCountsLoader;
  readonly #pace: Pace;
  readonly #counting: FirstCounting;
  readonly #entries = new Map<string, Entry>();
  readonly #disposed = new AbortController();
  readonly #listening: readonly Disposable[];
  #data: AccountData = emptyData;
  #snapshot: AccountSnapshot;
  readonly #throttling: Throttling;
  readonly #silence: Silence;

  constructor(account: Account, service: BatchService, clock: Clock, resubmissions?: KnownResubmissions) {
    const { offer } = service;
    this.#data = { ...emptyData, offer, ...(resubmissions === undefined ? {} : { resubmissions }) };
    this.#account = account;
    this.service = service;
    this.#clock = clock;
    this.#snapshot = toSnapshot(account, this.#data);
    this.#notice = new ChangeNotice(account.id, clock);
    this.#refreshing = new AccountRefresh(this.#toRefreshedAccount(), clock);
    this.#taskCounts = new TaskCountsLoader(
      service.jobs,
      (jobId, counts) => this.#setTaskCounts(jobId, counts),
      this.#disposed.signal,
    );
    this.#nodeCounts = new NodeCountsLoader(service.pools, (counts, refusal) => this.#setNodeCounts(counts, refusal));
    this.#throttling = new Throttling(clock, (untilMs) => this.#setThrottled(untilMs));
    this.#pace = new Pace({ clock, findHeldUntilMs: () => this.#throttling.untilMs });
    this.#counting = new FirstCounting(this.#toCountedAccount(), clock);
    this.#silence = new Silence(clock, (sinceMs) => this.#setSilent(sinceMs));
    this.#listening = [
      service.onDidAttempt((attempt) => this.#noteAttempt(attempt)),
      service.onDidStep((step) => this.#silence.note(step)),
    ];
  }

  get account(): Account {
    return this.#account;
  }

  /** Replaces the account's name and settings; the connection stays as it was opened. */
  set account(account: Account) {
    this.#account = account;
    this.#snapshot = toSnapshot(account, this.#data);
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
    if (scopes === undefined) return this.#refreshing.refreshAll();
    const entries = scopes.map((scope) => this.#entries.get(toScopeKey(scope)));
    await this.#refreshing.refresh(entries.filter((entry) => entry !== undefined));
  }

  async reloadFailed(): Promise<void> {
    const failed = [...this.#entries.values()].filter(({ loaded }) => loaded.slice.error !== undefined);
    const [known, others] = [true, false].map((isKnown) =>
      failed.filter(({ loaded }) => (loaded.slice.loadedAt !== undefined) === isKnown).map(({ scope }) => scope),
    );
    await Promise.all([this.refresh(known), ...(others ?? []).map((scope) => this.load(scope))]);
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

  inBackground<T>(work: () => Promise<T>, kind: 'detail' | 'answer' = 'detail', requests = 1): Promise<T> {
    return this.#pace.run(work, kind, requests);
  }

  watch(intervalMs: number, wants: (scope: Scope) => boolean = () => true): Disposable {
    return this.#refreshing.watch(intervalMs, wants);
  }

  dispose(): void {
    this.#disposed.abort();
    this.#refreshing.dispose();
    this.#pace.dispose();
    this.#counting.dispose();
    this.#throttling.dispose();
    this.#silence.dispose();
    for (const one of this.#listening) one.dispose();
    this.#notice.dispose();
    for (const { loaded } of this.#entries.values()) loaded.dispose();
    this.#entries.clear();
    this.service.dispose();
  }

  #toRefreshedAccount(): RefreshedAccount {
    return {
      listEntries: () => [...this.#entries.values()],
      isCounted: (jobId) => this.#data.taskCounts.has(jobId),
      isBeingCounted: (jobId) => this.#taskCounts.isUnderWay(jobId),
      isCountingOthers: () => this.#counting.isUnderWay,
      countTasks: (jobIds) => this.loadTaskCounts(jobIds),
      countNodes: () => this.#nodeCounts.load(this.#disposed.signal),
    };
  }

  #toCountedAccount(): CountedAccount {
    const jobs = { kind: 'jobs' } as const;
    return {
      findJobs: () => this.#snapshot.slice(jobs),
      isCounted: (jobId) => this.#data.taskCounts.has(jobId),
      count: (jobId) => this.#taskCounts.join([jobId]),
      listMore: () => this.loadMore(jobs),
      inBackground: (work) => this.#pace.run(work, 'count'),
    };
  }

  #entry(scope: Scope): Entry {
    const key = toScopeKey(scope);
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const open = (count: number, signal: AbortSignal) => openPages(this.service, scope, count, signal, this.#snapshot);
    const get = (item: AnyItem, signal: AbortSignal) => getItem(this.service, scope, item, signal);
    const loaded = new LoadedScope<AnyItem>({ open, get, toKey: toItemKey }, this.#clock, (slice) =>
      this.#setSlice(scope, key, slice),
    );
    const entry = { scope, loaded, polled: new PolledList(this.#clock) };
    this.#entries.set(key, entry);
    return entry;
  }

  #setSlice(scope: Scope, key: string, slice: Slice<AnyItem>): void {
    const known = this.#data.slices.get(key) ?? emptySlice;
    this.#change({ ...this.#data, slices: withEntry(this.#data.slices, key, slice) });
    if (!isSameSlice(known, slice)) this.#notice.note(scope);
    if (scope.kind === 'jobs') this.#counting.follow();
    this.#refreshing.noteSlice(scope, known, slice);
  }

  #setTaskCounts(jobId: string, counts: TaskCounts | undefined): void {
    const known = this.#data.taskCounts.get(jobId);
    const isNew = !isSameItem(known, counts);
    this.#refreshing.noteTaskCounts(jobId, { before: known, counts, isNew });
    const now = new Date(this.#clock.now()).toISOString();
    const countedAt = withEntry(this.#data.countedAt, jobId, counts && now);
    this.#change({
      ...this.#data,
      countedAt,
      taskCounts: isNew ? withEntry(this.#data.taskCounts, jobId, counts) : this.#data.taskCounts,
    });
    if (isNew) this.#notice.note({ kind: 'jobs' });
  }

  #setNodeCounts(nodeCounts: ReadonlyMap<string, PoolNodeCounts>, refusal: BatchError | undefined): void {
    const { nodeCountsRefusal: known, ...data } = this.#data;
    const nodesCountedAt = new Date(this.#clock.now()).toISOString();
    if (known?.message === refusal?.message && isSameItem([...data.nodeCounts], [...nodeCounts])) {
      this.#change({ ...this.#data, nodesCountedAt });
      return;
    }
    this.#refreshing.noteNodeCounts();
    const moved = [...data.nodeCounts].filter(([poolId, counts]) => !isSameItem(counts, nodeCounts.get(poolId)));
    const nodesMovedAt = new Map([...data.nodesMovedAt, ...moved.map(([poolId]) => [poolId, nodesCountedAt] as const)]);
    this.#change({
      ...data,
      nodeCounts,
      nodesCountedAt,
      nodesMovedAt,
      ...(refusal === undefined ? {} : { nodeCountsRefusal: refusal }),
    });
    this.#notice.note({ kind: 'pools' });
  }

  #noteAttempt(attempt: Attempt): void {
    // Resource Manager has its own limits.
    if (attempt.host === undefined) this.#pace.note();
    if (isChange(attempt)) this.#refreshing.noteChange(findJobId(attempt.path));
    this.#throttling.note(attempt);
  }

  #setThrottled(untilMs: number | undefined): void {
    const { throttledUntil: _known, ...data } = this.#data;
    this.#change(untilMs === undefined ? data : { ...data, throttledUntil: new Date(untilMs).toISOString() });
    this.#notice.note();
  }

  #setSilent(sinceMs: number | undefined): void {
    const { silentSince: _known, ...data } = this.#data;
    this.#change(sinceMs === undefined ? data : { ...data, silentSince: new Date(sinceMs).toISOString() });
    this.#notice.note();
  }

  #change(data: AccountData): void {
    this.#data = data;
    this.#snapshot = toSnapshot(this.account, data);
  }
}

/** Returns the ID of the job that a request was about, or whose tasks it was about. */
function findJobId(path: string): string | undefined {
  const [, jobId] = /^\/jobs\/([^/?]+)/.exec(path) ?? [];
  return jobId === undefined ? undefined : percentDecode(jobId);
}

function isChange({ method, host, status }: Attempt): boolean {
  return host === undefined && status !== undefined && status < 400 && method !== 'GET' && method !== 'HEAD';
}
