/** Conditions that every wanted record meets. */
export interface Required {
  /** Values by the property's name in filters, in lower case. */
  readonly values: ReadonlyMap<string, string>;
  /** First and last key. */
  readonly from: string;
  readonly to: string;
}

/** Comes after the keys of all IDs. */
export const endKey = '\uffff';

export const nothingRequired: Required = { values: new Map(), from: '', to: endKey };

/** Records by ID, case-insensitive. */
export interface Table<T> {
  readonly size: number;
  get(id: string): T | undefined;
  has(id: string): boolean;
  set(id: string, record: T): void;
  /** Returns true if the record existed. */
  delete(id: string): boolean;
  /** Called when the record's state may have changed. */
  touch(id: string): void;
  /** Lists the records in memory, which include all with activities in progress. */
  values(): Iterable<T>;
  /**
   * Iterates in the order of IDs, beginning after a key, which may no longer exist; the table must not change during that.
   * A table that can find the `required` records faster than by checking each may skip the others.
   */
  after(afterKey: string | undefined, required?: Required): Iterable<readonly [key: string, record: T]>;
}

/** Records in the order of their keys. Inserting a key moves only those in its chunk. */
interface Chunk<T> {
  readonly keys: string[];
  readonly records: T[];
  /** All states of the records, perhaps with former ones; undefined if a state may have changed since. */
  states: ReadonlySet<unknown> | undefined;
}

const mostInChunk = 512;

/** Records by ID, case-insensitive, iterated in the order of their IDs. */
export class SortedTable<T> implements Table<T> {
  readonly #records = new Map<string, T>();
  readonly #chunks: Chunk<T>[] = [];

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
    const isKnown = this.#records.has(key);
    this.#records.set(key, record);
    const at = Math.max(0, this.#chunkAfter(key) - 1);
    const chunk = this.#chunks[at];
    if (chunk === undefined) {
      this.#chunks.push({ keys: [key], records: [record], states: undefined });
      return;
    }
    const index = firstFrom(chunk.keys, key);
    chunk.keys.splice(index, isKnown ? 1 : 0, key);
    chunk.records.splice(index, isKnown ? 1 : 0, record);
    chunk.states = undefined;
    if (chunk.keys.length <= mostInChunk) return;
    // IDs are mostly added in order, so that what is before the last stays full.
    const kept = index === mostInChunk ? mostInChunk : mostInChunk / 2;
    const rest = { keys: chunk.keys.splice(kept), records: chunk.records.splice(kept), states: undefined };
    this.#chunks.splice(at + 1, 0, rest);
  }

  delete(id: string): boolean {
    const key = toKey(id);
    if (!this.#records.delete(key)) return false;
    const at = this.#chunkAfter(key) - 1;
    const chunk = this.#chunks[at];
    if (chunk === undefined) return true;
    const index = firstFrom(chunk.keys, key);
    chunk.keys.splice(index, 1);
    chunk.records.splice(index, 1);
    if (chunk.keys.length === 0) this.#chunks.splice(at, 1);
    return true;
  }

  touch(id: string): void {
    const chunk = this.#chunks[this.#chunkAfter(toKey(id)) - 1];
    if (chunk !== undefined) chunk.states = undefined;
  }

  /** Iterates in insertion order, regardless of IDs. */
  values(): IterableIterator<T> {
    return this.#records.values();
  }

  *after(
    afterKey = '',
    { values, from, to }: Required = nothingRequired,
  ): Generator<readonly [key: string, record: T], undefined> {
    const state = values.get('state');
    const first = from > afterKey ? from : afterKey;
    for (let at = Math.max(0, this.#chunkAfter(first) - 1); at < this.#chunks.length; at += 1) {
      const chunk = this.#chunks[at];
      if (chunk === undefined || !hasState(chunk, state)) continue;
      const { keys, records } = chunk;
      for (let index = firstFrom(keys, first); index < keys.length; index += 1) {
        const key = keys[index] ?? '';
        const record = records[index];
        if (key > to) return;
        const isWanted = state === undefined || toState(record) === state;
        if (record !== undefined && key !== afterKey && isWanted) yield [key, record];
      }
    }
  }

  /** Returns the index of the first chunk whose keys are all greater. */
  #chunkAfter(key: string): number {
    return findFirst(this.#chunks.length, (at) => (this.#chunks[at]?.keys[0] ?? '') > key);
  }
}

function hasState<T>(chunk: Chunk<T>, state: string | undefined): boolean {
  if (state === undefined) return true;
  chunk.states ??= new Set(chunk.records.map(toState));
  return chunk.states.has(state);
}

function toState(record: unknown): unknown {
  return (record as { readonly state?: unknown }).state;
}

/** Returns the form in which IDs are compared. */
export function toKey(id: string): string {
  return id.toLowerCase();
}

function firstFrom(keys: readonly string[], key: string): number {
  return findFirst(keys.length, (index) => (keys[index] ?? '') >= key);
}

/** Returns the first index below `count` for which a condition is true, as it is for all after it; or `count`. */
export function findFirst(count: number, isReached: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
