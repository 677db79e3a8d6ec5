import { BatchError } from '../../core/model/batchError.ts';
import type { TaskCounts } from '../../core/model/job.ts';
import type { JobPort } from '../ports.ts';
import { Slots } from '../slots.ts';

/** Counts that are asked for at the same time; the rest of the account shall not wait for them. */
const concurrency = 4;

/** Asks for the task counts of jobs, one request each. Of several answers for a job the one asked for last counts. */
export class TaskCountsLoader {
  readonly #jobs: JobPort;
  readonly #onCounts: (jobId: string, counts: TaskCounts | undefined) => void;
  readonly #slots = new Slots(concurrency);
  readonly #newest = new Map<string, number>();
  #asked = 0;

  /** `onCounts` is told what is known of a job; nothing when the job is gone. */
  constructor(jobs: JobPort, onCounts: (jobId: string, counts: TaskCounts | undefined) => void) {
    this.#jobs = jobs;
    this.#onCounts = onCounts;
  }

  /** Never throws: counts that cannot be had stay as they were. */
  async load(jobIds: readonly string[], signal: AbortSignal): Promise<void> {
    await Promise.all([...new Set(jobIds)].map((jobId) => this.#loadOne(jobId, signal)));
  }

  /** Of these jobs the `limit` ones that were asked for longest ago. */
  pickStalest(jobIds: readonly string[], limit: number): readonly string[] {
    if (jobIds.length <= limit) return jobIds;
    const turnOf = (jobId: string): number => this.#newest.get(jobId) ?? 0;
    return jobIds.toSorted((a, b) => turnOf(a) - turnOf(b)).slice(0, limit);
  }

  async #loadOne(jobId: string, signal: AbortSignal): Promise<void> {
    const turn = ++this.#asked;
    this.#newest.set(jobId, turn);
    try {
      const counts = await this.#slots.run(() => this.#jobs.getTaskCounts(jobId, { signal }), signal);
      if (this.#newest.get(jobId) === turn) this.#onCounts(jobId, counts);
    } catch (error) {
      if (BatchError.is(error, 'JobNotFound') && this.#newest.get(jobId) === turn) this.#onCounts(jobId, undefined);
    }
  }
}
