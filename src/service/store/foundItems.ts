import { appendItems } from './mergeItems.ts';

/** The most items of a list that are held after being found by id: each costs a request per refresh. */
const maxFound = 5;

export interface FoundSource<T> {
  toKey(item: T): string;
  /** The item as it is now; undefined when the list has it no more. */
  get(item: T, signal: AbortSignal): Promise<T | undefined>;
}

/** Items that were found by their ids, and stand further down a list than it was read. */
export class FoundItems<T> {
  readonly #source: FoundSource<T>;
  #items: readonly T[] = [];

  constructor(source: FoundSource<T>) {
    this.#source = source;
  }

  get count(): number {
    return this.#items.length;
  }

  /** Keeps the item, and the last few that were found before it. */
  add(item: T): void {
    this.#items = [item, ...this.#without([item])].slice(0, maxFound);
  }

  /** What the list has by itself now needs no keeping. */
  forget(listed: readonly T[]): void {
    if (this.#items.length > 0) this.#items = this.#without(listed);
  }

  /** What was read of the list, and behind it what was found. */
  appendTo(listed: readonly T[]): readonly T[] {
    return this.#items.length === 0 ? listed : appendItems(listed, this.#items, this.#source.toKey);
  }

  /** Requests each item again. One that cannot be read now stays as it was. */
  async refresh(signal: AbortSignal): Promise<void> {
    const fresh = new Map<T, T | undefined>();
    const read = async (item: T): Promise<void> => {
      fresh.set(item, await this.#source.get(item, signal).catch(() => item));
    };
    await Promise.all(this.#items.map(read));
    // Others may have been found since.
    this.#items = this.#items.flatMap((item) => (fresh.has(item) ? (fresh.get(item) ?? []) : [item]));
  }

  #without(others: readonly T[]): readonly T[] {
    const keys = new Set(others.map(this.#source.toKey));
    return this.#items.filter((item) => !keys.has(this.#source.toKey(item)));
  }
}
