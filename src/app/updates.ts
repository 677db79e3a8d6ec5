import type { Clock, ScheduledCall } from '../core/clock.ts';
import type { Disposable } from '../core/event.ts';

/**
 * Runs an update shortly after it is requested, one at a time, and once more if it was requested while one was running.
 */
export class Updates implements Disposable {
  readonly #clock: Clock;
  readonly #gatherMs: () => number;
  readonly #update: () => Promise<void>;
  #timer: ScheduledCall | undefined;
  #isRunning = false;
  #isWanted = false;
  #isDisposed = false;

  /** Requests within `gatherMs`, which may change over time, become one update. `update` never throws. */
  constructor(clock: Clock, gatherMs: number | (() => number), update: () => Promise<void>) {
    this.#clock = clock;
    this.#gatherMs = typeof gatherMs === 'number' ? () => gatherMs : gatherMs;
    this.#update = update;
  }

  schedule(): void {
    this.#isWanted = true;
    if (this.#timer !== undefined || this.#isRunning || this.#isDisposed) return;
    this.#timer = this.#clock.schedule(this.#gatherMs(), () => {
      this.#timer = undefined;
      void this.#run();
    });
  }

  /** Cancels an update that was requested and has not started. */
  cancel(): void {
    this.#isWanted = false;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.cancel();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    this.#isWanted = false;
    await this.#update();
    this.#isRunning = false;
    if (this.#isWanted) this.schedule();
  }
}
