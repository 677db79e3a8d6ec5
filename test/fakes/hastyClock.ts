import type { Clock } from '../../src/core/clock.ts';

/** The real time, but that what somebody waits for passes at once. Not for what beats: it would without end. */
export class HastyClock implements Clock {
  /** How long each wait would have been, in milliseconds. */
  readonly waits: number[] = [];
  #waitedMs = 0;

  now(): number {
    return Date.now() + this.#waitedMs;
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
