/** Number of jobs that are counted in one refresh, with one request each; other jobs have their turn later. */
export const countsPerTurn = 3;

/** First pause before unchanged counts are requested again; doubles each time, but counts are at most minutes old. */
const firstRestMs = 10_000;
/** Together with the poller's interval, this makes two minutes. */
const longestRestMs = 105_000;

/** Jobs to choose from, of which some are counted. */
export interface Countable {
  readonly jobIds: readonly string[];
  readonly inSight: ReadonlySet<string>;
}

/**
 * Chooses the jobs to count next: those that changed, then visible ones, then those counted longest ago. One count of
 * each turn is reserved for the last group, so that no job waits forever.
 */
export class CountTurns {
  readonly #turns = new Map<string, { readonly askedAtMs: number; readonly restMs: number }>();
  readonly #changed = new Set<string>();
  readonly #now: () => number;

  /** `now` in milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Returns the jobs to count now, and records them as requested, even if counting fails. */
  take({ jobIds, inSight }: Countable): readonly string[] {
    const due = jobIds.filter((jobId) => this.#isDue(jobId)).sort((a, b) => this.#askedAtMs(a) - this.#askedAtMs(b));
    const first = [...due.filter((jobId) => this.#changed.has(jobId)), ...due.filter((jobId) => inSight.has(jobId))];
    const taken = new Set([...new Set(first)].slice(0, countsPerTurn - 1));
    for (const jobId of due) if (taken.size < countsPerTurn) taken.add(jobId);
    for (const jobId of taken) this.#noteAsked(jobId);
    return [...taken];
  }

  /** Returns true if one of these jobs has waited too long for its turn. */
  hasOverdue(jobIds: readonly string[]): boolean {
    return jobIds.some((jobId) => !this.#restsFor(jobId, longestRestMs));
  }

  /** Notes that the job itself changed, so that its counts may have changed, too. */
  noteJob(jobId: string): void {
    this.#turns.delete(jobId);
    this.#changed.add(jobId);
  }

  /** Returns true if the job changed since it was counted. */
  hasChanged(jobId: string): boolean {
    return this.#changed.has(jobId);
  }

  /** Records that the job was counted. A job whose counts changed does not rest before its next turn. */
  noteCounts(jobId: string, isNew: boolean): void {
    const known = this.#turns.get(jobId);
    // The counts were requested before the job changed.
    if (known === undefined && this.#changed.has(jobId)) return;
    this.#changed.delete(jobId);
    const restMs = known === undefined ? firstRestMs : isNew ? 0 : known.restMs;
    this.#turns.set(jobId, { askedAtMs: this.#now(), restMs });
  }

  forget(jobId: string): void {
    this.#turns.delete(jobId);
    this.#changed.delete(jobId);
  }

  #noteAsked(jobId: string): void {
    const restMs = Math.min(longestRestMs, Math.max(firstRestMs, 2 * (this.#turns.get(jobId)?.restMs ?? 0)));
    this.#turns.set(jobId, { askedAtMs: this.#now(), restMs });
  }

  #askedAtMs(jobId: string): number {
    return this.#turns.get(jobId)?.askedAtMs ?? 0;
  }

  #isDue(jobId: string): boolean {
    return !this.#restsFor(jobId, this.#turns.get(jobId)?.restMs ?? 0);
  }

  /** Checks whether a job was requested less than `restMs` ago; false if the clock was set back, so it is counted. */
  #restsFor(jobId: string, restMs: number): boolean {
    const ageMs = this.#now() - this.#askedAtMs(jobId);
    return ageMs >= 0 && ageMs < restMs;
  }
}
