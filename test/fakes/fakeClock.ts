interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** Time that stands still until a test advances it. */
export class FakeClock {
  readonly #timers = new Set<Timer>();
  readonly #startMs: number;
  #nowMs: number;
  #setByMs = 0;

  constructor(startMs = Date.parse('2026-11-20T09:00:00Z')) {
    this.#startMs = startMs;
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs + this.#setByMs;
  }

  elapsedMs(): number {
    return this.#nowMs - this.#startMs;
  }

  /** Moves the displayed time by `ms` without letting time pass. */
  setBy(ms: number): void {
    this.#setByMs += ms;
  }

  schedule(delayMs: number, callback: () => void): { cancel(): void } {
    const timer = { dueMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return { cancel: () => this.#timers.delete(timer) };
  }

  /** Number of pending timers, which something still awaits. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets `ms` pass, and runs due timers in order, including newly scheduled ones. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.callback();
    }
    this.#nowMs = endMs;
  }
}
