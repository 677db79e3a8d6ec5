import type { Clock, ScheduledCall } from '../../core/clock.ts';
import type { Attempt } from '../ports.ts';

/**
 * Returns the time until which the service throttles the account, in milliseconds since the epoch, after one more
 * attempt: `undefined` if the service accepts requests again, or if nothing is retried; `known` if the attempt is
 * inconclusive. A request that succeeds before the wait is over was sent at the same time as the throttled one, so it
 * is inconclusive, too.
 */
export function toThrottledUntil(known: number | undefined, attempt: Attempt, nowMs: number): number | undefined {
  // Resource Manager has its own limits.
  if (attempt.host !== undefined) return known;
  const { status, retryInMs } = attempt;
  if (status === undefined) return known;
  if (status < 400) return known !== undefined && nowMs < known ? known : undefined;
  if (status !== 429 && status !== 503) return known;
  return retryInMs === undefined ? undefined : Math.max(known ?? 0, nowMs + retryInMs);
}

/** Throttling is over once the service has accepted requests for this long: longer than between two refreshes. */
const calmMs = 60_000;

/**
 * Tracks whether the service throttles an account. Consecutive refreshes that are all throttled count as one period of
 * throttling.
 */
export class Throttling {
  readonly #clock: Clock;
  readonly #onChange: (untilMs: number | undefined) => void;
  #untilMs: number | undefined;
  #calm: ScheduledCall | undefined;

  /**
   * `onChange` gets the end of the next or the last wait, in milliseconds since the epoch; undefined when throttling is
   * over.
   */
  constructor(clock: Clock, onChange: (untilMs: number | undefined) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /**
   * The time until which nothing is to be sent, in milliseconds since the epoch; undefined while the service accepts
   * requests.
   */
  get untilMs(): number | undefined {
    return this.#untilMs;
  }

  note(attempt: Attempt): void {
    const before = this.#untilMs;
    this.#untilMs = toThrottledUntil(before, attempt, this.#clock.now());
    if (this.#untilMs === before) return;
    this.#calm?.cancel();
    if (this.#untilMs === undefined) this.#calm = this.#clock.schedule(calmMs, () => this.#onChange(undefined));
    this.#onChange(this.#untilMs ?? before);
  }

  dispose(): void {
    this.#calm?.cancel();
  }
}
