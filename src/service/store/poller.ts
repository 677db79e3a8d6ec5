import type { Clock, ScheduledCall } from '../clock.ts';

/**
 * Repeats `work` for all who watch, at the interval of the most impatient. The next turn begins that long after the
 * last one ended, so that a slow service is not asked faster, and an hour of sleep is caught up by one turn.
 */
export class Poller {
  readonly #clock: Clock;
  readonly #work: () => Promise<void>;
  readonly #intervals = new Set<{ readonly ms: number }>();
  #timer: ScheduledCall | undefined;
  #working = false;

  constructor(clock: Clock, work: () => Promise<void>) {
    this.#clock = clock;
    this.#work = work;
  }

  /** Repeats every `intervalMs` until disposed. */
  watch(intervalMs: number): { dispose(): void } {
    const interval = { ms: intervalMs };
    this.#intervals.add(interval);
    this.#schedule();
    return {
      dispose: () => {
        if (this.#intervals.delete(interval)) this.#schedule();
      },
    };
  }

  dispose(): void {
    this.#intervals.clear();
    this.#schedule();
  }

  #schedule(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#working || this.#intervals.size === 0) return;
    const intervalMs = Math.min(...[...this.#intervals].map(({ ms }) => ms));
    this.#timer = this.#clock.schedule(intervalMs, () => {
      void this.#turn();
    });
  }

  async #turn(): Promise<void> {
    this.#working = true;
    try {
      await this.#work();
    } finally {
      this.#working = false;
      this.#schedule();
    }
  }
}
