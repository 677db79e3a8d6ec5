import { type Clock, type ScheduledCall, within } from '../../core/clock.ts';
import { findSmallest } from '../../core/extremes.ts';
import { mostSlowdown } from '../../core/model/freshness.ts';

/** Number of consecutive turns without a change after which the pause doubles. */
const stillTurns = 4;
/** The first pause after an action; each further one is longer, up to the usual one. */
const hurryMs = 2_000;
const hurryGrowth = 1.5;
/**
 * A further action shortens the pauses again only if they exceed this, so that a series of actions causes few turns.
 */
const calmMs = 5_000;
/** A turn that takes longer than this does not delay the next one any further. */
const longestTurnMs = 10_000;

/** The result of a turn: something changed, nothing changed, or nothing could be loaded to compare. */
export type TurnResult = 'moved' | 'still' | 'nothing';

/**
 * Repeats `work` for all watchers, at the shortest of their intervals: more often after an action, less often while
 * nothing changes. The interval starts at the end of a turn, so that a slow service is not polled faster, and a single
 * turn catches up after an hour of sleep.
 */
export class Poller {
  readonly #clock: Clock;
  readonly #work: () => Promise<TurnResult>;
  readonly #intervals = new Set<{ readonly ms: number }>();
  #timer: ScheduledCall | undefined;
  #working = false;
  #still = 0;
  #isBehind = false;
  #hurryMs = Number.POSITIVE_INFINITY;

  /** `work` must not repeat requests that are still pending: it may be called while a response is long outstanding. */
  constructor(clock: Clock, work: () => Promise<TurnResult>) {
    this.#clock = clock;
    this.#work = work;
  }

  /** The shortest interval of the watchers, in milliseconds; infinite while there are none. */
  get intervalMs(): number {
    return findSmallest([...this.#intervals].map(({ ms }) => ms));
  }

  /**
   * Repeats every `intervalMs` until disposed; begins immediately if `isBehind`, which means that the watcher's data is
   * out of date.
   */
  watch(intervalMs: number, isBehind = false): { dispose(): void } {
    const interval = { ms: intervalMs };
    this.#intervals.add(interval);
    this.#still = 0;
    this.#isBehind ||= isBehind;
    this.#schedule();
    return {
      dispose: () => {
        if (this.#intervals.delete(interval)) this.#schedule();
      },
    };
  }

  /** Runs a turn soon, and a few more, to show the effect of an action. */
  hurry(): void {
    if (this.#hurryMs <= calmMs) return;
    this.#hurryMs = hurryMs;
    this.#still = 0;
    this.#schedule();
  }

  get #isHurried(): boolean {
    return this.#hurryMs !== Number.POSITIVE_INFINITY;
  }

  dispose(): void {
    this.#intervals.clear();
    this.#schedule();
  }

  #schedule(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#working || this.#intervals.size === 0) return;
    this.#timer = this.#clock.schedule(this.#isBehind ? 0 : this.#toPauseMs(), () => {
      void this.#turn();
    });
  }

  #toPauseMs(): number {
    if (this.#isHurried) return Math.min(this.#hurryMs, this.intervalMs);
    return this.intervalMs * Math.min(mostSlowdown, 2 ** Math.floor(this.#still / stillTurns));
  }

  async #turn(): Promise<void> {
    this.#working = true;
    this.#isBehind = false;
    const isStillToCount = !this.#isHurried;
    this.#hurryMs = this.#hurryMs >= this.intervalMs ? Number.POSITIVE_INFINITY : this.#hurryMs * hurryGrowth;
    try {
      const result = (await within(this.#clock, longestTurnMs, this.#work())) ?? 'nothing';
      if (result === 'moved') this.#still = 0;
      else if (result === 'still' && isStillToCount) this.#still += 1;
    } finally {
      this.#working = false;
      this.#schedule();
    }
  }
}
