import { type AnchoredLiteral, shortestLiteral } from './literalAnchors.ts';
import { gramAfter } from './literalGram.ts';
import { LiteralIndex } from './literalIndex.ts';

/** How much of a text is looked at together, in UTF-16 units; small enough to stay in the processor's cache. */
const chunkLength = 1 << 15;

/**
 * Finds many literals in one pass. Each is known by two neighbouring grams of four characters that few other literals
 * have; one of the two ends at an even place, so only every other place of a text has to be looked up. Time is linear
 * in the text for a fixed set of literals.
 */
export class LiteralScanner {
  readonly #index: LiteralIndex;
  readonly #overlap: number;
  /** The low bytes of a chunk, and of what follows it as far as a literal reaches. */
  readonly #bytes: Uint8Array;
  /** Where known grams end in these bytes. */
  readonly #hitEnds: Int32Array;
  readonly #hitGrams: Int32Array;

  /** @throws RangeError for a literal that is too short. */
  constructor(literals: readonly string[]) {
    const tooShort = literals.find((literal) => literal.length < shortestLiteral);
    if (tooShort !== undefined) throw new RangeError(`literal is too short: ${tooShort}`);
    this.#index = new LiteralIndex(literals);
    this.#overlap = Math.max(0, ...literals.map(({ length }) => length));
    const length = chunkLength + this.#overlap + 1;
    this.#bytes = new Uint8Array(length);
    this.#hitEnds = new Int32Array(length);
    this.#hitGrams = new Int32Array(length);
  }

  /** Calls back with the index of each literal found and where it begins; those of one literal come in order. */
  scan(text: string, found: (literal: number, position: number) => void): void {
    let isAscii = true;
    for (let from = 0; from < text.length; from += chunkLength) {
      const chunk = text.slice(from, from + chunkLength + this.#overlap);
      // Once it has met another character it does not try again: a whole text is slower to encode for a single one.
      isAscii = isAscii && this.#readAscii(chunk);
      if (!isAscii) this.#readLowBytes(chunk);
      this.#findIn(chunk, isAscii, (literal, start) => found(literal, from + start));
    }
  }

  /** Takes the characters of a chunk if each is one byte, far faster than a loop would. */
  #readAscii(chunk: string): boolean {
    const { read, written } = encoder.encodeInto(chunk, this.#bytes);
    return read === chunk.length && written === chunk.length;
  }

  /** Takes the low byte of each character. */
  #readLowBytes(chunk: string): void {
    for (let at = 0; at < chunk.length; at++) this.#bytes[at] = chunk.charCodeAt(at);
  }

  #findIn(chunk: string, isAscii: boolean, found: (literal: number, start: number) => void): void {
    const verify = (literal: AnchoredLiteral, start: number): void => {
      // What begins in the overlap is found again with the next chunk.
      if (start >= chunkLength || start + literal.bytes.length > chunk.length) return;
      if ((isAscii && literal.isAscii) || chunk.startsWith(literal.literal, start)) found(literal.index, start);
    };
    const count = this.#collectHits(chunk.length);
    for (let hit = 0; hit < count; hit++)
      this.#index.eachCandidate(this.#bytes, this.#hitGrams[hit] ?? 0, this.#hitEnds[hit] ?? 0, verify);
  }

  /** Notes where known grams are. Nothing is called in this loop over all bytes: that would make it twice as slow. */
  #collectHits(length: number): number {
    const bytes = this.#bytes;
    const known = this.#index.known;
    bytes[length] = 0;
    let count = 0;
    for (let at = 0, gram = 0; at < length; at += 2) {
      gram = gramAfter(gramAfter(gram, bytes[at] ?? 0), bytes[at + 1] ?? 0);
      if ((((known[gram >>> 5] ?? 0) >>> (gram & 31)) & 1) === 0) continue;
      this.#hitEnds[count] = at + 2;
      this.#hitGrams[count++] = gram;
    }
    return count;
  }
}

const encoder = new TextEncoder();
