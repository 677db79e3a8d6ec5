/** Documents whose times are remembered; those looked at longest ago are forgotten. */
const maxDocuments = 500;

/**
 * Modification times that change exactly when the content does. VS Code reads a file again only when its time or size
 * differs, while the service's own times are whole seconds and do not move with the state of a task.
 */
export class Revisions {
  readonly #now: () => number;
  readonly #known = new Map<string, { readonly signature: string; readonly timeMs: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Time of the content of `key` that `signature` identifies. */
  toTimeMs(key: string, signature: string): number {
    const known = this.#known.get(key);
    this.#known.delete(key);
    const timeMs = known === undefined ? this.#now() : toNextTime(known, signature, this.#now());
    this.#known.set(key, { signature, timeMs });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= maxDocuments) break;
      this.#known.delete(oldest);
    }
    return timeMs;
  }
}

function toNextTime(
  known: { readonly signature: string; readonly timeMs: number },
  signature: string,
  nowMs: number,
): number {
  return known.signature === signature ? known.timeMs : Math.max(nowMs, known.timeMs + 1);
}
