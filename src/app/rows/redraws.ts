import type { Clock, ScheduledCall } from '../../core/clock.ts';
import type { Disposable } from '../../core/event.ts';

/** Maximum milliseconds between redraws of a constantly changing list. */
const longestRestMs = 5_000;

/**
 * Schedules redraws of a view's rows: soon after a change, and less and less often, down to every five seconds, while
 * lists keep changing, for example while an account is counted. Each redraw of a list takes its rows away from VS Code
 * until it has requested them again, and a button pressed during that time belongs to no row.
 */
export class Redraws implements Disposable {
  readonly #clock: Clock;
  readonly #gatherMs: number;
  readonly #redraw: () => boolean;
  #planned: { readonly atMs: number; readonly call: ScheduledCall } | undefined;
  /** Time at which rows were last taken away, in `elapsedMs`, and how long the next redraw waits after that. */
  #takenAtMs = Number.NEGATIVE_INFINITY;
  #restMs = 0;

  /** `redraw` returns true if it took rows away from VS Code, and never throws. */
  constructor(clock: Clock, gatherMs: number, redraw: () => boolean) {
    this.#clock = clock;
    this.#gatherMs = gatherMs;
    this.#redraw = redraw;
  }

  /**
   * Schedules a redraw that also covers other changes at the same time. Leaves the list unchanged for a while after the
   * last redraw.
   */
  schedule(): void {
    const nowMs = this.#clock.elapsedMs();
    this.#plan(Math.max(nowMs + this.#gatherMs, this.#takenAtMs + this.#restMs));
  }

  /**
   * Schedules a redraw as soon as simultaneous changes are collected, for a change that the user has requested and is
   * waiting for.
   */
  scheduleSoon(): void {
    this.#plan(this.#clock.elapsedMs() + this.#gatherMs);
  }

  dispose(): void {
    this.#planned?.call.cancel();
    this.#planned = undefined;
  }

  #plan(atMs: number): void {
    if (this.#planned !== undefined && this.#planned.atMs <= atMs) return;
    this.#planned?.call.cancel();
    const call = this.#clock.schedule(atMs - this.#clock.elapsedMs(), () => {
      this.#planned = undefined;
      if (this.#redraw()) this.#noteTaken();
    });
    this.#planned = { atMs, call };
  }

  #noteTaken(): void {
    const nowMs = this.#clock.elapsedMs();
    const isSteady = nowMs - this.#takenAtMs < 2 * longestRestMs;
    this.#restMs = isSteady ? Math.min(longestRestMs, 2 * this.#restMs) : this.#gatherMs;
    this.#takenAtMs = nowMs;
  }
}
