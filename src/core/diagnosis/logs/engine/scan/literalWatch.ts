import { type AnchoredLiteral, gramBits, gramLength } from './literalAnchors.ts';
import { headAt, type LiteralIndex, toBucket } from './literalIndex.ts';

/** The literals that are still searched for in a text; each is dropped when it has been seen often enough. */
export class LiteralWatch {
  /** A bit for each gram that is searched for. */
  readonly grams = new Int32Array(1 << (gramBits - 5));
  readonly #index: LiteralIndex;
  /** Number of active literals by gram. */
  readonly #users = new Uint16Array(1 << gramBits);
  /** The index's places; in each bucket, those that are still searched for come first (`#watched` is their number). */
  readonly #places: Uint16Array;
  readonly #watched: Uint16Array;
  readonly #all: Uint16Array;
  /** True while all literals are active; most texts are too short to drop any. */
  #isWhole = false;

  constructor(index: LiteralIndex) {
    this.#index = index;
    this.#places = new Uint16Array(index.literals.length);
    this.#all = index.firstPlaces.map((first, bucket) => (index.firstPlaces[bucket + 1] ?? first) - first);
    this.#watched = new Uint16Array(this.#all.length);
  }

  /** Starts searching for all literals. */
  begin(): void {
    if (this.#isWhole) return;
    this.#isWhole = true;
    const { grams } = this.#index;
    for (const gram of grams) this.#users[gram] = 0;
    for (let place = 0; place < grams.length; place++) {
      const gram = grams[place] ?? 0;
      this.#places[place] = place;
      this.#users[gram] = (this.#users[gram] ?? 0) + 1;
      this.grams[gram >>> 5] = (this.grams[gram >>> 5] ?? 0) | (1 << (gram & 31));
    }
    this.#watched.set(this.#all);
  }

  /** Stops searching for a literal. */
  end(literal: number): void {
    this.#isWhole = false;
    for (const place of this.#index.placesOf[literal] ?? []) this.#endPlace(place);
  }

  #endPlace(place: number): void {
    const bucket = this.#index.buckets[place] ?? 0;
    const first = this.#index.firstPlaces[bucket] ?? 0;
    const last = first + (this.#watched[bucket] ?? 0) - 1;
    this.#places[this.#places.indexOf(place, first)] = this.#places[last] ?? 0;
    this.#places[last] = place;
    this.#watched[bucket] = last - first;
    const gram = this.#index.grams[place] ?? 0;
    const users = (this.#users[gram] ?? 0) - 1;
    this.#users[gram] = users;
    if (users === 0) this.grams[gram >>> 5] = (this.grams[gram >>> 5] ?? 0) & ~(1 << (gram & 31));
  }

  /** Calls `found` with each active literal that is in `bytes` at the position where the known `gram` ends. */
  eachAt(bytes: Uint8Array, gram: number, gramEnd: number, found: OnCandidate): void {
    this.#eachIn(toBucket(gram, bytes[gramEnd] ?? 0, true), bytes, gramEnd, found);
    this.#eachIn(toBucket(gram, bytes[gramEnd - gramLength - 1] ?? 0, false), bytes, gramEnd, found);
  }

  #eachIn(bucket: number, bytes: Uint8Array, gramEnd: number, found: OnCandidate): void {
    const watched = this.#watched[bucket] ?? 0;
    if (watched === 0) return;
    const { firstPlaces, ends, firstBytes, heads, literals } = this.#index;
    const first = firstPlaces[bucket] ?? 0;
    // Runs backward, because a dropped literal swaps places with the last one.
    for (let at = first + watched - 1; at >= first; at--) {
      const place = this.#places[at] ?? 0;
      const start = gramEnd - (ends[place] ?? 0);
      // Most candidates fail on their first bytes, so these are compared before the literal is accessed.
      if (bytes[start] !== firstBytes[place] || headAt(bytes, start) !== heads[place]) continue;
      const literal = literals[place];
      if (literal !== undefined && matchesAt(bytes, start, literal.bytes)) found(literal, start);
    }
  }
}

export type OnCandidate = (literal: AnchoredLiteral, start: number) => void;

/**
 * Checks whether `part`, whose first bytes are known to match, is at `start`. Compares backward, because many literals
 * begin with the same text.
 */
function matchesAt(bytes: Uint8Array, start: number, part: Uint8Array): boolean {
  for (let at = part.length - 1; at >= gramLength; at--) if (bytes[start + at] !== part[at]) return false;
  return true;
}
