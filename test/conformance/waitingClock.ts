import { type Clock, type Scheduled, SteppedClock } from '../../src/simulator/clock.ts';

/** Time that passes only while a test waits: requests without waits happen at the same time, even on a slow machine. */
export class WaitingClock implements Clock {
  readonly #clock = new SteppedClock(Date.now());
  #passing: Promise<void> = Promise.resolve();

  now(): number {
    return this.#clock.now();
  }

  /** Returns the computer's time for clients, which do not wait. */
  clientNow(): number {
    return Date.now();
  }

  schedule(delayMs: number, callback: () => void): Scheduled {
    return this.#clock.schedule(delayMs, callback);
  }

  /** Lets `ms` pass, after earlier calls have finished. */
  advance(ms: number): Promise<void> {
    this.#passing = this.#passing.then(() => this.#clock.advance(ms));
    return this.#passing;
  }
}
