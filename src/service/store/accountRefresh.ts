import type { Clock } from '../../core/clock.ts';
import type { Job, TaskCounts } from '../../core/model/job.ts';
import type { Disposable, Scope, Slice } from './accountStore.ts';
import { CountTurns } from './countTurns.ts';
import type { LoadedScope } from './loadedScope.ts';
import { PolledList } from './polledList.ts';
import { Poller, type TurnResult } from './poller.ts';
import { type AnyItem, toItemKey } from './scopePages.ts';

/** A list that was requested. */
export interface Entry {
  readonly scope: Scope;
  readonly loaded: LoadedScope<AnyItem>;
  readonly polled: PolledList;
}

/** Access to the account whose lists and counts are refreshed. */
export interface RefreshedAccount {
  listEntries(): readonly Entry[];
  isCounted(jobId: string): boolean;
  /** Returns true while a request for the job's counts is in progress. */
  isBeingCounted(jobId: string): boolean;
  /** Returns true while jobs are being counted for the first time. */
  isCountingOthers(): boolean;
  /** Never throws. */
  countTasks(jobIds: readonly string[]): Promise<void>;
  /** Resolves to true if the nodes of the pools could be counted. */
  countNodes(): Promise<boolean>;
}

interface CountNotice {
  readonly before: TaskCounts | undefined;
  readonly counts: TaskCounts | undefined;
  /** Set if the counts differ from the previous ones. */
  readonly isNew: boolean;
}

type Wants = (scope: Scope) => boolean;

/** Reloads the loaded data of an account: visible lists in turns, requested ones immediately. */
export class AccountRefresh {
  readonly #account: RefreshedAccount;
  readonly #clock: Clock;
  readonly #poller: Poller;
  readonly #turns: CountTurns;
  readonly #polledNodeCounts: PolledList;
  readonly #watchers = new Set<{ readonly wants: Wants }>();
  #moves = 0;

  constructor(account: RefreshedAccount, clock: Clock) {
    this.#account = account;
    this.#clock = clock;
    this.#poller = new Poller(clock, () => this.#poll());
    this.#turns = new CountTurns(() => clock.now());
    this.#polledNodeCounts = new PolledList(clock);
  }

  watch(intervalMs: number, wants: Wants): Disposable {
    const watcher = { wants };
    this.#watchers.add(watcher);
    const isBehind = this.#findPolled().some((entry) => this.#isOlder(entry, intervalMs));
    const polling = this.#poller.watch(intervalMs, isBehind);
    return {
      dispose: () => {
        this.#watchers.delete(watcher);
        polling.dispose();
      },
    };
  }

  /** Notes that the account was changed, so that the result shows soon, including the counts of a changed job. */
  noteChange(jobId: string | undefined): void {
    if (jobId !== undefined && this.#account.isCounted(jobId)) this.#turns.noteJob(jobId);
    this.#poller.hurry();
  }

  /** Reloads these lists, and counts the jobs in them that are due. */
  async refresh(entries: readonly Entry[]): Promise<void> {
    await this.#refresh(
      entries,
      (entry) => this.#readAtOnce(entry),
      (jobIds) => this.#takeJobs(jobIds),
    );
  }

  /** Reloads everything, and counts all jobs whose counts may have changed. */
  async refreshAll(): Promise<void> {
    await this.#refresh(
      this.#account.listEntries(),
      (entry) => this.#readAtOnce(entry),
      (jobIds) => jobIds,
    );
  }

  /** Notes that a list was read. Jobs whose tasks changed are counted again soon, so that their counts match. */
  noteSlice(scope: Scope, before: Slice<AnyItem>, after: Slice<AnyItem>): void {
    if (before.items === after.items) return;
    if (!isReadFurther(before, after)) this.#moves += 1;
    if (isOfJobs(scope)) for (const jobId of findChanged(before.items, after.items)) this.#turns.noteJob(jobId);
    else if (scope.kind === 'tasks' && !isReadFurther(before, after)) this.#turns.noteJob(scope.jobId);
  }

  /** Notes that a job was counted; `counts` is undefined if the job no longer exists. */
  noteTaskCounts(jobId: string, { before, counts, isNew }: CountNotice): void {
    if (isNew && before !== undefined) this.#moves += 1;
    if (counts === undefined) this.#turns.forget(jobId);
    else this.#turns.noteCounts(jobId, isNew);
  }

  /** Records that the nodes of all pools were counted. */
  noteNodeCounts(): void {
    this.#moves += 1;
  }

  dispose(): void {
    this.#poller.dispose();
  }

  async #poll(): Promise<TurnResult> {
    const entries = this.#findPolled();
    const moves = this.#moves;
    await this.#refresh(
      entries,
      (entry) => this.#pollOne(entry),
      (jobIds) => this.#takeJobs(jobIds.filter((jobId) => !this.#account.isBeingCounted(jobId))),
    );
    // Jobs that were never counted take precedence over jobs that were counted long ago.
    const isBehind =
      !this.#account.isCountingOthers() &&
      entries.some((entry) => this.#turns.hasOverdue(this.#findJobsToCount(entry)));
    if (isBehind || moves !== this.#moves) return 'moved';
    return entries.some(({ loaded }) => loaded.slice.error === undefined) ? 'still' : 'nothing';
  }

  async #pollOne({ scope, loaded, polled }: Entry): Promise<void> {
    const { intervalMs } = this.#poller;
    const counts = this.#polledNodeCounts;
    const read = async (): Promise<boolean> => {
      await loaded.refresh();
      return loaded.slice.error === undefined;
    };
    const isCounting = scope.kind === 'pools' && !counts.isResting && !counts.isBeingRead;
    await Promise.all([
      polled.poll(intervalMs, read),
      isCounting && counts.poll(intervalMs, () => this.#account.countNodes()),
    ]);
  }

  async #readAtOnce({ scope, loaded }: Entry): Promise<void> {
    await Promise.all([loaded.refresh(), scope.kind === 'pools' && this.#account.countNodes()]);
  }

  /** Reloads lists with `read`, then counts the jobs that `pickJobs` selects from the lists. */
  async #refresh(
    entries: readonly Entry[],
    read: (entry: Entry) => Promise<void>,
    pickJobs: (jobIds: readonly string[]) => readonly string[],
  ): Promise<void> {
    const ofJobs = entries.filter(({ scope }) => isOfJobs(scope));
    const others = entries.filter(({ scope }) => !isOfJobs(scope));
    const counting = Promise.all(ofJobs.map(read)).then(() => {
      const jobIds = new Set(ofJobs.flatMap((entry) => this.#findJobsToCount(entry)));
      return this.#account.countTasks(pickJobs([...jobIds]));
    });
    await Promise.all([...others.map(read), counting]);
  }

  #findPolled(): readonly Entry[] {
    const watchers = [...this.#watchers];
    return this.#account
      .listEntries()
      .filter(isWorthPolling)
      .filter(({ scope }) => watchers.some(({ wants }) => wants(scope)));
  }

  #isOlder({ loaded: { slice } }: Entry, ms: number): boolean {
    return slice.loadedAt !== undefined && this.#clock.now() - Date.parse(slice.loadedAt) > ms;
  }

  #takeJobs(jobIds: readonly string[]): readonly string[] {
    const inSight = this.#findPolled().flatMap(({ scope }) => (scope.kind === 'tasks' ? [scope.jobId] : []));
    return this.#turns.take({ jobIds, inSight: new Set(inSight) });
  }

  /**
   * Finds the jobs whose counts are known and may have changed: the counts of a completed job stay the same unless the
   * job itself changed.
   */
  #findJobsToCount({ scope, loaded }: Entry): readonly string[] {
    if (!isOfJobs(scope)) return [];
    // The items of a list of jobs are jobs.
    const jobs = loaded.slice.items as readonly Job[];
    return jobs
      .filter(({ id, state }) => state !== 'completed' || this.#turns.hasChanged(id))
      .filter(({ id }) => this.#account.isCounted(id))
      .map(({ id }) => id);
  }
}

/**
 * Checks whether a list should be polled. Lists that no longer exist at the service, or take a long search, are
 * reloaded only on request; lists that fail or don't respond are polled later.
 */
function isWorthPolling({ loaded: { slice }, polled }: Entry): boolean {
  const isResting = slice.error !== undefined && polled.isResting;
  return slice.error?.status !== 404 && slice.emptyPages === undefined && !polled.isBeingRead && !isResting;
}

function isOfJobs(scope: Scope): boolean {
  return scope.kind === 'jobs' || scope.kind === 'scheduleJobs';
}

/** Returns true if a list was only loaded further, and the items that it had are unchanged. */
function isReadFurther(before: Slice<AnyItem>, { items }: Slice<AnyItem>): boolean {
  if (before.loadedAt === undefined) return true;
  return before.hasMore && before.items.every((item, index) => item === items[index]);
}

function findChanged(before: readonly AnyItem[], after: readonly AnyItem[]): readonly string[] {
  const known = new Map(before.map((item) => [toItemKey(item), item]));
  return after
    .map((item) => [toItemKey(item), item] as const)
    .filter(([key, item]) => known.has(key) && known.get(key) !== item)
    .map(([key]) => key);
}
