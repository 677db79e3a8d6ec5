import type { Clock, ScheduledCall } from '../../core/clock.ts';
import type { Disposable } from '../../core/event.ts';

/** The longest that a constantly changing list stays as last drawn, in milliseconds. */
const longestRestMs = 5_000;

/**
 * Schedules when the rows of a view are redrawn: soon after a change, and less and less often, down to every five
 * seconds, while lists keep changing, as while an account is counted. Each redraw of a list takes its rows away from VS
 * Code until it has requested them again, and a button pressed in that time belongs to no row.
 */
export class Redraws implements Disposable {
  readonly #clock: Clock;
  readonly #gatherMs: number;
  readonly #redraw: () => boolean;
  #planned: { readonly atMs: number; readonly call: ScheduledCall } | undefined;
  /** When rows were last taken away, in `elapsedMs`, and how long after that the next redraw waits. */
  #takenAtMs = Number.NEGATIVE_INFINITY;
  #restMs = 0;

  /** `redraw` returns true when it took rows away from VS Code, and never throws. */
  constructor(clock: Clock, gatherMs: number, redraw: () => boolean) {
    this.#clock = clock;
    this.#gatherMs = gatherMs;
    this.#redraw = redraw;
  }

  /**
   * Schedules a redraw that also covers other changes at the same time, and leaves the list unchanged for a while after
   * the last one.
   */
  schedule(): void {
    const nowMs = this.#clock.elapsedMs();
    this.#plan(Math.max(nowMs + this.#gatherMs, this.#takenAtMs + this.#restMs));
  }

  /**
   * Schedules a redraw as soon as simultaneous changes are gathered, for a change that the user has requested and waits
   * for.
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
