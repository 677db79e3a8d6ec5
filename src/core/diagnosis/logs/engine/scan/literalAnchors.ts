/** Number of characters that are hashed together. */
export const gramLength = 4;
export const gramBits = 20;
const gramMask = (1 << gramBits) - 1;
/** Number of bits by which each character shifts the previous ones, so that only the last four count. */
const gramShift = gramBits / gramLength;

function gramAfter(gram: number, byte: number): number {
  return ((gram << gramShift) ^ byte) & gramMask;
}

/** Hashes two bytes that were read as one number; all processors that VS Code supports are little-endian. */
export function hashPair(pair: number): number {
  return ((pair & 0xff) << gramShift) ^ (pair >>> 8);
}

/** Hashes four bytes from the hashes of the first two and the last two, with the same result as `gramAfter`. */
export function gramOfPairs(first: number, last: number): number {
  return ((first << (2 * gramShift)) ^ last) & gramMask;
}

/** Minimum length of a literal: two neighboring grams identify it, one of which ends at an even position of a text. */
export const shortestLiteral = gramLength + 1;

/** A literal to search for. */
export interface AnchoredLiteral {
  readonly index: number;
  readonly literal: string;
  /** The low byte of each character. */
  readonly bytes: Uint8Array;
  readonly isAscii: boolean;
}

interface Anchor {
  readonly anchored: AnchoredLiteral;
  readonly gram: number;
  /** Position in the literal at which the gram ends. */
  readonly end: number;
  /** The byte of the literal next to the gram, after it or before it (`isBefore`). */
  readonly beside: number;
  readonly isBefore: boolean;
}

/** Typical lines of logs; grams that are frequent in these lines make poor anchors. */
const ordinaryLines = [
  'The following files have been read from disk and could not be open without problems in the last run at this line',
  '2026-01-01 12:00:00,000 INFO WARNING DEBUG processed loading loaded starting started finished completed running',
  'https://example.com:443 "GET /path HTTP/1.1" 200 None version found missing failed error connection retry command',
];
/** Number of literals that an ordinary line counts as. */
const ordinaryWeight = 3;

/** Returns the least frequent pair of neighboring grams for each literal. */
export function placeAnchors(literals: readonly string[]): readonly Anchor[] {
  const bytesOf = literals.map(toLowBytes);
  const gramsOfAll = bytesOf.map(gramsOf);
  const popularity = countGrams(gramsOfAll);
  return literals.flatMap((literal, index) => {
    const bytes = bytesOf[index] ?? new Uint8Array();
    const grams = gramsOfAll[index] ?? new Int32Array();
    const isAscii =
      bytes.length === literal.length && bytes.every((byte, at) => byte < 0x80 && byte === literal.charCodeAt(at));
    const first = leastPopularEnd(grams, popularity);
    const second = first + 1;
    const anchored = { index, literal, bytes, isAscii };
    return [
      { anchored, gram: grams[first] ?? 0, end: first, beside: bytes[first] ?? 0, isBefore: true },
      { anchored, gram: grams[second] ?? 0, end: second, beside: bytes[second - gramLength - 1] ?? 0, isBefore: false },
    ];
  });
}

function toLowBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Returns the gram that ends at each byte; the positions before the first complete gram are unused. */
function gramsOf(bytes: Uint8Array): Int32Array {
  const grams = new Int32Array(bytes.length + 1);
  for (let end = 1; end <= bytes.length; end++) grams[end] = gramAfter(grams[end - 1] ?? 0, bytes[end - 1] ?? 0);
  return grams;
}

/**
 * Grams with the same low bits are counted together: that is enough to find frequent ones, and the memory of a count for
 * each gram takes longer to touch than all the rest.
 */
const countedMask = 0xffff;

/** Counts each gram in ordinary lines and in the literals, which represent the logs that contain them. */
function countGrams(gramsOfLiterals: readonly Int32Array[]): Uint16Array {
  const counts = new Uint16Array(countedMask + 1);
  const count = (grams: Int32Array, weight: number): void => {
    for (let end = gramLength; end < grams.length; end++) {
      const gram = (grams[end] ?? 0) & countedMask;
      counts[gram] = (counts[gram] ?? 0) + weight;
    }
  };
  for (const grams of gramsOfLiterals) count(grams, 1);
  for (const line of ordinaryLines) count(gramsOf(toLowBytes(line)), ordinaryWeight);
  return counts;
}

function leastPopularEnd(grams: Int32Array, popularity: Uint16Array): number {
  let best = gramLength;
  let least = Number.POSITIVE_INFINITY;
  for (let end = gramLength; end + 1 < grams.length; end++) {
    const first = popularity[(grams[end] ?? 0) & countedMask] ?? 0;
    const second = popularity[(grams[end + 1] ?? 0) & countedMask] ?? 0;
    const cost = first ** 2 + second ** 2;
    if (cost >= least) continue;
    least = cost;
    best = end;
  }
  return best;
}
