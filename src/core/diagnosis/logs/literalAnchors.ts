import { gramAfter, gramBits, gramLength } from './literalGram.ts';

/** Neighbouring grams that a literal is known by: one of them ends at an even place of any text. */
const anchorsPerLiteral = 2;
export const shortestLiteral = gramLength + anchorsPerLiteral - 1;

/** A literal, and where in it the gram ends by which it is found. */
export interface AnchoredLiteral {
  readonly index: number;
  readonly literal: string;
  /** The low byte of each of its characters. */
  readonly bytes: Uint8Array;
  /** Whether these bytes are all there is of it. */
  readonly isAscii: boolean;
  readonly end: number;
}

interface Anchor {
  readonly gram: number;
  readonly anchored: AnchoredLiteral;
}

/** What ordinary lines of logs say: grams that are common there are bad anchors. */
const ordinaryLines = [
  'The following files have been read from disk and could not be open without problems in the last run at this line',
  '2026-01-01 12:00:00,000 INFO WARNING DEBUG processed loading loaded starting started finished completed running',
  'https://example.com:443 "GET /path HTTP/1.1" 200 None version found missing failed error connection retry command',
];
/** How many literals an ordinary line counts for. */
const ordinaryWeight = 3;

/** For each literal the neighbouring grams that are least common. */
export function placeAnchors(literals: readonly string[]): readonly Anchor[] {
  const popularity = countGrams(literals);
  return literals.flatMap((literal, index) => {
    const bytes = toLowBytes(literal);
    const isAscii = String.fromCharCode(...bytes) === literal && bytes.every((byte) => byte < 0x80);
    const first = leastPopularEnd(bytes, popularity);
    return Array.from({ length: anchorsPerLiteral }, (_, step) => ({
      gram: gramEndingAt(bytes, first + step),
      anchored: { index, literal, bytes, isAscii, end: first + step },
    }));
  });
}

function toLowBytes(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

function gramEndingAt(bytes: Uint8Array, end: number): number {
  return bytes.subarray(end - gramLength, end).reduce(gramAfter, 0);
}

/** How often each gram occurs in the literals, and so in the logs that they are for, and in ordinary lines. */
function countGrams(literals: readonly string[]): Uint16Array {
  const counts = new Uint16Array(1 << gramBits);
  const count = (text: string, weight: number): void => {
    const bytes = toLowBytes(text);
    for (let end = gramLength; end <= bytes.length; end++) {
      const gram = gramEndingAt(bytes, end);
      counts[gram] = (counts[gram] ?? 0) + weight;
    }
  };
  for (const literal of literals) count(literal, 1);
  for (const line of ordinaryLines) count(line, ordinaryWeight);
  return counts;
}

function leastPopularEnd(bytes: Uint8Array, popularity: Uint16Array): number {
  const costOf = (end: number): number =>
    (popularity[gramEndingAt(bytes, end)] ?? 0) ** 2 + (popularity[gramEndingAt(bytes, end + 1)] ?? 0) ** 2;
  let best = gramLength;
  for (let end = gramLength + 1; end < bytes.length; end++) if (costOf(end) < costOf(best)) best = end;
  return best;
}
