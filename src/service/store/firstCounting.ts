import type { Clock, ScheduledCall } from '../../core/clock.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Job } from '../../core/model/job.ts';
import type { Disposable, Slice } from './accountStore.ts';

const concurrency = 4;
/** Number of jobs to list ahead of counting, so that the total is known soon. */
const listedAhead = 1000;
/** Pause after a job could not be counted; twice as long after each round without success. */
const restMs = 15_000;
const longestRestMs = 300_000;

/** Access to the account whose jobs are counted. */
export interface CountedAccount {
  /** Returns the job list as loaded so far, without a request. */
  findJobs(): Slice<Job>;
  isCounted(jobId: string): boolean;
  /** Never throws. */
  count(jobId: string): Promise<void>;
  /** Lists further jobs. Never throws. */
  listMore(): Promise<void>;
  /** Does work when there is room for it. Throws `Cancelled` when the account is disposed. */
  inBackground(work: () => Promise<void>): Promise<void>;
}

/**
 * Counts the tasks of an account's jobs for the first time, with one request each: first the requested jobs in order,
 * then all others in the order of the list, which is read to its end ahead of counting. A job that could not be counted
 * is tried again later.
 */
export class FirstCounting {
  readonly #account: CountedAccount;
  readonly #clock: Clock;
  readonly #wanted = new Map<string, { readonly done: Promise<void>; readonly settle: () => void }>();
  readonly #underWay = new Set<string>();
  readonly #failed = new Set<string>();
  #keepers = 0;
  #workers = 0;
  #nextRestMs = restMs;
  #rest: ScheduledCall | undefined;

  constructor(account: CountedAccount, clock: Clock) {
    this.#account = account;
    this.#clock = clock;
  }

  /** Resolves when these jobs have been counted, or counting them has failed. */
  async count(jobIds: readonly string[]): Promise<void> {
    const missing = jobIds.filter((jobId) => !this.#account.isCounted(jobId));
    const done = missing.map((jobId) => this.#want(jobId));
    this.#work();
    await Promise.all(done);
  }

  /** Counts all jobs until the returned object is disposed. */
  keep(): Disposable {
    let isKept = true;
    this.#keepers += 1;
    this.#work();
    return {
      dispose: () => {
        if (isKept) this.#keepers -= 1;
        isKept = false;
      },
    };
  }

  /** True while there are jobs to count, even if they wait for their turn. */
  get isUnderWay(): boolean {
    return this.#workers > 0;
  }

  /** Continues after the list of jobs has changed. */
  follow(): void {
    this.#work();
  }

  dispose(): void {
    this.#keepers = 0;
    this.#rest?.cancel();
    for (const { settle } of this.#wanted.values()) settle();
    this.#wanted.clear();
  }

  #want(jobId: string): Promise<void> {
    const known = this.#wanted.get(jobId);
    if (known !== undefined) return known.done;
    let settle = (): void => undefined;
    const done = new Promise<void>((resolve) => {
      settle = resolve;
    });
    this.#wanted.set(jobId, { done, settle });
    return done;
  }

  /** Starts as many workers as there is work for, up to `concurrency`. */
  #work(): void {
    while (this.#workers < concurrency && this.#findStep() !== undefined) {
      this.#workers += 1;
      void this.#workOn();
    }
  }

  async #workOn(): Promise<void> {
    try {
      while (this.#findStep() !== undefined) {
        // The next step is chosen only when its turn has come.
        await this.#account.inBackground(async () => this.#findStep()?.());
      }
    } catch (error) {
      if (!Cancelled.is(error)) throw error;
    } finally {
      this.#workers -= 1;
    }
  }

  #findStep(): (() => Promise<void>) | undefined {
    const jobId = this.#findJob();
    const isNamed = jobId !== undefined && this.#wanted.has(jobId);
    if (!isNamed && this.#mayListMore() && (jobId === undefined || this.#isShortOfJobs()))
      return () => this.#account.listMore();
    return jobId === undefined ? undefined : () => this.#count(jobId);
  }

  /** Returns true if the list should be read further before counting, because the total should be known soon. */
  #isShortOfJobs(): boolean {
    return this.#account.findJobs().items.filter(({ id }) => !this.#account.isCounted(id)).length < listedAhead;
  }

  #mayListMore(): boolean {
    const { hasMore, loading, error, emptyPages } = this.#account.findJobs();
    return this.#keepers > 0 && hasMore && !loading && error === undefined && emptyPages === undefined;
  }

  #findJob(): string | undefined {
    for (const jobId of this.#wanted.keys()) if (!this.#underWay.has(jobId)) return jobId;
    if (this.#keepers === 0 || this.#rest !== undefined) return undefined;
    return this.#account.findJobs().items.find(({ id }) => this.#isLeft(id))?.id;
  }

  #isLeft(jobId: string): boolean {
    return !this.#account.isCounted(jobId) && !this.#underWay.has(jobId) && !this.#failed.has(jobId);
  }

  async #count(jobId: string): Promise<void> {
    this.#underWay.add(jobId);
    await this.#account.count(jobId);
    this.#underWay.delete(jobId);
    this.#wanted.get(jobId)?.settle();
    this.#wanted.delete(jobId);
    if (!this.#account.isCounted(jobId)) this.#leave(jobId);
    else if (this.#failed.delete(jobId)) this.#nextRestMs = restMs;
  }

  /** After a failure, pauses counting for a while; the job gets another turn after the others. */
  #leave(jobId: string): void {
    this.#failed.add(jobId);
    this.#rest ??= this.#clock.schedule(this.#nextRestMs, () => {
      this.#rest = undefined;
      if (this.#account.findJobs().items.every(({ id }) => !this.#isLeft(id))) {
        this.#failed.clear();
        this.#nextRestMs = Math.min(longestRestMs, 2 * this.#nextRestMs);
      }
      this.#work();
    });
  }
}
