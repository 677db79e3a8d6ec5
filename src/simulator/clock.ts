/** The simulator's time. Everything that takes time uses a clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `callback` once, after `delayMs` on this clock. */
  schedule(delayMs: number, callback: () => void): Scheduled;
  /** Advances by `ms` at once: runs what is due in order of time, and lets promises settle after each. */
  advance(ms: number): Promise<void>;
  /** Speed relative to the computer's clock; 0 if it doesn't move by itself. */
  readonly speed?: number;
  /**
   * Milliseconds until the next callback is due, for a clock that doesn't move by itself; undefined if none is
   * scheduled.
   */
  untilNextMs?(): number | undefined;
  /** Sets another time, earlier or later, without running callbacks; only for clocks that support it. */
  turnTo?(ms: number): void;
  /** The time on clients' clocks if it differs: clients don't know that this clock is faster. */
  clientNow?(): number;
}

/** Returns the clients' time. */
export function clientTimeMs(clock: Pick<Clock, 'now' | 'clientNow'>): number {
  return clock.clientNow?.() ?? clock.now();
}

export interface Scheduled {
  cancel(): void;
}

/** Maximum delay of a timer; `setTimeout` fires immediately for longer delays. */
const longestTimerMs = 2_147_483_647;

interface Due {
  readonly atMs: number;
  /** Called after the entry has been removed. */
  readonly callback: () => void;
}

/** Finds the earliest entry that is due by `untilMs`; of two at the same time, the one scheduled first. */
function findNext<T extends Due>(dues: Iterable<T>, untilMs: number): T | undefined {
  let first: T | undefined;
  for (const due of dues) {
    if (due.atMs <= untilMs && (first === undefined || due.atMs < first.atMs)) first = due;
  }
  return first;
}

interface Timed extends Due {
  timer: NodeJS.Timeout | undefined;
}

/**
 * The computer's clock. With `speed` above 1, delays and the time itself pass that many times faster, counted from when
 * the clock was created. The clock can also be moved forward, and start at another time.
 */
export class RealClock implements Clock {
  readonly speed: number;
  readonly #originMs = Date.now();
  #movedMs: number;
  readonly #due = new Set<Timed>();
  #moving: Promise<void> = Promise.resolve();

  constructor(speed = 1, startMs?: number) {
    if (!(speed > 0) || !Number.isFinite(speed)) {
      throw new RangeError(`The speed of a clock is a positive number, not ${speed}.`);
    }
    this.speed = speed;
    this.#movedMs = startMs === undefined ? 0 : startMs - this.#originMs;
  }

  now(): number {
    const clockMs = this.speed === 1 ? Date.now() : this.#originMs + (Date.now() - this.#originMs) * this.speed;
    return clockMs + this.#movedMs;
  }

  clientNow(): number {
    return Date.now();
  }

  schedule(delayMs: number, callback: () => void): Scheduled {
    const due: Timed = { atMs: this.now() + delayMs, callback, timer: undefined };
    this.#due.add(due);
    this.#arm(due);
    return { cancel: () => this.#drop(due) };
  }

  /** Moves run one after the other: otherwise callbacks would run out of order. */
  advance(ms: number): Promise<void> {
    this.#moving = this.#moving.then(() => this.#move(ms));
    return this.#moving;
  }

  async #move(ms: number): Promise<void> {
    const untilMs = this.now() + ms;
    for (let next = findNext(this.#due, untilMs); next !== undefined; next = findNext(this.#due, untilMs)) {
      this.#moveTo(next.atMs);
      this.#drop(next);
      next.callback();
      await passSettlingTurns();
    }
    this.#moveTo(untilMs);
    // Timers don't account for the time that was skipped.
    for (const due of this.#due) this.#arm(due);
  }

  #moveTo(ms: number): void {
    this.#movedMs += Math.max(0, ms - this.now());
  }

  #arm(due: Timed): void {
    clearTimeout(due.timer);
    const leftMs = Math.max(0, (due.atMs - this.now()) / this.speed);
    due.timer = setTimeout(() => this.#wake(due), Math.min(leftMs, longestTimerMs));
  }

  /** Timers use another clock, so a timer may fire shortly before this clock reaches its time. */
  #wake(due: Timed): void {
    if (this.now() < due.atMs) {
      this.#arm(due);
    } else {
      this.#drop(due);
      due.callback();
    }
  }

  #drop(due: Timed): void {
    clearTimeout(due.timer);
    this.#due.delete(due);
  }
}

/** Number of turns of the event loop after which promises, streams, and sockets have made all possible progress. */
const settlingTurns = 5;

/** A clock that moves only when it is advanced. */
export class SteppedClock implements Clock {
  readonly speed = 0;
  #nowMs: number;
  readonly #due = new Set<Due>();
  readonly #settle: () => Promise<void>;

  /** `settle` resolves when everything has progressed as far as possible without advancing this clock. */
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

  protected setNow(ms: number): void {
    this.#nowMs = ms;
  }

  untilNextMs(): number | undefined {
    const next = findNext(this.#due, Number.POSITIVE_INFINITY);
    return next === undefined ? undefined : Math.max(0, next.atMs - this.#nowMs);
  }

  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await this.#settle();
    for (let next = findNext(this.#due, untilMs); next !== undefined; next = findNext(this.#due, untilMs)) {
      this.#due.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.callback();
      await this.#settle();
    }
    this.#nowMs = untilMs;
  }
}

/** A clock that moves only when it is advanced, for clients that sign with the computer's time. */
export class HeldClock extends SteppedClock {
  #advancing: Promise<void> = Promise.resolve();

  clientNow(): number {
    return Date.now();
  }

  turnTo(ms: number): void {
    this.setNow(ms);
  }

  /** Moves run one after the other, because several clients may request them. */
  override advance(ms: number): Promise<void> {
    this.#advancing = this.#advancing.then(() => super.advance(ms));
    return this.#advancing;
  }
}

async function passSettlingTurns(): Promise<void> {
  for (let turn = 0; turn < settlingTurns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
