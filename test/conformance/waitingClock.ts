import { type Clock, type Scheduled, SteppedClock } from '../../src/simulator/clock.ts';

/** Time that passes only while a test waits: requests without waits happen at one time, however slow the machine is. */
export class WaitingClock implements Clock {
  readonly #clock = new SteppedClock(Date.now());
  #passing: Promise<void> = Promise.resolve();

  now(): number {
    return this.#clock.now();
  }

  /** Clients do not wait: they have the computer's time. */
  clientNow(): number {
    return Date.now();
  }

  schedule(delayMs: number, callback: () => void): Scheduled {
    return this.#clock.schedule(delayMs, callback);
  }

  /** Lets `ms` pass, after those that others let pass already. */
  advance(ms: number): Promise<void> {
    this.#passing = this.#passing.then(() => this.#clock.advance(ms));
    return this.#passing;
  }
}
