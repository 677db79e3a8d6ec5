import type { Clock } from '../../core/clock.ts';
import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import { type Disposable, Emitter } from '../../core/event.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { JudgedSuccess } from '../../core/model/taskVerdict.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import { isUnread } from '../../core/query/unreadFailures.ts';
import { workThrough } from '../../core/workThrough.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import type { DiagnosisWith } from '../ports.ts';
import { Updates } from '../updates.ts';
import { type ExplainedAccount, ExplainedAccounts, toCauseSet } from './explainedAccounts.ts';
import { FailureLoader } from './failureLoader.ts';
import { type FollowedCause, FollowedCauses } from './followedCauses.ts';
import { Inspections } from './inspections.ts';
import { JobCauses } from './jobCauses.ts';
import type { CauseSet, InTurn, KnownCauses, TaskCause } from './knownCauses.ts';
import { KnownExamples, mostExamples } from './knownExamples.ts';
import { KnownHelperLogs } from './knownHelperLogs.ts';
import { KnownQuotas } from './knownQuotas.ts';
import { doInTurn, LogReader, LogTurns, restMs } from './logReader.ts';
import { SucceededTasks } from './succeededTasks.ts';
import { findTaskCauses } from './taskCauses.ts';

/** How long changes are gathered before causes are worked out again. */
const gatherMs = 200;

/** How long numbers alone are gathered before they are announced. */
const countingMs = 5000;

/** How many tasks are looked into at the same time for a user who waits for it. */
const logsAtOnce = 4;

/** What causes are found out with. */
export interface CausesParts {
  readonly accounts: Pick<Accounts, 'all' | 'findStore' | 'onDidChangeAccounts' | 'onDidChangeData'>;
  readonly reader: Pick<FailureReader, 'read'>;
  readonly bundles: DiagnosisWith<
    'CauseExplainer' | 'explainTaskEvidence' | 'joinExamples' | 'judgeLogs' | 'judgeSuccess' | 'splitCause'
  >;
  readonly clock: Clock;
  /** Takes what went wrong with no one waiting for it. */
  readonly report: (error: unknown) => void;
}

/** What can be read on of an account: its lists, the logs of its failed tasks, or how many failed. */
export type MoreOf = 'lists' | 'logs' | 'counts';

/**
 * What is wrong with the open accounts. While there is a watcher, all of them are looked into; a question at another time
 * gets what few requests bring. With neither, nothing is sent and no timer runs.
 */
export class Causes implements KnownCauses, Disposable {
  readonly #parts: CausesParts;
  readonly #inspections: Inspections;
  readonly #loader: FailureLoader;
  readonly #quotas: KnownQuotas;
  readonly #helperLogs: KnownHelperLogs;
  readonly #logs: LogReader;
  readonly #examples: KnownExamples;
  readonly #turns: LogTurns;
  readonly #explained: ExplainedAccounts;
  readonly #followed = new FollowedCauses();
  /** The causes of the failed tasks of single jobs. */
  readonly jobs: JobCauses;
  /** What tasks turn out to be that Batch counts as succeeded. */
  readonly succeeded: SucceededTasks;
  readonly #watchers = new Set<{ readonly only?: AccountStore }>();
  /** Accounts whose causes were worked out before all of them was loaded. */
  readonly #unfinished = new WeakSet<AccountStore>();
  readonly #inFlight = new Set<Promise<void>>();
  /** Looks into all of an account that are under way, which those share who ask for one. */
  readonly #looks = new Map<AccountStore, Promise<ExplainedAccount>>();
  readonly #updates: Updates;
  /** Logs that could not be asked for are wanted again. */
  readonly #retries: Updates;
  #mustRetry = false;
  /** Accounts of which more was read, and nothing else was found. */
  readonly #counted = new Set<string>();
  readonly #counting: Updates;
  readonly #subscriptions: readonly Disposable[];
  readonly #changed = new Emitter<string>();
  readonly #updated = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  /** `current` was worked out again for all open accounts that are watched, perhaps as before. */
  readonly onDidUpdate = this.#updated.event;

  constructor(parts: CausesParts) {
    const { accounts, reader, bundles, clock } = parts;
    this.#parts = parts;
    const now = (): number => clock.now();
    const schedule = (): void => this.#schedule();
    this.#inspections = new Inspections(reader);
    const logs = new LogReader(this.#inspections, { detail: 'selected', onRead: schedule, now });
    this.#examples = new KnownExamples({ reader, bundles, now, onRead: schedule });
    this.#logs = logs;
    this.#loader = new FailureLoader(now);
    this.#quotas = new KnownQuotas(schedule);
    this.#helperLogs = new KnownHelperLogs(schedule, now, bundles);
    this.#turns = new LogTurns(logs, (store) => this.#isWatched(store));
    this.succeeded = new SucceededTasks(reader, bundles, (accountId) => {
      this.#changed.fire(accountId);
      schedule();
    });
    this.#explained = new ExplainedAccounts({
      bundles,
      clock,
      loader: this.#loader,
      quotas: this.#quotas,
      helperLogs: this.#helperLogs,
      logs,
      examples: this.#examples,
    });
    this.jobs = new JobCauses(this.#inspections, bundles, {
      now,
      findNamed: (accountId) => this.#findExplained(accountId)?.causes,
      examples: this.#examples,
    });
    this.#updates = new Updates(clock, gatherMs, () => this.#update());
    this.#counting = new Updates(clock, countingMs, async () => {
      for (const accountId of this.#counted) this.#changed.fire(accountId);
      this.#counted.clear();
    });
    this.#retries = new Updates(clock, restMs, async () => {
      this.#mustRetry = false;
      this.#schedule();
    });
    this.#subscriptions = [
      accounts.onDidChangeAccounts(() => {
        this.jobs.forgetOthers(this.#stores().map(({ account }) => account.id));
        this.#schedule();
      }),
      accounts.onDidChangeData(schedule),
    ];
  }

  dispose(): void {
    this.#watchers.clear();
    for (const one of [
      ...this.#subscriptions,
      this.#updates,
      this.#retries,
      this.#counting,
      this.#changed,
      this.#updated,
    ])
      one.dispose();
  }

  /** Has all open accounts looked into, or one of them, and what changes announced, until it is disposed of. */
  watch(only?: AccountStore): Disposable {
    const watcher = only === undefined ? {} : { only };
    this.#watchers.add(watcher);
    this.#schedule();
    if (this.#mustRetry) this.#retries.schedule();
    return {
      dispose: () => {
        if (!this.#watchers.delete(watcher) || this.#watchers.size > 0) return;
        this.#updates.cancel();
        this.#retries.cancel();
        this.#counting.cancel();
      },
    };
  }

  /** Whether causes are found in a list, so that it is to be refreshed for watchers. */
  wants(store: AccountStore, scope: Scope): boolean {
    return this.#loader.wants(store, scope);
  }

  /** Has more of an account looked into than before, also where what runs in the background rests. */
  widen(store: AccountStore, what: MoreOf): void {
    store.pauseCounting(false);
    if (what === 'logs') this.#explained.widen(store);
    // What was not counted is asked for again in any case.
    if (what === 'lists') this.#loader.widen(store);
    this.#schedule();
  }

  /** What watchers were shown last of an account that is open; nothing is asked for it. */
  current(store: AccountStore): ExplainedAccount | undefined {
    const known = this.#isOpen(store) ? this.#explained.find(store) : undefined;
    return known && { ...known, judged: this.succeeded.of(store.snapshot) };
  }

  ofJob(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<CauseSet> {
    return this.jobs.ofJob(store, jobId, inTurn);
  }

  /**
   * What watchers of an account are shown in the end, when nothing more is found: for who asks once. While a watcher is
   * there, `current` and `ofAccount` have the same. Throws what is no answer of the service.
   */
  lookIntoAll(store: AccountStore): Promise<ExplainedAccount> {
    const known = this.#looks.get(store);
    if (known !== undefined) return known;
    const look = this.#lookIntoAll(store).finally(() => this.#looks.delete(store));
    this.#looks.set(store, look);
    return look;
  }

  async #lookIntoAll(store: AccountStore): Promise<ExplainedAccount> {
    const watching = this.watch(store);
    try {
      for (let before: string | undefined; ; ) {
        while (this.#inFlight.size > 0) await Promise.all(this.#inFlight);
        const explained = await this.#explained.explain(store);
        const progress = toProgress(explained);
        if (progress === before) {
          this.#explained.remember(store, explained);
          return { ...explained, judged: this.succeeded.of(store.snapshot) };
        }
        before = progress;
        await this.#findMore(store, explained);
      }
    } finally {
      watching.dispose();
    }
  }

  async ofWholeAccount(store: AccountStore): Promise<CauseSet> {
    return toCauseSet(await this.lookIntoAll(store));
  }

  async withExamples(store: AccountStore, known: CauseSet, most: number, inTurn?: InTurn): Promise<CauseSet> {
    await this.#examples.read(store, known.causes, { find: this.#logs.find, most, inTurn });
    return { ...known, causes: this.#examples.withExamples(known.causes) };
  }

  async readMore(store: AccountStore, resource: CauseTarget['resource'], signal?: AbortSignal): Promise<number> {
    let read = 0;
    if (resource.kind === 'job') await this.jobs.readMore(store, resource.jobId);
    else {
      this.widen(store, 'logs');
      read = await this.#readKnown(store, signal);
      // Nothing known is left to read: more comes with the lists.
      if (read === 0) await this.lookIntoAll(store);
    }
    this.#changed.fire(store.account.id);
    return read;
  }

  /**
   * Reads the logs of the failed tasks that are listed by now, without waiting until all jobs are
   * counted, which takes minutes in a large account. Resolves to how many of them could be had.
   */
  async #readKnown(store: AccountStore, signal: AbortSignal | undefined): Promise<number> {
    const { toRead } = await this.#explained.explain(store);
    let read = 0;
    await workThrough(toRead, logsAtOnce, async (task) => {
      if (signal?.aborted !== true && (await this.#logs.read(store, task))) read += 1;
    });
    this.#explained.remember(store, await this.#explained.explain(store));
    return read;
  }

  async ofAccount(store: AccountStore, poolId?: string, inTurn?: InTurn): Promise<CauseSet> {
    const shown = this.#shownOfAccount(store);
    // Those who watch may be shown nothing, or no cause, because nothing was read yet.
    const isFound = shown?.causes.some(({ cluster }) => !isUnread(cluster)) === true;
    if (shown !== undefined && (isFound || (shown.isComplete && shown.causes.length === 0))) return shown;
    const brief = await this.#explained.explainBriefly(store, poolId, inTurn);
    return { ...brief, judged: this.succeeded.of(store.snapshot) };
  }

  shownOf(store: AccountStore, resource: CauseTarget['resource']): CauseSet | undefined {
    return resource.kind === 'job' ? this.jobs.shownOf(store, resource.jobId) : this.#shownOfAccount(store);
  }

  async judgeSucceeded(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<JudgedSuccess> {
    await this.succeeded.judge(store, jobId, { isAwaited: true, inTurn });
    return this.succeeded.of(store.snapshot, [jobId]);
  }

  ofTasks(store: AccountStore, failed: readonly FailedTask[]): Promise<ReadonlyMap<string, TaskCause>> {
    const { bundles, clock } = this.#parts;
    const shownOf: KnownCauses['shownOf'] = (shown, resource) => this.shownOf(shown, resource);
    return findTaskCauses(store, failed, shownOf, this.#inspections, bundles, () => clock.now());
  }

  follow(store: AccountStore, now: Pick<CauseSet, 'causes'>, target: CauseTarget): FollowedCause {
    return this.#followed.follow(store, now, target);
  }

  #shownOfAccount(store: AccountStore): CauseSet | undefined {
    const current = this.#isWatched(store) ? this.current(store) : undefined;
    return current && toCauseSet(current);
  }

  /** What was worked out last of an account, watched or not, so that a cause is called the same. */
  #findExplained(accountId: string): ExplainedAccount | undefined {
    const store = this.#parts.accounts.findStore(accountId);
    return store && this.current(store);
  }

  #stores(): readonly AccountStore[] {
    const { accounts } = this.#parts;
    return accounts.all.flatMap(({ id }) => accounts.findStore(id) ?? []);
  }

  #isOpen(store: AccountStore): boolean {
    return this.#parts.accounts.findStore(store.account.id) === store;
  }

  #isWatched(store: AccountStore): boolean {
    return this.#isOpen(store) && [...this.#watchers].some(({ only = store }) => only === store);
  }

  #schedule(): void {
    if (this.#watchers.size > 0) this.#updates.schedule();
  }

  /** Works out the causes of what is loaded, and loads what is missing. Never throws. */
  async #update(): Promise<void> {
    try {
      const explained: (readonly [AccountStore, ExplainedAccount])[] = [];
      for (const store of this.#stores().filter((one) => this.#isWatched(one)))
        explained.push([store, await this.#explained.explain(store)]);
      const changes = explained.map(
        ([store, ofStore]) => [store.account.id, this.#explained.remember(store, ofStore)] as const,
      );
      this.#updated.fire();
      for (const [accountId, change] of changes) this.#announce(accountId, change);
      for (const [store, ofStore] of explained) this.#track(this.#findMore(store, ofStore));
    } catch (error) {
      this.#report(error);
    }
  }

  /** An account that was closed breaks off what was asked of it. */
  #report(error: unknown): void {
    if (!Cancelled.is(error)) this.#parts.report(error);
  }

  /** Numbers change with each list that is read, and those who show them ask again: they hear of it less often. */
  #announce(accountId: string, change: ReturnType<ExplainedAccounts['remember']>): void {
    if (change === 'coverage') {
      this.#counted.add(accountId);
      if (this.#watchers.size > 0) this.#counting.schedule();
    } else if (change === 'causes') {
      this.#counted.delete(accountId);
      this.#changed.fire(accountId);
    }
  }

  #track(work: Promise<void>): void {
    const tracked = work.catch((error) => this.#report(error)).finally(() => this.#inFlight.delete(tracked));
    this.#inFlight.add(tracked);
  }

  async #findMore(store: AccountStore, { failing, causes, toRead, isDone }: ExplainedAccount): Promise<void> {
    if (!this.#isWatched(store)) return;
    if (!isDone) this.#unfinished.add(store);
    await Promise.all([
      this.#load(store),
      this.#read(store, toRead),
      this.#quotas.read(store, failing),
      this.#helperLogs.read(store, failing),
      // Causes may be others once all logs are read.
      toRead.length > 0
        ? undefined
        : this.#examples.read(store, causes, {
            find: this.#logs.find,
            most: mostExamples,
            isWanted: () => this.#isWatched(store),
            inTurn: (work, requests) => doInTurn(store, work, requests),
          }),
    ]);
  }

  async #load(store: AccountStore): Promise<void> {
    await this.#loader.load(store, () => this.#isWatched(store));
    if (this.#unfinished.delete(store)) this.#schedule();
  }

  async #read(store: AccountStore, toRead: readonly FailedTask[]): Promise<void> {
    if (await this.#turns.read(store, toRead)) return;
    this.#mustRetry = true;
    if (this.#watchers.size > 0) this.#retries.schedule();
  }
}

/** A text that changes only when more has been found out. */
function toProgress({ isDone, failing, toRead, unread, causes }: ExplainedAccount): string {
  const found = causes.map(({ cluster: { fingerprint, count } }) => [fingerprint, count]);
  return JSON.stringify([isDone, failing.length, toRead.length, unread, found]);
}
