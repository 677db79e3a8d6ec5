import { type AnchoredLiteral, placeAnchors } from './literalAnchors.ts';

/** A literal is looked up by one of its grams and the byte beside it, in one of this many buckets: most are empty. */
const bucketBits = 16;

/**
 * Index of the literals by gram. Plain arrays of numbers, one place in them for each literal and gram, because lookups
 * run tens of thousands of times for a log and must not follow objects.
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
  /** The places of each literal. */
  readonly placesOf: readonly (readonly number[])[];
  /** The first place of each bucket; the next bucket's is where they end. */
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

/** Reads four bytes as one number. */
export function headAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}
