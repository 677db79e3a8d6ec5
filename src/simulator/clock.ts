/** Time as the simulator sees it. Everything that moves does so through one of these. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `callback` once, `delayMs` of this clock from now. */
  schedule(delayMs: number, callback: () => void): Scheduled;
  /** The time on the watches of clients, where it is another: they know nothing of a clock that is sped up. */
  clientNow?(): number;
}

/** The time as a client has it. */
export function clientTimeMs(clock: Clock): number {
  return clock.clientNow?.() ?? clock.now();
}

export interface Scheduled {
  cancel(): void;
}

/** `setTimeout` fires at once for longer delays. */
const longestTimerMs = 2_147_483_647;

/**
 * The computer's clock. With `speed` above 1 delays pass that many times faster, and so does the time told, counted
 * from when the clock was made.
 */
export class RealClock implements Clock {
  readonly #speed: number;
  readonly #originMs = Date.now();

  constructor(speed = 1) {
    if (!(speed > 0) || !Number.isFinite(speed)) {
      throw new RangeError(`The speed of a clock is a positive number, not ${speed}.`);
    }
    this.#speed = speed;
  }

  now(): number {
    return this.#speed === 1 ? Date.now() : this.#originMs + (Date.now() - this.#originMs) * this.#speed;
  }

  clientNow(): number {
    return Date.now();
  }

  schedule(delayMs: number, callback: () => void): Scheduled {
    const atMs = this.now() + delayMs;
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const leftMs = Math.max(0, (atMs - this.now()) / this.#speed);
      timer = setTimeout(wake, Math.min(leftMs, longestTimerMs));
    };
    // A timer has a clock of its own: it may be up a moment before the time that we tell.
    const wake = (): void => (this.now() < atMs ? arm() : callback());
    arm();
    return { cancel: () => clearTimeout(timer) };
  }
}

interface Due {
  readonly atMs: number;
  readonly callback: () => void;
}

/** Turns of the event loop after which promises, streams and sockets that could go on have done so. */
const settlingTurns = 5;

/** A clock that stands still until it is told to go on. */
export class SteppedClock implements Clock {
  #nowMs: number;
  readonly #due = new Set<Due>();
  readonly #settle: () => Promise<void>;

  /** `settle` resolves when everything has gone on as far as it can without more of this clock. */
  constructor(startMs = Date.UTC(2026, 10, 20, 9, 0, 0), settle = passSettlingTurns) {
    this.#nowMs = startMs;
    this.#settle = settle;
  }

  now(): number {
    return this.#nowMs;
  }

  schedule(delayMs: number, callback: () => void): Scheduled {
    const due = { atMs: this.#nowMs + Math.max(0, delayMs), callback };
    this.#due.add(due);
    return { cancel: () => this.#due.delete(due) };
  }

  /** Lets `ms` pass: runs what falls due in order of time, and after each lets promises settle. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await this.#settle();
    for (let next = this.#next(untilMs); next !== undefined; next = this.#next(untilMs)) {
      this.#due.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.callback();
      await this.#settle();
    }
    this.#nowMs = untilMs;
  }

  /** The earliest callback until then; of two at the same time the one scheduled first. */
  #next(untilMs: number): Due | undefined {
    let first: Due | undefined;
    for (const due of this.#due) {
      if (due.atMs <= untilMs && (first === undefined || due.atMs < first.atMs)) first = due;
    }
    return first;
  }
}

async function passSettlingTurns(): Promise<void> {
  for (let turn = 0; turn < settlingTurns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
