import { type AnchoredLiteral, placeAnchors } from './literalAnchors.ts';

/** Bits of a bucket's number. Literals are looked up by a gram and the byte next to it; most buckets are empty. */
const bucketBits = 16;

/**
 * Index of the literals by gram. It consists of plain arrays of numbers, with one place for each literal and gram,
 * because a log needs tens of thousands of lookups, which must not follow object references.
 */
export class LiteralIndex {
  /**
   * For each place: the literal, its gram, the position in the literal at which the gram ends, its bucket, and the
   * literal's first bytes.
   */
  readonly literals: readonly AnchoredLiteral[];
  readonly grams: Int32Array;
  readonly ends: Uint16Array;
  readonly buckets: Uint16Array;
  readonly firstBytes: Uint8Array;
  readonly heads: Int32Array;
  readonly placesOf: readonly (readonly number[])[];
  /** The first place of each bucket; its places end where those of the next bucket begin. */
  readonly firstPlaces = new Uint16Array((1 << bucketBits) + 1);

  constructor(literals: readonly string[]) {
    const anchors = placeAnchors(literals)
      .map((anchor) => ({ ...anchor, bucket: toBucket(anchor.gram, anchor.beside, anchor.isBefore) }))
      .sort((one, other) => one.bucket - other.bucket);
    this.literals = anchors.map(({ anchored }) => anchored);
    this.grams = Int32Array.from(anchors, ({ gram }) => gram);
    this.ends = Uint16Array.from(anchors, ({ end }) => end);
    this.buckets = Uint16Array.from(anchors, ({ bucket }) => bucket);
    this.firstBytes = Uint8Array.from(this.literals, ({ bytes }) => bytes[0] ?? 0);
    this.heads = Int32Array.from(this.literals, ({ bytes }) => headAt(bytes, 0));
    const placesOf = literals.map((): number[] => []);
    for (const [place, { anchored }] of anchors.entries()) placesOf[anchored.index]?.push(place);
    this.placesOf = placesOf;
    for (let bucket = 0, place = 0; bucket + 1 < this.firstPlaces.length; bucket++) {
      while (this.buckets[place] === bucket) place++;
      this.firstPlaces[bucket + 1] = place;
    }
  }
}

/** Returns the bucket of the literals with a gram before or after a byte. */
export function toBucket(gram: number, beside: number, isBefore: boolean): number {
  return Math.imul(gram ^ (beside << 20) ^ (isBefore ? 1 << 28 : 0), 0x9e_37_79_b1) >>> (32 - bucketBits);
}

/** Reads four bytes as one number, lowest byte first. */
export function headAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}
