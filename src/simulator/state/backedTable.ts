import { findFirst, nothingRequired, type Required, SortedTable, type Table } from './sortedTable.ts';

/** Records that can be created on demand, sorted by ID. */
export interface Backing<T> {
  readonly count: number;
  /** Index of the record with this ID (in any case), or -1. */
  indexOf(id: string): number;
  /** The record's key (see `toKey`). */
  keyAt(index: number): string;
  /** Creates a record for reading, which isn't stored. */
  peek(index: number): T;
  /** Creates a record that the table stores from now on. */
  make(index: number): T;
  /** Returns the first index from `index` on whose record may have the values, or `count`. */
  next(index: number, values: Required['values']): number;
}

/**
 * A table whose records are created only on access. A listed record is created and dropped; one requested by ID is
 * created and stored, because it may change.
 */
export class BackedTable<T> implements Table<T> {
  readonly #backing: Backing<T>;
  readonly #stored = new SortedTable<T>();
  /** Indexes of records that are stored, or were replaced or deleted. */
  readonly #taken = new Set<number>();

  constructor(backing: Backing<T>) {
    this.#backing = backing;
  }

  get size(): number {
    return this.#backing.count - this.#taken.size + this.#stored.size;
  }

  get(id: string): T | undefined {
    const index = this.#freeIndex(id);
    if (index >= 0) this.set(id, this.#backing.make(index));
    return this.#stored.get(id);
  }

  has(id: string): boolean {
    return this.#stored.has(id) || this.#freeIndex(id) >= 0;
  }

  set(id: string, record: T): void {
    this.#take(id);
    this.#stored.set(id, record);
  }

  delete(id: string): boolean {
    const wasFree = this.#freeIndex(id) >= 0;
    this.#take(id);
    return this.#stored.delete(id) || wasFree;
  }

  touch(id: string): void {
    this.#stored.touch(id);
  }

  values(): Iterable<T> {
    return this.#stored.values();
  }

  /** Iterates over stored records and records not yet created, in the order of IDs. */
  *after(afterKey = '', required = nothingRequired): Generator<readonly [key: string, record: T], undefined> {
    const free = this.#freeAfter(afterKey, required);
    let next = free.next();
    for (const entry of this.#stored.after(afterKey, required)) {
      for (; next.done !== true && next.value[0] < entry[0]; next = free.next()) yield next.value;
      yield entry;
    }
    for (; next.done !== true; next = free.next()) yield next.value;
  }

  *#freeAfter(
    afterKey: string,
    { values, from, to }: Required,
  ): Generator<readonly [key: string, record: T], undefined> {
    const { count } = this.#backing;
    const isWanted = (key: string): boolean => key > afterKey && key >= from;
    const start = findFirst(count, (index) => isWanted(this.#backing.keyAt(index)));
    for (let index = this.#backing.next(start, values); index < count; index = this.#backing.next(index + 1, values)) {
      if (this.#taken.has(index)) continue;
      const key = this.#backing.keyAt(index);
      if (key > to) return;
      yield [key, this.#backing.peek(index)];
    }
  }

  #freeIndex(id: string): number {
    const index = this.#backing.indexOf(id);
    return index >= 0 && !this.#taken.has(index) ? index : -1;
  }

  #take(id: string): void {
    const index = this.#backing.indexOf(id);
    if (index >= 0) this.#taken.add(index);
  }
}
