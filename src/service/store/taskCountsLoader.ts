import { BatchError } from '../../core/model/batchError.ts';
import type { TaskCounts } from '../../core/model/job.ts';
import type { JobPort } from '../ports.ts';
import { Slots } from '../slots.ts';

/** Maximum number of concurrent counts; the rest of the account should not have to wait for them. */
const concurrency = 4;

/**
 * Requests the task counts of jobs, one request each. Of several responses for a job, the one to the latest request
 * counts.
 */
export class TaskCountsLoader {
  readonly #jobs: JobPort;
  readonly #onCounts: (jobId: string, counts: TaskCounts | undefined) => void;
  readonly #signal: AbortSignal;
  readonly #slots = new Slots(concurrency);
  readonly #newest = new Map<string, number>();
  /** Requests that are not sent yet: until then, their responses will be current for every caller. */
  readonly #waiting = new Map<string, Promise<void>>();
  /** The newest unanswered request for each job, sent or not. */
  readonly #underWay = new Map<string, Promise<void>>();
  #asked = 0;

  /** `onCounts` gets the counts of a job, or undefined when the job is gone. */
  constructor(jobs: JobPort, onCounts: (jobId: string, counts: TaskCounts | undefined) => void, signal: AbortSignal) {
    this.#jobs = jobs;
    this.#onCounts = onCounts;
    this.#signal = signal;
  }

  /** Loads the task counts of jobs. Never throws: counts that cannot be read stay as they were. */
  async load(jobIds: readonly string[]): Promise<void> {
    await Promise.all(jobIds.map((jobId) => this.#waiting.get(jobId) ?? this.#loadOne(jobId)));
  }

  /** Like `load`, but also accepts the response to a request that was sent before this call. */
  async join(jobIds: readonly string[]): Promise<void> {
    await Promise.all(jobIds.map((jobId) => this.#underWay.get(jobId) ?? this.#loadOne(jobId)));
  }

  /** Returns true while the job's counts are requested or queued. */
  isUnderWay(jobId: string): boolean {
    return this.#underWay.has(jobId);
  }

  #loadOne(jobId: string): Promise<void> {
    const loading = this.#ask(jobId).finally(() => {
      if (this.#underWay.get(jobId) === loading) this.#underWay.delete(jobId);
    });
    this.#waiting.set(jobId, loading);
    this.#underWay.set(jobId, loading);
    return loading;
  }

  async #ask(jobId: string): Promise<void> {
    const turn = ++this.#asked;
    this.#newest.set(jobId, turn);
    try {
      const counts = await this.#slots.run(() => {
        this.#waiting.delete(jobId);
        return this.#jobs.getTaskCounts(jobId, { signal: this.#signal });
      }, this.#signal);
      if (this.#newest.get(jobId) === turn) this.#onCounts(jobId, counts);
    } catch (error) {
      if (BatchError.is(error, 'JobNotFound') && this.#newest.get(jobId) === turn) this.#onCounts(jobId, undefined);
    }
  }
}
