import type { Clock, ScheduledCall } from '../clock.ts';

/** How much longer than asked for the pause becomes, at most, while nothing can be had. */
const maxSlowdown = 10;

/**
 * Repeats `work` for all who watch, at the interval of the most impatient. The next turn begins that long after the
 * last one ended, so that a slow service is not asked faster, and an hour of sleep is caught up by one turn. After each
 * turn in a row that gets nothing the pause doubles: who is offline is not asked for every few seconds.
 */
export class Poller {
  readonly #clock: Clock;
  readonly #work: () => Promise<boolean>;
  readonly #intervals = new Set<{ readonly ms: number }>();
  #timer: ScheduledCall | undefined;
  #working = false;
  #slowdown = 1;

  /** `work` resolves to whether it got anything. */
  constructor(clock: Clock, work: () => Promise<boolean>) {
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
    this.#timer = this.#clock.schedule(intervalMs * this.#slowdown, () => {
      void this.#turn();
    });
  }

  async #turn(): Promise<void> {
    this.#working = true;
    try {
      const gotSomething = await this.#work();
      this.#slowdown = gotSomething ? 1 : Math.min(maxSlowdown, this.#slowdown * 2);
    } finally {
      this.#working = false;
      this.#schedule();
    }
  }
}
