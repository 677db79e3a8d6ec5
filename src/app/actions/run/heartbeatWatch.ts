import type { Clock } from '../../../core/clock.ts';

/** Milliseconds between heartbeats of a lock's owner. */
export const heartbeatMs = 3_000;
/** Number of the watcher's own heartbeats after which a silent owner counts as gone. */
export const goneAfterBeats = 5;

/**
 * Watches the heartbeats of owners and counts its own at the same time. A sleeping computer or a stopped process pauses
 * both, and clock changes do not matter, so only an owner that is silent while others are awake counts as gone.
 */
export class HeartbeatWatch {
  #beats = 0;
  readonly #seen = new Map<string, { readonly shownAtMs: number; readonly sinceBeat: number }>();

  /** Starts a watch that beats on its own. */
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
   * Checks whether an owner has been silent for too long. Returns false on the first call.
   * @param shownAtMs time of the owner's last heartbeat according to its file; only changes matter
   */
  isSilent(name: string, shownAtMs: number): boolean {
    const seen = this.#seen.get(name);
    if (seen?.shownAtMs === shownAtMs) return this.#beats - seen.sinceBeat >= goneAfterBeats;
    this.#seen.set(name, { shownAtMs, sinceBeat: this.#beats });
    return false;
  }

  /** Stops watching the owner with this name. */
  forget(name: string): void {
    this.#seen.delete(name);
  }
}
