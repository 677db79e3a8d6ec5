interface RecentAnswer<T> {
  readonly value: Promise<T>;
  arrivedMs?: number;
}

/**
 * Caches answers for a moment. VS Code checks a file several times before reading it once, and all of these calls share
 * one request to the service.
 */
export class RecentAnswers<T> {
  readonly #keptMs: number;
  readonly #now: () => number;
  readonly #answers = new Map<string, RecentAnswer<T>>();

  constructor(keptMs: number, now: () => number) {
    this.#keptMs = keptMs;
    this.#now = now;
  }

  /** Returns the recent answer for `key`, or requests a new one. Failures are not cached. */
  get(key: string, ask: () => Promise<T>): Promise<T> {
    this.#forgetOld();
    const known = this.#answers.get(key);
    if (known !== undefined) return known.value;
    const answer: RecentAnswer<T> = { value: ask() };
    this.#answers.set(key, answer);
    answer.value.then(
      () => {
        answer.arrivedMs = this.#now();
      },
      () => {
        if (this.#answers.get(key) === answer) this.#answers.delete(key);
      },
    );
    return answer.value;
  }

  /** Returns true from the request for `key` until its answer arrives. */
  isAwaited(key: string): boolean {
    const known = this.#answers.get(key);
    return known !== undefined && known.arrivedMs === undefined;
  }

  /** Lets the next `get` of `key` send a new request. */
  forget(key: string): void {
    this.#answers.delete(key);
  }

  #forgetOld(): void {
    const oldestMs = this.#now() - this.#keptMs;
    for (const [key, { arrivedMs }] of this.#answers) {
      if (arrivedMs !== undefined && arrivedMs < oldestMs) this.#answers.delete(key);
    }
  }
}

/** Maximum number of documents whose times are remembered. The least recently used are dropped. */
const maxDocuments = 500;

/**
 * Modification times that change exactly when the content does. VS Code reads a file again only when its time or size
 * differs, while the service's own times are whole seconds and do not change with the state of a task.
 */
export class Revisions {
  readonly #now: () => number;
  readonly #known = new Map<string, { readonly signature: string; readonly timeMs: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Returns the modification time of the content of `key`, which `signature` identifies. */
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
