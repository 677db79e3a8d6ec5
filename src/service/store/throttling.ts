import type { Clock, ScheduledCall } from '../../core/clock.ts';
import type { Attempt } from '../ports.ts';

/**
 * Until when the service throttles us, in milliseconds since the epoch, given one more attempt: `undefined` when the
 * service takes requests again, or when nothing is retried; `known` when the attempt says nothing about it. A request
 * that succeeds before the wait is over was sent at the same time as the throttled one, and says nothing either.
 */
export function toThrottledUntil(known: number | undefined, attempt: Attempt, nowMs: number): number | undefined {
  // Resource Manager has limits of its own.
  if (attempt.host !== undefined) return known;
  const { status, retryInMs } = attempt;
  if (status === undefined) return known;
  if (status < 400) return known !== undefined && nowMs < known ? known : undefined;
  if (status !== 429 && status !== 503) return known;
  return retryInMs === undefined ? undefined : Math.max(known ?? 0, nowMs + retryInMs);
}

/** How long a service that throttled us has to take requests again before that is over: longer than between two refreshes. */
const calmMs = 60_000;

/**
 * Whether an account throttles us. While too many requests are sent each refresh is throttled again, which counts as
 * one state.
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

  /** Until when nothing is to be sent, in milliseconds since the epoch; undefined while the service takes requests. */
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
