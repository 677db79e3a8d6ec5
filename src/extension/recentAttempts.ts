import type { Attempt } from '../service/ports.ts';

const keptAttempts = 40;

/** The last attempts of requests, of all accounts of this window, oldest first. */
export class RecentAttempts {
  readonly #kept: Attempt[] = [];

  get all(): readonly Attempt[] {
    return this.#kept;
  }

  add(attempt: Attempt): void {
    this.#kept.push(attempt);
    if (this.#kept.length > keptAttempts) this.#kept.shift();
  }
}
