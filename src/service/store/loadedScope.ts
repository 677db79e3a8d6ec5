import type { Clock } from '../../core/clock.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { DamagedItem } from '../../core/model/damagedItem.ts';
import { Fruitless } from '../fruitless.ts';
import type { Page, Pages } from '../ports.ts';
import { emptySlice, toSliceError } from './accountData.ts';
import type { Slice } from './accountStore.ts';
import { appendItems, mergeItems } from './mergeItems.ts';

/** Maximum number of found items that are held in a list: each costs a request per refresh. */
const maxFound = 5;

interface FoundSource<T> {
  toKey(item: T): string;
  /** Reads the current item; undefined if the list no longer contains it. */
  get(item: T, signal: AbortSignal): Promise<T | undefined>;
}

/** Items that were found by ID, further down the list than it was read. */
class FoundItems<T> {
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

  /** Removes found items that are now among the listed ones. */
  forget(listed: readonly T[]): void {
    if (this.#items.length > 0) this.#items = this.#without(listed);
  }

  /** Returns the listed items followed by the found items. */
  appendTo(listed: readonly T[]): readonly T[] {
    return this.#items.length === 0 ? listed : appendItems(listed, this.#items, this.#source.toKey);
  }

  /** Requests each item again. An item that cannot be read now stays unchanged. */
  async refresh(signal: AbortSignal): Promise<void> {
    const fresh = new Map<T, T | undefined>();
    const read = async (item: T): Promise<void> => {
      fresh.set(item, await this.#source.get(item, signal).catch(() => item));
    };
    await Promise.all(this.#items.map(read));
    // Other items may have been found in the meantime.
    this.#items = this.#items.flatMap((item) => (fresh.has(item) ? (fresh.get(item) ?? []) : [item]));
  }

  #without(others: readonly T[]): readonly T[] {
    const keys = new Set(others.map(this.#source.toKey));
    return this.#items.filter((item) => !keys.has(this.#source.toKey(item)));
  }
}

export interface ScopeSource<T> extends FoundSource<T> {
  /** Opens the list from its beginning; `count` items are wanted. */
  open(count: number, signal: AbortSignal): Pages<T>;
}

interface Listing<T> {
  readonly pages: AsyncIterator<Page<T>>;
  readonly abort: AbortController;
}

/** Loads one scope and keeps its slice. Only one load, refresh, or further page counts at any time: the newest. */
export class LoadedScope<T> {
  readonly #source: ScopeSource<T>;
  readonly #clock: Clock;
  readonly #onSlice: (slice: Slice<T>) => void;
  #slice: Slice<T> = emptySlice;
  #listing: Listing<T> | undefined;
  /** The load or refresh in progress; the newest if there are several. */
  #reading: { readonly listing: Listing<T>; readonly done: Promise<void> } | undefined;
  #more: Promise<void> | undefined;
  /** Number of items that were read from the list itself, without those that came ahead of it or were found by ID. */
  #listed = 0;
  readonly #found: FoundItems<T>;

  constructor(source: ScopeSource<T>, clock: Clock, onSlice: (slice: Slice<T>) => void) {
    this.#source = source;
    this.#found = new FoundItems(source);
    this.#clock = clock;
    this.#onSlice = onSlice;
  }

  get slice(): Slice<T> {
    return this.#slice;
  }

  /**
   * Loads the first page unless it is loaded or on its way; after a failure immediately, without waiting for the next
   * refresh.
   */
  async load(): Promise<void> {
    const { loading, loadedAt } = this.#slice;
    if (this.#reading !== undefined && (loading || loadedAt !== undefined)) return this.#reading.done;
    if (loadedAt !== undefined) return;
    this.#set({ ...this.#slice, loading: true });
    return this.#read(1);
  }

  /** Loads the next page with an item, if there is one. Concurrent calls share one request. */
  loadMore(): Promise<void> {
    this.#more ??= this.#readMore().finally(() => {
      this.#more = undefined;
    });
    return this.#more;
  }

  /** Adds an item that was found by ID; see `AccountStore.include`. */
  include(item: T): void {
    const isListed = this.#slice.items.some((known) => this.#source.toKey(known) === this.#source.toKey(item));
    if (isListed) return;
    this.#found.add(item);
    this.#set({ ...this.#slice, items: this.#found.appendTo(this.#slice.items) });
  }

  /** Reloads as many items as are loaded. Abandons an earlier refresh that is still in progress. */
  async refresh(): Promise<void> {
    await this.#more;
    return this.#read(Math.max(1, this.#listed));
  }

  dispose(): void {
    this.#reading?.listing.abort.abort();
    this.#listing?.abort.abort();
    this.#reading = undefined;
    this.#listing = undefined;
  }

  /** Starts reading the list from its beginning, until it has `count` items. */
  #read(count: number): Promise<void> {
    this.#reading?.listing.abort.abort();
    const abort = new AbortController();
    const listing = { abort, pages: this.#pages(count, abort.signal) };
    const reading = { listing, done: this.#readItems(listing, count) };
    this.#reading = reading;
    return reading.done;
  }

  /** Opens the list when its first page is requested, so that an error is thrown where it is handled. */
  async *#pages(count: number, signal: AbortSignal): AsyncGenerator<Page<T>> {
    yield* this.#source.open(count, signal);
  }

  async #readItems(listing: Listing<T>, count: number): Promise<void> {
    // The caller records this reading as the newest before the first response is processed.
    await null;
    try {
      const part = await readUpTo(listing, count, this.#source.toKey, this.#clock);
      const { items: listed, listed: number, damaged, ...rest } = part;
      this.#found.forget(listed);
      await this.#found.refresh(listing.abort.signal);
      if (this.#isSuperseded(listing)) return this.#reading?.done;
      this.#finish(listing);
      this.#listed = number;
      const merged = mergeItems(this.#slice.items, this.#found.appendTo(listed), this.#source.toKey);
      this.#set({ items: merged, ...toDamage(damaged), ...rest, loading: false, loadedAt: this.#nowIso() });
    } catch (error) {
      if (this.#isSuperseded(listing)) return this.#reading?.done;
      this.#reading = undefined;
      this.#fail(error);
    }
  }

  async #readMore(): Promise<void> {
    await this.#reading?.done;
    const listing = this.#listing;
    // A list that failed halfway cannot be continued, so it is read again, up to one more item.
    if (listing === undefined) return this.#read(this.#listed + 1);
    if (!this.#slice.hasMore) return;
    this.#set({ ...this.#slice, loading: true });
    try {
      const part = await readUpTo(listing, 1, this.#source.toKey, this.#clock);
      const { items: more, listed, damaged, ...rest } = part;
      if (listing !== this.#listing) return;
      this.#listed += listed;
      this.#found.forget(more);
      const damage = toDamage([...(this.#slice.damaged ?? []), ...damaged]);
      const items = appendItems(this.#slice.items, more, this.#source.toKey);
      this.#set({ items, ...damage, ...rest, loading: false, loadedAt: this.#nowIso() });
    } catch (error) {
      if (listing !== this.#listing) return;
      this.#listing = undefined;
      this.#fail(error);
    }
  }

  #isSuperseded(listing: Listing<T>): boolean {
    return this.#reading?.listing !== listing;
  }

  #finish(listing: Listing<T>): void {
    this.#listing?.abort.abort();
    this.#listing = listing;
    this.#reading = undefined;
  }

  /** Keeps the loaded items, and records why they could not be refreshed. */
  #fail(error: unknown): void {
    const { error: _previous, ...known } = this.#slice;
    const failure = Cancelled.is(error) ? {} : { error: toSliceError(error) };
    this.#set({ ...known, ...failure, loading: false });
  }

  #set(slice: Slice<T>): void {
    this.#slice = slice;
    this.#onSlice(slice);
  }

  #nowIso(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}

interface Part<T> extends Pick<Slice<T>, 'items' | 'hasMore' | 'emptyPages'> {
  /** Number of items that the list itself returned. */
  readonly listed: number;
  readonly damaged: readonly DamagedItem[];
}

/** Reads pages, at least one, until the list returned `count` items or ends, or no item has arrived for long. */
async function readUpTo<T>(
  { pages }: Listing<T>,
  count: number,
  toKey: (item: T) => string,
  clock: Clock,
): Promise<Part<T>> {
  const fruitless = new Fruitless(clock);
  let ahead: readonly T[] = [];
  let items: readonly T[] = [];
  let damaged: readonly DamagedItem[] = [];
  const toPart = (): Pick<Part<T>, 'items' | 'listed' | 'damaged'> => ({
    items: ahead.length === 0 ? items : appendItems(ahead, items, toKey),
    listed: items.length,
    damaged,
  });
  do {
    const page = await pages.next();
    if (page.done) return { ...toPart(), hasMore: false };
    if (page.value.isAhead) ahead = ahead.concat(page.value);
    else items = items.concat(page.value);
    damaged = damaged.concat(page.value.damaged ?? []);
    if (page.value.isLast) return { ...toPart(), hasMore: false };
    fruitless.note(page.value.length);
  } while (items.length < count && !fruitless.isTooLong);
  return { ...toPart(), hasMore: true, ...(fruitless.isTooLong ? { emptyPages: fruitless.pages } : {}) };
}

function toDamage(damaged: readonly DamagedItem[]): Pick<Slice<unknown>, 'damaged'> {
  return damaged.length === 0 ? {} : { damaged };
}
