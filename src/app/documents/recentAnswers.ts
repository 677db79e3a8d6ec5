interface RecentAnswer<T> {
  readonly value: Promise<T>;
  /** When the answer came; undefined while it is awaited. */
  arrivedMs?: number;
}

/**
 * Keeps answers for a moment. VS Code looks at a file several times before it reads it once; all of these share one
 * question to the service.
 */
export class RecentAnswers<T> {
  readonly #keptMs: number;
  readonly #now: () => number;
  readonly #answers = new Map<string, RecentAnswer<T>>();

  constructor(keptMs: number, now: () => number) {
    this.#keptMs = keptMs;
    this.#now = now;
  }

  /** The recent answer for `key`, or a new one. Failures are not cached. */
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

  /** Whether `key` was asked for and no answer has come. */
  isAwaited(key: string): boolean {
    const known = this.#answers.get(key);
    return known !== undefined && known.arrivedMs === undefined;
  }

  /** Makes the next `get` of `key` ask again. */
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
