import { type AnchoredLiteral, placeAnchors, shortestLiteral } from './literalAnchors.ts';
import { gramAfter, gramBits } from './literalGram.ts';

/** How much of a text is looked at together, in UTF-16 units; small enough to stay in the processor's cache. */
const chunkLength = 1 << 15;

/**
 * Finds many literals in one pass. Each is known by two neighbouring grams of four characters that few other literals
 * have; one of the two ends at an even place, so only every other place of a text has to be looked up. Time is linear
 * in the text for a fixed set of literals.
 */
export class LiteralScanner {
  /** A bit for each gram that some literal has. */
  readonly #known = new Int32Array(1 << (gramBits - 5));
  /** For each known gram, which of the buckets has its literals. */
  readonly #bucketOf = new Uint16Array(1 << gramBits);
  readonly #buckets: AnchoredLiteral[][] = [];
  readonly #overlap: number;
  /** The low bytes of a chunk, and of what follows it as far as a literal reaches. */
  readonly #bytes: Uint8Array;

  /** @throws RangeError for a literal that is too short. */
  constructor(literals: readonly string[]) {
    const tooShort = literals.find((literal) => literal.length < shortestLiteral);
    if (tooShort !== undefined) throw new RangeError(`literal is too short: ${tooShort}`);
    for (const { gram, anchored } of placeAnchors(literals)) this.#bucketFor(gram).push(anchored);
    this.#overlap = Math.max(0, ...literals.map(({ length }) => length));
    this.#bytes = new Uint8Array(chunkLength + this.#overlap + 1);
  }

  #bucketFor(gram: number): AnchoredLiteral[] {
    const word = this.#known[gram >>> 5] ?? 0;
    const bit = 1 << (gram & 31);
    if ((word & bit) === 0) {
      this.#known[gram >>> 5] = word | bit;
      this.#bucketOf[gram] = this.#buckets.push([]) - 1;
    }
    return this.#buckets[this.#bucketOf[gram] ?? 0] ?? [];
  }

  /** Calls back with the index of each literal found and where it begins; those of one literal come in order. */
  scan(text: string, found: Found): void {
    let isAscii = true;
    for (let from = 0; from < text.length; from += chunkLength) {
      const part = text.slice(from, from + chunkLength + this.#overlap);
      // Once it has met another character it does not try again: a whole text is slower to encode for a single one.
      isAscii = isAscii && this.#readAscii(part);
      if (!isAscii) this.#readLowBytes(part);
      this.#scanChunk({ text, from, end: from + part.length, isAscii }, found);
    }
  }

  /** Takes the characters of a part if each is one byte, far faster than a loop would. */
  #readAscii(part: string): boolean {
    const { read, written } = encoder.encodeInto(part, this.#bytes);
    return read === part.length && written === part.length;
  }

  /** Takes the low byte of each character. */
  #readLowBytes(part: string): void {
    for (let at = 0; at < part.length; at++) this.#bytes[at] = part.charCodeAt(at);
  }

  #scanChunk(chunk: Chunk, found: Found): void {
    const bytes = this.#bytes;
    const known = this.#known;
    const length = chunk.end - chunk.from;
    bytes[length] = 0;
    for (let at = 0, gram = 0; at < length; at += 2) {
      gram = gramAfter(gramAfter(gram, bytes[at] ?? 0), bytes[at + 1] ?? 0);
      if ((((known[gram >>> 5] ?? 0) >>> (gram & 31)) & 1) === 1) this.#verify(gram, at + 2, chunk, found);
    }
  }

  #verify(gram: number, gramEnd: number, chunk: Chunk, found: Found): void {
    const bytes = this.#bytes;
    for (const anchored of this.#buckets[this.#bucketOf[gram] ?? 0] ?? []) {
      const start = gramEnd - anchored.end;
      // What begins in the overlap is found again with the next chunk.
      if (start < 0 || start >= chunkLength || bytes[start] !== anchored.bytes[0]) continue;
      if (standsAt(bytes, start, anchored.bytes) && isSurely(anchored, start, chunk))
        found(anchored.index, chunk.from + start);
    }
  }
}

type Found = (literal: number, position: number) => void;

/** A part of a text, whose low bytes have been read. */
interface Chunk {
  readonly text: string;
  readonly from: number;
  readonly end: number;
  readonly isAscii: boolean;
}

const encoder = new TextEncoder();

/** Whether `part` stands at `start`; compared from its end, since many literals begin alike. */
function standsAt(bytes: Uint8Array, start: number, part: Uint8Array): boolean {
  for (let at = part.length - 1; at > 0; at--) if (bytes[start + at] !== part[at]) return false;
  return true;
}

/** Whether a literal whose low bytes stand at `start` is there, and not what an earlier chunk left behind. */
function isSurely({ literal, isAscii }: AnchoredLiteral, start: number, chunk: Chunk): boolean {
  const position = chunk.from + start;
  if (position + literal.length > chunk.end) return false;
  return (isAscii && chunk.isAscii) || chunk.text.startsWith(literal, position);
}
