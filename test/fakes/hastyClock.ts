import type { Clock } from '../../src/core/clock.ts';
import { testTimeMs } from './timeOf.ts';

/**
 * Time that passes only while something waits, and then immediately. Not for recurring timers, which would never end.
 */
export class HastyClock implements Clock {
  /** Durations of the skipped waits, in milliseconds. */
  readonly waits: number[] = [];
  readonly #startMs: number;
  #waitedMs = 0;

  constructor(startMs = testTimeMs) {
    this.#startMs = startMs;
  }

  now(): number {
    return this.#startMs + this.#waitedMs;
  }

  elapsedMs(): number {
    return this.#waitedMs;
  }

  schedule(delayMs: number, callback: () => void): { cancel(): void } {
    this.waits.push(delayMs);
    const soon = setImmediate(() => {
      this.#waitedMs += delayMs;
      callback();
    });
    return { cancel: () => clearImmediate(soon) };
  }
}
