/** Jobs that are counted again in one refresh, one request each; the others have their turn later. */
export const countsPerTurn = 3;

/** A count that was the same again rests, each time twice as long: what it says is minutes old at most. */
const firstRestMs = 10_000;
/** With the pause of the poller it makes two minutes. */
const longestRestMs = 105_000;

interface Turn {
  readonly askedAtMs: number;
  readonly restMs: number;
}

/** What is known of the jobs of which some are to be counted. */
export interface Countable {
  readonly jobIds: readonly string[];
  /** Jobs whose tasks are on display. */
  readonly inSight: ReadonlySet<string>;
}

/**
 * Which jobs are counted next: those that changed, those that are visible, then those counted longest ago. One count of
 * each turn is for the last group, so that no job waits forever.
 */
export class CountTurns {
  readonly #turns = new Map<string, Turn>();
  readonly #changed = new Set<string>();
  readonly #now: () => number;

  /** `now` in milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The jobs whose turn it is. They are asked for from now on, whatever comes of it. */
  take({ jobIds, inSight }: Countable): readonly string[] {
    const due = jobIds.filter((jobId) => this.#isDue(jobId)).sort((a, b) => this.#askedAtMs(a) - this.#askedAtMs(b));
    const first = [...due.filter((jobId) => this.#changed.has(jobId)), ...due.filter((jobId) => inSight.has(jobId))];
    const taken = new Set([...new Set(first)].slice(0, countsPerTurn - 1));
    for (const jobId of due) if (taken.size < countsPerTurn) taken.add(jobId);
    for (const jobId of taken) this.#noteAsked(jobId);
    return [...taken];
  }

  /** Whether one of these jobs has waited for its turn for too long. */
  hasOverdue(jobIds: readonly string[]): boolean {
    return jobIds.some((jobId) => !this.#restsFor(jobId, longestRestMs));
  }

  /** The job itself changed, and with it what it counted, perhaps. */
  noteJob(jobId: string): void {
    this.#turns.delete(jobId);
    this.#changed.add(jobId);
  }

  /** Whether the job changed since it was counted. */
  hasChanged(jobId: string): boolean {
    return this.#changed.has(jobId);
  }

  /** A job was counted, with new counts or the same ones. */
  noteCounts(jobId: string, isNew: boolean): void {
    const known = this.#turns.get(jobId);
    // It was asked for before the job changed.
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

  /** False after the clock of this computer was set back, so that the job is counted again. */
  #restsFor(jobId: string, restMs: number): boolean {
    const ageMs = this.#now() - this.#askedAtMs(jobId);
    return ageMs >= 0 && ageMs < restMs;
  }
}
