import { findLargest } from '../../../../extremes.ts';
import { type AnchoredLiteral, gramOfPairs, hashPair, shortestLiteral } from './literalAnchors.ts';
import { LiteralIndex } from './literalIndex.ts';
import { LiteralWatch } from './literalWatch.ts';

/** Number of UTF-16 units in the chunks of a text that are searched, small enough to stay in the processor's cache. */
export const chunkLength = 1 << 15;

/** Receives the literals found in a text. */
export interface Finder {
  /**
   * Receives the position where a literal begins, and returns whether more occurrences are needed. Positions in the
   * text's first half come in order, those in its second half (`isLate`) in reverse order.
   */
  found(literal: number, position: number, isLate: boolean): boolean;
  /** Checks whether a part of the text needs to be searched. */
  wants(from: number, end: number): boolean;
}

/**
 * Finds many literals in one pass, from both ends of a text toward its middle, so that enough is known early about a
 * text that repeats itself. Each literal is identified by two neighboring grams of four characters that few other
 * literals have. One of the two ends at an even position, so only every other position of a text has to be looked up.
 * The time is linear in the text for a fixed set of literals.
 */
export class LiteralScanner {
  readonly #watch: LiteralWatch;
  readonly #overlap: number;
  /** The low bytes of a chunk, and of the following text as far as a literal may reach. */
  readonly #bytes: Uint8Array;
  /** View of the same bytes as pairs. */
  readonly #pairs: Uint16Array;
  /** Positions in these bytes at which known grams end. */
  readonly #hitEnds: Int32Array;
  readonly #hitGrams: Int32Array;

  /** @throws RangeError for a literal that is too short. */
  constructor(literals: readonly string[]) {
    const tooShort = literals.find((literal) => literal.length < shortestLiteral);
    if (tooShort !== undefined) throw new RangeError(`literal is too short: ${tooShort}`);
    this.#watch = new LiteralWatch(new LiteralIndex(literals));
    this.#overlap = findLargest(
      literals.map(({ length }) => length),
      0,
    );
    const length = chunkLength + this.#overlap + 1;
    this.#pairs = new Uint16Array(Math.ceil((length * mostBytes) / 2));
    this.#bytes = new Uint8Array(this.#pairs.buffer);
    this.#hitEnds = new Int32Array(length);
    this.#hitGrams = new Int32Array(length);
  }

  /** Calls `finder` with the index and the position of each literal. */
  scan(text: string, finder: Finder): void {
    this.#watch.begin();
    const last = Math.ceil(text.length / chunkLength) - 1;
    for (let turn = 0; turn <= last; turn++) {
      const isLate = turn % 2 === 1;
      const from = (isLate ? last - (turn >> 1) : turn >> 1) * chunkLength;
      if (!finder.wants(from, Math.min(text.length, from + chunkLength))) continue;
      const chunk = text.slice(from, from + chunkLength + this.#overlap);
      const isAscii = readLowBytes(chunk, this.#bytes);
      this.#findIn(chunk, isAscii, isLate, (literal, start) => finder.found(literal, from + start, isLate));
    }
  }

  #findIn(chunk: string, isAscii: boolean, isLate: boolean, found: (literal: number, start: number) => boolean): void {
    const verify = (literal: AnchoredLiteral, start: number): void => {
      // A literal that begins in the overlap is found with the next chunk.
      if (start >= chunkLength || start + literal.bytes.length > chunk.length) return;
      if (!(isAscii && literal.isAscii) && !chunk.startsWith(literal.literal, start)) return;
      if (!found(literal.index, start)) this.#watch.end(literal.index);
    };
    const count = this.#collectHits(chunk.length);
    for (let hit = 0; hit < count; hit++) {
      const at = isLate ? count - 1 - hit : hit;
      this.#watch.eachAt(this.#bytes, this.#hitGrams[at] ?? 0, this.#hitEnds[at] ?? 0, verify);
    }
  }

  /** Records where known grams end. This loop over all bytes calls no function, which would make it twice as slow. */
  #collectHits(length: number): number {
    const pairs = this.#pairs;
    const known = this.#watch.grams;
    const ends = this.#hitEnds;
    const grams = this.#hitGrams;
    this.#bytes[length] = 0;
    let count = 0;
    for (let at = 0, before = 0; 2 * at < length; at++) {
      const pair = hashPair(pairs[at] ?? 0);
      const gram = gramOfPairs(before, pair);
      before = pair;
      if ((((known[gram >>> 5] ?? 0) >>> (gram & 31)) & 1) === 0) continue;
      ends[count] = 2 * at + 2;
      grams[count++] = gram;
    }
    return count;
  }
}

const encoder = new TextEncoder();

/** Maximum number of bytes that UTF-8 needs for one UTF-16 unit. */
export const mostBytes = 3;

/**
 * Writes the low byte of each UTF-16 unit of a text into `bytes`, which needs room for `mostBytes` per unit, and
 * returns whether all are ASCII. Goes through UTF-8, because reading the characters of a decoded text one by one is far
 * slower.
 */
export function readLowBytes(text: string, bytes: Uint8Array): boolean {
  const { written } = encoder.encodeInto(text, bytes);
  if (written === text.length) return true;
  narrow(bytes, written);
  return false;
}

/** Converts UTF-8 into the low bytes of UTF-16, in place, because the low bytes take less room. */
function narrow(bytes: Uint8Array, length: number): void {
  const bitsAt = (at: number): number => (bytes[at] ?? 0) & 0x3f;
  let to = 0;
  for (let at = 0; at < length; ) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      bytes[to++] = first;
      at += 1;
    } else if (first < 0xe0) {
      bytes[to++] = (first << 6) | bitsAt(at + 1);
      at += 2;
    } else if (first < 0xf0) {
      bytes[to++] = (bitsAt(at + 1) << 6) | bitsAt(at + 2);
      at += 3;
    } else {
      // A surrogate pair has 20 bits after 0x10000 is subtracted; the high surrogate has the first 10.
      const high = (first << 18) | (bitsAt(at + 1) << 12) | (bitsAt(at + 2) << 6);
      bytes[to++] = (high - 0x1_0000) >> 10;
      bytes[to++] = (bitsAt(at + 2) << 6) | bitsAt(at + 3);
      at += 4;
    }
  }
}
