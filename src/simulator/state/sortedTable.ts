/** Values that records must have, by the property's name in filters, in lower case. */
export type RequiredValues = ReadonlyMap<string, string>;

/** Records by ID, case-insensitive. */
export interface Table<T> {
  readonly size: number;
  get(id: string): T | undefined;
  has(id: string): boolean;
  set(id: string, record: T): void;
  /** Returns true if the record existed. */
  delete(id: string): boolean;
  /** Lists the records in memory, which include all with activities in progress. */
  values(): Iterable<T>;
  /**
   * Iterates in the order of IDs, beginning after a key, which may no longer exist. A table that can find records with
   * the `required` values faster than by checking each may skip the others.
   */
  after(afterKey: string | undefined, required?: RequiredValues): Iterable<readonly [key: string, record: T]>;
}

/**
 * Records by ID, case-insensitive, iterated in the order of their IDs. Adding is cheap: additions since the last
 * iteration are merged at the next one.
 */
export class SortedTable<T> implements Table<T> {
  readonly #records = new Map<string, T>();
  #keys: string[] = [];
  #added: string[] = [];
  #removed = 0;

  get size(): number {
    return this.#records.size;
  }

  get(id: string): T | undefined {
    return this.#records.get(toKey(id));
  }

  has(id: string): boolean {
    return this.#records.has(toKey(id));
  }

  set(id: string, record: T): void {
    const key = toKey(id);
    if (!this.#records.has(key)) this.#added.push(key);
    this.#records.set(key, record);
  }

  delete(id: string): boolean {
    const isKnown = this.#records.delete(toKey(id));
    this.#removed += isKnown ? 1 : 0;
    return isKnown;
  }

  /** Iterates in insertion order, regardless of IDs. */
  values(): IterableIterator<T> {
    return this.#records.values();
  }

  /** Iterates in the order of IDs, beginning after `afterKey` (a key, which may no longer exist). */
  *after(afterKey: string | undefined): Generator<readonly [key: string, record: T]> {
    const keys = this.#sorted();
    for (let index = afterKey === undefined ? 0 : firstAfter(keys, afterKey); index < keys.length; index += 1) {
      const key = keys[index] ?? '';
      const record = this.#records.get(key);
      if (record !== undefined) yield [key, record];
    }
  }

  #sorted(): readonly string[] {
    if (this.#added.length > 0 || this.#removed > this.#keys.length / 2) {
      const kept = this.#removed > 0 ? this.#keys.filter((key) => this.#records.has(key)) : this.#keys;
      this.#keys = merge(kept, this.#added.sort());
      this.#added = [];
      this.#removed = 0;
    }
    return this.#keys;
  }
}

/** Returns the form in which IDs are compared. */
export function toKey(id: string): string {
  return id.toLowerCase();
}

function firstAfter(keys: readonly string[], afterKey: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') <= afterKey) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Merges two sorted lists without duplicates. */
function merge(left: readonly string[], right: readonly string[]): string[] {
  const merged: string[] = [];
  let at = 0;
  for (const key of right) {
    for (let next = left[at]; next !== undefined && next <= key; next = left[at]) {
      push(merged, next);
      at += 1;
    }
    push(merged, key);
  }
  for (; at < left.length; at += 1) push(merged, left[at] ?? '');
  return merged;
}

function push(keys: string[], key: string): void {
  if (keys[keys.length - 1] !== key) keys.push(key);
}
