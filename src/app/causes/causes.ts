import { type Clock, within } from '../../core/clock.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask, Failing } from '../../core/diagnosis/causes/failing.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import { type Disposable, Emitter } from '../../core/event.ts';
import { concernsJob, narrowCause } from '../../core/failures/narrowCause.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Job } from '../../core/model/job.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { JudgedSuccess } from '../../core/model/taskVerdict.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import { workThrough } from '../../core/workThrough.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import type { WantedJobs } from '../lists/taskCount.ts';
import type { DiagnosisWith } from '../ports.ts';
import { Updates } from '../updates.ts';
import { CauseMemory, type MemoryPlace } from './causeMemory.ts';
import { type ExplainedAccount, ExplainedAccounts, toCauseSet } from './explainedAccounts.ts';
import { findFailing } from './failing.ts';
import { FailureLoader } from './failureLoader.ts';
import { type FollowedCause, FollowedCauses } from './followedCauses.ts';
import { Inspections } from './inspections.ts';
import { JobCauses } from './jobCauses.ts';
import { loadWaitsOfJob } from './jobItself.ts';
import { type CauseSet, type InTurn, type KnownCauses, logsAtOnce, untilNoTurn } from './knownCauses.ts';
import { KnownExamples, mostCompared, mostExamples } from './knownExamples.ts';
import { KnownHelperLogs } from './knownHelperLogs.ts';
import { KnownQuotas } from './knownQuotas.ts';
import { doInTurn, LogReader, LogTurns, restMs } from './logReader.ts';
import { SucceededTasks } from './succeededTasks.ts';
import { findTaskCauses } from './taskCauses.ts';

/** Milliseconds to collect changes before causes are computed again. */
const gatherMs = 200;

/** Milliseconds after which a complete examination reads the logs of the tasks that have been found in the meantime. */
const readEveryMs = 5000;

/** Milliseconds to collect changes that affect only numbers before they are announced. */
const countingMs = 5000;

/** The services that find causes. */
export interface CausesParts {
  readonly accounts: Pick<Accounts, 'all' | 'findStore' | 'onDidChangeAccounts' | 'onDidChangeData'>;
  readonly reader: Pick<FailureReader, 'read'>;
  readonly bundles: DiagnosisWith<
    'CauseExplainer' | 'explainTaskEvidence' | 'joinExamples' | 'judgeLogs' | 'judgeSuccess' | 'splitCause'
  >;
  readonly clock: Clock;
  readonly report: (error: unknown) => void;
  /** Where causes are remembered; nowhere when absent. */
  readonly memory?: MemoryPlace;
}

interface Watcher {
  readonly only?: AccountStore;
  /** It takes only the final result, so that no causes are computed for it in between. */
  readonly isLook?: true;
}

/** The kinds of account data to read more of: lists, logs of more or of all failed tasks, or counts of failed tasks. */
export type MoreOf = 'lists' | 'logs' | 'allLogs' | 'counts';

/**
 * The failures of the open accounts and their causes. While there is a watcher, all failures are examined; a question
 * at any other time is answered with few requests. Otherwise, no requests are sent and no timer runs.
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
  readonly jobs: JobCauses;
  readonly succeeded: SucceededTasks;
  readonly #memory: CauseMemory | undefined;
  readonly #watchers = new Set<Watcher>();
  /** Accounts whose causes were computed before everything was loaded. */
  readonly #unfinished = new WeakSet<AccountStore>();
  readonly #inFlight = new Set<Promise<void>>();
  /** Complete examinations of accounts in progress, shared by all callers. */
  readonly #looks = new Map<AccountStore, Promise<ExplainedAccount>>();
  readonly #updates: Updates;
  /** Retries failed requests for logs. */
  readonly #retries: Updates;
  #mustRetry = false;
  #logsRead = 0;
  /** Accounts for which more was read without new findings. */
  readonly #counted = new Set<string>();
  readonly #counting: Updates;
  readonly #subscriptions: readonly Disposable[];
  readonly #changed = new Emitter<string>();
  readonly #updated = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  /** Fires when `current` was computed again for all open watched accounts, even if the result is the same. */
  readonly onDidUpdate = this.#updated.event;

  constructor(parts: CausesParts) {
    const { accounts, reader, bundles, clock } = parts;
    this.#parts = parts;
    const now = (): number => clock.now();
    const schedule = (): void => this.#schedule();
    this.#inspections = new Inspections(reader);
    const onRead = (): void => {
      this.#logsRead += 1;
      schedule();
    };
    const logs = new LogReader(this.#inspections, { onRead, now });
    this.#memory = parts.memory && new CauseMemory(parts.memory, clock);
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
      memory: this.#memory,
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
      ...(parts.memory?.onDidChange === undefined ? [] : [parts.memory.onDidChange(() => void this.#showNotes())]),
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

  /** Examines all open accounts, or only one of them, and announces changes, until the result is disposed of. */
  watch(only?: AccountStore): Disposable {
    return this.#add(only === undefined ? {} : { only });
  }

  #add(watcher: Watcher): Disposable {
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

  /** Checks whether a list may contain failures, so that it must be refreshed for watchers. */
  wants(store: AccountStore, scope: Scope): boolean {
    return this.#loader.wants(store, scope);
  }

  /** Examines more of an account, even if its background work is paused. */
  widen(store: AccountStore, what: MoreOf): void {
    store.pauseCounting(false);
    if (what === 'logs') this.#explained.widen(store);
    if (what === 'allLogs') this.#explained.widenToAll(store);
    // Missing counts are requested again in any case.
    if (what === 'lists') this.#loader.widen(store);
    this.#schedule();
  }

  /** Explains everything again, after the user's rules have changed. */
  explainAgain(): void {
    this.#examples.forget();
    this.#explained.changeRules();
    this.jobs.forgetOthers([]);
    for (const { account } of this.#stores()) this.#changed.fire(account.id);
    this.#schedule();
  }

  /** Number of failed tasks whose logs were read so far. */
  get logsRead(): number {
    return this.#logsRead;
  }

  /** Returns the last result that watchers of an open account were shown. Sends no requests. */
  current(store: AccountStore): ExplainedAccount | undefined {
    const known = this.#isOpen(store) ? this.#explained.find(store) : undefined;
    return known && { ...known, judged: this.succeeded.of(store.snapshot) };
  }

  async ofJob(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<CauseSet> {
    const known = this.#isWatched(store) ? this.#explained.ofJob(store, jobId) : undefined;
    if (known !== undefined) return known;
    const found = await this.jobs.ofJob(store, jobId, inTurn);
    const { snapshot } = store;
    const look = { snapshot, causes: found.causes, failing: [], toRead: [], unread: 0, isDone: false, uncounted: [] };
    return { ...found, causes: (await this.#memory?.recall(store, look)) ?? found.causes };
  }

  async ofJobItself(store: AccountStore, job: Job): Promise<readonly Cause[]> {
    await Promise.all([loadWaitsOfJob(store, job), this.#loader.loadPoolOf(store, job)]);
    const isWanted = (failing: Failing): boolean => failing.kind !== 'task' && concernsJob(failing, job.id);
    const failing = findFailing(store.snapshot).filter(isWanted);
    if (failing.length === 0) return [];
    await Promise.all([this.#quotas.read(store, failing), this.#helperLogs.read(store, failing)]);
    const { causes } = await this.#explained.explain(store);
    return causes.flatMap((cause) => narrowCause(cause, (failure) => isWanted(failure.failing)) ?? []);
  }

  /**
   * Returns the final result for an account, when nothing more can be found, as watchers would see it. While there is a
   * watcher, `current` and `ofAccount` return the same result. Throws errors that do not come from the service.
   */
  lookIntoAll(store: AccountStore): Promise<ExplainedAccount> {
    const known = this.#looks.get(store);
    if (known !== undefined) return known;
    const look = this.#lookIntoAll(store).finally(() => this.#looks.delete(store));
    this.#looks.set(store, look);
    return look;
  }

  /** Returns what is known now of the failures of an account, without any request. */
  async ofKnown(store: AccountStore): Promise<ExplainedAccount> {
    return { ...(await this.#explained.explain(store)), judged: this.succeeded.of(store.snapshot), isDone: false };
  }

  async #lookIntoAll(store: AccountStore): Promise<ExplainedAccount> {
    const watching = this.#add({ only: store, isLook: true });
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
        await this.#readWhile(store, this.#findMore(store, explained));
      }
    } finally {
      watching.dispose();
    }
  }

  /**
   * Returns the final result for a listed job, or for a pool and its jobs, and reads nothing else. Reads the logs of
   * tasks only if `isOfTasks`. Throws errors that do not come from the service.
   */
  async lookInto(store: AccountStore, only: WantedJobs, isOfTasks = true): Promise<ExplainedAccount> {
    for (let before: string | undefined; ; ) {
      await this.#loader.loadOnly(store, only);
      const known = await this.#explained.explain(store);
      const explained = { ...known, isDone: true };
      const progress = toProgress(explained);
      if (progress === before) {
        // Watchers and actions that follow must not see what was known before the last logs were read.
        this.#explained.remember(store, known);
        return explained;
      }
      before = progress;
      const { failing, causes } = explained;
      const toRead = isOfTasks ? explained.toRead : [];
      await Promise.all([
        workThrough(toRead, logsAtOnce, async (task) => void (await this.#logs.read(store, task))),
        this.#quotas.read(store, failing),
        this.#helperLogs.read(
          store,
          failing.filter((one) => only.jobId === undefined || concernsJob(one, only.jobId)),
        ),
        toRead.length > 0 || !isOfTasks
          ? undefined
          : this.#examples.read(store, causes, { find: this.#logs.find, most: mostExamples, furthest: mostCompared }),
      ]);
    }
  }

  async ofWholeAccount(store: AccountStore, isOfTasks = true): Promise<CauseSet> {
    return toCauseSet(await (isOfTasks ? this.lookIntoAll(store) : this.lookInto(store, {}, false)));
  }

  async withExamples(store: AccountStore, known: CauseSet, most: number, inTurn?: InTurn): Promise<CauseSet> {
    await untilNoTurn(this.#examples.read(store, known.causes, { find: this.#logs.find, most, inTurn }));
    return { ...known, causes: this.#examples.withExamples(known.causes) };
  }

  async readMore(store: AccountStore, resource: CauseTarget['resource'], signal?: AbortSignal): Promise<number> {
    let read = 0;
    if (resource.kind === 'job') await this.jobs.readMore(store, resource.jobId);
    else {
      this.widen(store, 'logs');
      read = await this.#readKnown(store, signal);
      // No known task is left to read, so load more lists.
      if (read === 0) await this.lookIntoAll(store);
    }
    this.#changed.fire(store.account.id);
    return read;
  }

  /**
   * Reads the logs of the failed tasks listed so far, without waiting for all jobs to be counted, which takes minutes
   * in a large account. Resolves to the number of logs that could be read.
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
    const shown = await this.#shownByRules(store);
    // Watchers may have been shown nothing, or no cause, because nothing had been read yet.
    const isFound = shown?.causes.some(({ cluster }) => !isUnread(cluster)) === true;
    if (shown !== undefined && (isFound || (shown.isComplete && shown.causes.length === 0))) return shown;
    const brief = await this.#explained.explainBriefly(store, poolId, inTurn);
    return { ...brief, judged: this.succeeded.of(store.snapshot) };
  }

  shownOf(store: AccountStore, resource: CauseTarget['resource']): CauseSet | undefined {
    if (resource.kind !== 'job') return this.#shownOfAccount(store);
    const shown = this.jobs.shownOf(store, resource.jobId);
    const { accountId } = resource;
    return shown && { ...shown, causes: this.#memory?.withNotes(accountId, shown.causes) ?? shown.causes };
  }

  note(store: AccountStore, resource: TaskResource, task: Task, explanation: Explanation): void {
    this.#examples.note(store, resource, task, explanation);
  }

  async judgeSucceeded(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<JudgedSuccess> {
    await this.succeeded.judge(store, jobId, { isAwaited: true, inTurn });
    return this.succeeded.of(store.snapshot, [jobId]);
  }

  ofTasks(...[store, failed, areExplained]: Parameters<KnownCauses['ofTasks']>) {
    const { bundles, clock } = this.#parts;
    const examples = areExplained === true ? this.#examples : undefined;
    // An action must not follow rules that are no longer there, even if they are still shown.
    const shownOf: KnownCauses['shownOf'] = (shown, resource) =>
      resource.kind === 'job' || this.#explained.isOfPresentRules(shown) ? this.shownOf(shown, resource) : undefined;
    return findTaskCauses(store, failed, shownOf, this.#inspections, bundles, () => clock.now(), examples);
  }

  follow(store: AccountStore, now: Pick<CauseSet, 'causes'>, target: CauseTarget): FollowedCause {
    return this.#followed.follow(store, now, target);
  }

  async annotate(cause: Cause, note: string): Promise<void> {
    try {
      await this.#memory?.annotate(cause, note);
    } finally {
      this.#changed.fire(cause.accountId);
      this.#schedule();
    }
  }

  /** Shows the notes that another window has changed. */
  async #showNotes(): Promise<void> {
    for (const accountId of (await this.#memory?.readNotes()) ?? []) {
      this.#changed.fire(accountId);
      this.#schedule();
    }
  }

  async listSeen(accountId: string, jobId: string): ReturnType<KnownCauses['listSeen']> {
    return (await this.#memory?.listSeen(accountId, jobId)) ?? new Map();
  }

  async forgetPast(): Promise<void> {
    await this.#memory?.forgetAll();
    this.#schedule();
  }

  async applyLimits(): Promise<void> {
    await this.#memory?.applyLimits();
  }

  /** Returns what watchers are shown, or are about to be shown if the user's rules have just changed. */
  async #shownByRules(store: AccountStore): Promise<CauseSet | undefined> {
    const shown = this.#shownOfAccount(store);
    return shown === undefined || this.#explained.isOfPresentRules(store)
      ? shown
      : toCauseSet({ ...(await this.#explained.explain(store)), judged: this.succeeded.of(store.snapshot) });
  }

  #shownOfAccount(store: AccountStore): CauseSet | undefined {
    const current = this.#isWatched(store) ? this.current(store) : undefined;
    return current && toCauseSet(current);
  }

  /** Returns the last result for an account, so that a cause has the same title everywhere. */
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

  /** Checks whether anyone wants to see what is known of an account before all of it is. */
  #isShown(store: AccountStore): boolean {
    return [...this.#watchers].some(({ only = store, isLook }) => only === store && isLook !== true);
  }

  #schedule(): void {
    if ([...this.#watchers].some(({ isLook }) => isLook !== true)) this.#updates.schedule();
  }

  /** Computes the causes of the loaded data, and loads missing data. Never throws. */
  async #update(): Promise<void> {
    try {
      const explained: (readonly [AccountStore, ExplainedAccount])[] = [];
      for (const store of this.#stores().filter((one) => this.#isShown(one)))
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

  /** Reports an error, except when a closed account aborted its requests. */
  #report(error: unknown): void {
    if (!Cancelled.is(error)) this.#parts.report(error);
  }

  /**
   * Announces a change. Numbers change with each list that is read and make views read again, so they are announced
   * less often.
   */
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
      // Read all logs first, because they may change the causes.
      toRead.length > 0
        ? undefined
        : this.#examples.read(store, causes, {
            find: this.#logs.find,
            most: mostExamples,
            furthest: mostCompared,
            isWanted: () => this.#isWatched(store),
            inTurn: (work, requests) => doInTurn(store, work, requests),
          }),
    ]);
  }

  /**
   * Reads the logs of the tasks that are known, again and again until `work` is done: counting the tasks of many jobs
   * takes minutes.
   */
  async #readWhile(store: AccountStore, work: Promise<void>): Promise<void> {
    const done = work.then(() => ({}));
    while ((await within(this.#parts.clock, readEveryMs, done)) === undefined) {
      const { toRead } = await this.#explained.explain(store);
      this.#track(this.#read(store, toRead));
    }
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

/** Returns a string that changes only when more has been found. */
function toProgress({ isDone, failing, toRead, unread, causes }: ExplainedAccount): string {
  const found = causes.map(({ cluster: { fingerprint, count } }) => [fingerprint, count]);
  return JSON.stringify([isDone, failing.length, toRead.length, unread, found]);
}
