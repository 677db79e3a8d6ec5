import type { Clock, ScheduledCall } from './clock.ts';
import { Cancelled } from './model/cancelled.ts';
import { minuteMs } from './words/durations.ts';

/** Number of requests that may be sent at once after a pause, so that a small account is read without waiting. */
const burst = 60;
/** Requests per minute above which background work waits; with refreshes, the total stays below 240. */
const usualMost = 225;
/** While tasks are being counted, one in this many requests is for other work. */
const requestsPerDetail = 6;

/**
 * Purpose of background work. `count`: counts, which should soon be complete. `detail`: details of counted items.
 * `answer`: a result that the user waits for, which is delayed only by a lack of room.
 */
export type BackgroundKind = 'count' | 'detail' | 'answer';

export interface PaceOptions {
  readonly clock: Clock;
  /** Maximum number of requests in any minute. */
  readonly most?: number;
  /** Returns the time until which the service accepts no requests, in milliseconds since 1970; otherwise undefined. */
  readonly findHeldUntilMs?: () => number | undefined;
}

interface Waiting {
  readonly kind: BackgroundKind;
  readonly requests: number;
  admit(): void;
  refuse(): void;
}

/**
 * Lets work send requests while the account has room for them in the current minute; background work sends 60 at once,
 * then spreads the rest evenly. All noted requests count, so background work yields to work that the user waits for.
 * Background work waits while the service throttles requests and, unless it is an answer, while the user has paused it.
 * Each kind is processed in order of arrival. Counts go before details, which get every sixth request.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #findHeldUntilMs: () => number | undefined;
  readonly #waiting = new Set<Waiting>();
  /** Times of the requests in the last minute; entries before `#first` are older. */
  #sentMs: number[] = [];
  #first = 0;
  /** Requests reserved by work that has started and not yet ended. */
  #underWay = 0;
  #spreadAtMs = Number.NEGATIVE_INFINITY;
  /** Number of counting requests to send before the next request for details. */
  #toCount = requestsPerDetail - 1;
  #isPaused = false;
  #isDisposed = false;
  #timer: ScheduledCall | undefined;

  constructor({ clock, most = usualMost, findHeldUntilMs = () => undefined }: PaceOptions) {
    this.#clock = clock;
    this.#most = most;
    this.#findHeldUntilMs = findHeldUntilMs;
  }

  /** The number of requests in the last minute. */
  get sent(): number {
    const fromMs = this.#clock.elapsedMs() - minuteMs;
    while ((this.#sentMs[this.#first] ?? Number.POSITIVE_INFINITY) <= fromMs) this.#first += 1;
    if (this.#first >= this.#most) {
      this.#sentMs = this.#sentMs.slice(this.#first);
      this.#first = 0;
    }
    return this.#sentMs.length - this.#first;
  }

  /**
   * Runs work that sends this many requests, when it is its turn. Throws `Cancelled` if its turn never comes, or if
   * `signal` is aborted before it does.
   */
  async run<T>(work: () => Promise<T>, kind: BackgroundKind, requests = 1, signal?: AbortSignal): Promise<T> {
    await this.#enter(kind, requests, signal);
    try {
      return await work();
    } finally {
      this.#underWay -= requests;
      this.#admit();
    }
  }

  /** Notes that a request of the account was sent. */
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

  async #enter(kind: BackgroundKind, requests: number, signal: AbortSignal | undefined): Promise<void> {
    let leave = (): void => undefined;
    const turn = new Promise<void>((admit, reject) => {
      const waiting = { kind, requests, admit, refuse: (): void => reject(new Cancelled()) };
      this.#waiting.add(waiting);
      leave = () => {
        if (this.#waiting.delete(waiting)) waiting.refuse();
        this.#admit();
      };
    });
    signal?.addEventListener('abort', leave, { once: true });
    if (this.#isDisposed || signal?.aborted) leave();
    else this.#admit();
    await turn.finally(() => signal?.removeEventListener('abort', leave));
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
   * Returns the milliseconds until there is room; infinite if only the end of running work, or the user, can make room.
   */
  #findWaitMs({ kind, requests }: Waiting): number {
    if (this.#isPaused && kind !== 'answer') return Number.POSITIVE_INFINITY;
    const heldMs = (this.#findHeldUntilMs() ?? 0) - this.#clock.now();
    const roomMs = this.findRoomMs(requests, this.#underWay) || (kind === 'answer' ? 0 : this.#findPauseMs());
    return Math.max(0, heldMs, Math.ceil(roomMs));
  }

  /**
   * Returns the milliseconds until this many requests may be sent at once, in addition to `underWay`; infinite if only
   * the end of that work can make room.
   */
  findRoomMs(requests: number, underWay = 0): number {
    const tooMany = this.sent + underWay + requests - this.#most;
    if (tooMany <= 0) return 0;
    const leavesAtMs = this.#sentMs[this.#first + tooMany - 1];
    return leavesAtMs === undefined ? Number.POSITIVE_INFINITY : leavesAtMs + minuteMs - this.#clock.elapsedMs();
  }

  /** Returns the pause in milliseconds that spreads requests over the time until more room becomes free. */
  #findPauseMs(): number {
    const taken = this.sent + this.#underWay;
    if (taken < burst) return 0;
    const nowMs = this.#clock.elapsedMs();
    const untilMoreMs = (this.#sentMs[this.#first] ?? nowMs) + minuteMs - nowMs;
    const pauseMs = Math.max(minuteMs / this.#most, untilMoreMs / (this.#most - taken));
    return Math.max(0, this.#spreadAtMs + pauseMs - nowMs);
  }
}
