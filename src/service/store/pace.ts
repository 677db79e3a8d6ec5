import { Cancelled } from '../../core/model/cancelled.ts';
import type { Clock, ScheduledCall } from '../clock.ts';

/** So many requests may be sent at once after a time of rest: a small account is read without a pause. */
const burst = 60;
const perMinute = 180;
const msPerRequest = 60_000 / perMinute;

export interface PaceOptions {
  readonly clock: Clock;
  /** Until when the service wants no requests, in milliseconds since 1970; undefined when it takes them. */
  readonly findHeldUntilMs: () => number | undefined;
}

/**
 * Lets work in the background send its requests while the account has room for them: 60 at once and three a second, at
 * most 240 in any minute. Every request of the account takes of that, whoever sends it, so that this work yields to what
 * somebody waits for. It waits while the service throttles, and while somebody has paused it. First come, first served.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #findHeldUntilMs: () => number | undefined;
  readonly #waiting = new Set<{ admit(): void; refuse(): void }>();
  #room = burst;
  #filledAtMs: number;
  /** Work that has begun; room is kept for a request of each. */
  #underWay = 0;
  #isPaused = false;
  #isDisposed = false;
  #timer: ScheduledCall | undefined;

  constructor({ clock, findHeldUntilMs }: PaceOptions) {
    this.#clock = clock;
    this.#findHeldUntilMs = findHeldUntilMs;
    this.#filledAtMs = clock.elapsedMs();
  }

  /** Does the work when it is its turn. Throws `Cancelled` when that does not come any more. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      this.#admit();
    }
  }

  /** A request was sent, by whomever. */
  note(): void {
    this.#fill();
    this.#room -= 1;
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

  #enter(): Promise<void> {
    return new Promise((resolve, reject) => {
      const refuse = (): void => reject(new Cancelled());
      if (this.#isDisposed) refuse();
      else this.#waiting.add({ admit: resolve, refuse });
      this.#admit();
    });
  }

  #admit(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    for (const one of this.#waiting) {
      const waitMs = this.#findWaitMs();
      if (waitMs > 0) {
        if (waitMs < Number.POSITIVE_INFINITY) this.#timer = this.#clock.schedule(waitMs, () => this.#admit());
        return;
      }
      this.#waiting.delete(one);
      this.#underWay += 1;
      one.admit();
    }
  }

  /** How long until there is room; none when nobody knows. */
  #findWaitMs(): number {
    if (this.#isPaused) return Number.POSITIVE_INFINITY;
    this.#fill();
    const missing = this.#underWay + 1 - this.#room;
    const heldMs = (this.#findHeldUntilMs() ?? 0) - this.#clock.now();
    return Math.max(0, Math.ceil(missing * msPerRequest), heldMs);
  }

  #fill(): void {
    const nowMs = this.#clock.elapsedMs();
    this.#room = Math.min(burst, this.#room + (nowMs - this.#filledAtMs) / msPerRequest);
    this.#filledAtMs = nowMs;
  }
}
