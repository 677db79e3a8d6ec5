import type { Clock } from '../../../core/clock.ts';

/** How often the owner of a lock shows that it is there. */
export const heartbeatMs = 3_000;
/** An owner that has not shown itself for so many of one's own heartbeats is gone. */
export const goneAfterBeats = 5;

/**
 * Watches the heartbeats of owners, and counts its own at the same time. A sleeping computer or a stopped process holds
 * up both, and clock changes do not matter: only an owner that is silent while others are awake is gone.
 */
export class HeartbeatWatch {
  #beats = 0;
  readonly #seen = new Map<string, { readonly shownAtMs: number; readonly sinceBeat: number }>();

  /** A watch that beats by itself from now on. */
  static start(clock: Clock): HeartbeatWatch {
    const watch = new HeartbeatWatch();
    const beat = (): void => {
      watch.beat();
      clock.schedule(heartbeatMs, beat);
    };
    clock.schedule(heartbeatMs, beat);
    return watch;
  }

  beat(): void {
    this.#beats += 1;
  }

  /**
   * Whether an owner has been silent for long, each time it is looked at; never at the first look.
   * @param shownAtMs what its file says of when it last showed itself; only whether it changes matters
   */
  isSilent(name: string, shownAtMs: number): boolean {
    const seen = this.#seen.get(name);
    if (seen?.shownAtMs === shownAtMs) return this.#beats - seen.sinceBeat >= goneAfterBeats;
    this.#seen.set(name, { shownAtMs, sinceBeat: this.#beats });
    return false;
  }

  /** Nothing more is to be known of an owner. */
  forget(name: string): void {
    this.#seen.delete(name);
  }
}
