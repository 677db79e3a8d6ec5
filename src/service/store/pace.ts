import type { Clock, ScheduledCall } from '../../core/clock.ts';
import { Cancelled } from '../../core/model/cancelled.ts';

/** Requests that may be sent at once after a pause: a small account is read without waiting. */
const burst = 60;
/** Requests per minute at which background work waits; together with refreshes, the total then stays below 240. */
const mostInMinute = 225;
const minuteMs = 60_000;
/** While tasks are being counted, one in this many requests is for other work. */
const requestsPerDetail = 6;

/**
 * Purpose of background work. `count`: counts, which should soon be complete. `detail`: details of counted items.
 * `answer`: a result that the user waits for, which waits only for room.
 */
export type BackgroundKind = 'count' | 'detail' | 'answer';

export interface PaceOptions {
  readonly clock: Clock;
  /** Returns the time until which the service accepts no requests, in milliseconds since 1970; otherwise undefined. */
  readonly findHeldUntilMs: () => number | undefined;
}

interface Waiting {
  readonly kind: BackgroundKind;
  readonly requests: number;
  admit(): void;
  refuse(): void;
}

/**
 * Lets background work send requests while the account has room for them: 60 at once, then evenly, at most 225 in any
 * minute. All requests of the account count, so background work yields to what the user waits for. It waits while the
 * service throttles and, unless it is an answer, also while the user has paused it. Each kind is first come, first
 * served; counts go before details, which get every sixth request.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #findHeldUntilMs: () => number | undefined;
  readonly #waiting = new Set<Waiting>();
  /** Times of the requests in the last minute; entries before `#first` are older. */
  #sentMs: number[] = [];
  #first = 0;
  /** Requests reserved by work that has started and not yet ended. */
  #underWay = 0;
  /** When work that is spread over time last began. */
  #spreadAtMs = Number.NEGATIVE_INFINITY;
  /** Counting requests to send before the next detail. */
  #toCount = requestsPerDetail - 1;
  #isPaused = false;
  #isDisposed = false;
  #timer: ScheduledCall | undefined;

  constructor({ clock, findHeldUntilMs }: PaceOptions) {
    this.#clock = clock;
    this.#findHeldUntilMs = findHeldUntilMs;
  }

  /**
   * Does work that sends this many requests when it is its turn. Throws `Cancelled` if its turn will no longer come.
   */
  async run<T>(work: () => Promise<T>, kind: BackgroundKind, requests = 1): Promise<T> {
    await this.#enter(kind, requests);
    try {
      return await work();
    } finally {
      this.#underWay -= requests;
      this.#admit();
    }
  }

  /** A request of the account was sent. */
  note(): void {
    this.#sentMs.push(this.#clock.elapsedMs());
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#admit();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.cancel();
    for (const { refuse } of this.#waiting) refuse();
    this.#waiting.clear();
  }

  #enter(kind: BackgroundKind, requests: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const refuse = (): void => reject(new Cancelled());
      if (this.#isDisposed) refuse();
      else this.#waiting.add({ kind, requests, admit: resolve, refuse });
      this.#admit();
    });
  }

  #admit(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    for (let next = this.#findNext(); next !== undefined; next = this.#findNext()) {
      const waitMs = this.#findWaitMs(next);
      if (waitMs > 0) {
        if (waitMs < Number.POSITIVE_INFINITY) this.#timer = this.#clock.schedule(waitMs, () => this.#admit());
        return;
      }
      this.#waiting.delete(next);
      this.#noteTurn(next);
      next.admit();
    }
  }

  #findNext(): Waiting | undefined {
    const first = new Map<BackgroundKind, Waiting>();
    for (const one of this.#waiting) if (!first.has(one.kind)) first.set(one.kind, one);
    const [count, detail] = [first.get('count'), first.get('detail')];
    const isTurnOfDetail = count === undefined || this.#toCount <= 0;
    return first.get('answer') ?? (isTurnOfDetail ? (detail ?? count) : count);
  }

  #noteTurn({ kind, requests }: Waiting): void {
    this.#underWay += requests;
    if (kind === 'answer') return;
    this.#toCount = kind === 'count' ? this.#toCount - requests : requests * (requestsPerDetail - 1);
    this.#spreadAtMs = this.#clock.elapsedMs();
  }

  /**
   * Returns the milliseconds until there is room; infinite if only the end of running work, or the user, can make some.
   */
  #findWaitMs({ kind, requests }: Waiting): number {
    if (this.#isPaused && kind !== 'answer') return Number.POSITIVE_INFINITY;
    const heldMs = Math.max(0, (this.#findHeldUntilMs() ?? 0) - this.#clock.now());
    return Math.max(heldMs, Math.ceil(this.#findRoomMs(requests, kind !== 'answer')));
  }

  #findRoomMs(requests: number, isSpread: boolean): number {
    this.#forgetOld();
    const nowMs = this.#clock.elapsedMs();
    const taken = this.#sentMs.length - this.#first + this.#underWay;
    const tooMany = taken + requests - mostInMinute;
    if (tooMany > 0) {
      const leavesAtMs = this.#sentMs[this.#first + tooMany - 1];
      return leavesAtMs === undefined ? Number.POSITIVE_INFINITY : leavesAtMs + minuteMs - nowMs;
    }
    if (!isSpread || taken < burst) return 0;
    // The remaining requests are spread over the time until more room becomes free.
    const untilMoreMs = (this.#sentMs[this.#first] ?? nowMs) + minuteMs - nowMs;
    const pauseMs = Math.max(minuteMs / mostInMinute, untilMoreMs / (mostInMinute - taken));
    return Math.max(0, this.#spreadAtMs + pauseMs - nowMs);
  }

  #forgetOld(): void {
    const fromMs = this.#clock.elapsedMs() - minuteMs;
    while ((this.#sentMs[this.#first] ?? Number.POSITIVE_INFINITY) <= fromMs) this.#first += 1;
    if (this.#first < mostInMinute) return;
    this.#sentMs = this.#sentMs.slice(this.#first);
    this.#first = 0;
  }
}
