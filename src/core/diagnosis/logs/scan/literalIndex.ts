import { type AnchoredLiteral, placeAnchors } from './literalAnchors.ts';
import { gramBits } from './literalGram.ts';

/**
 * Which literals are known by a gram. Plain arrays of numbers, one place in them for each literal and gram, since what
 * is asked tens of thousands of times for a log must not reach for objects.
 */
export class LiteralIndex {
  /** A bit for each gram that some literal has. */
  readonly known = new Int32Array(1 << (gramBits - 5));
  /** For each known gram, its number among them. */
  readonly #numberOf = new Uint16Array(1 << gramBits);
  /** For each number of a gram the first of its places; the next number's is where they end. */
  readonly #firstPlaces: Int32Array;
  readonly #literals: readonly AnchoredLiteral[];
  readonly #ends: Uint16Array;
  readonly #firstBytes: Uint8Array;

  constructor(literals: readonly string[]) {
    const anchors = placeAnchors(literals).toSorted((one, other) => one.gram - other.gram);
    this.#literals = anchors.map(({ anchored }) => anchored);
    this.#ends = Uint16Array.from(this.#literals, ({ end }) => end);
    this.#firstBytes = Uint8Array.from(this.#literals, ({ bytes }) => bytes[0] ?? 0);
    const firstPlaces: number[] = [];
    for (const [place, { gram }] of anchors.entries()) {
      if (gram === anchors[place - 1]?.gram) continue;
      this.known[gram >>> 5] = (this.known[gram >>> 5] ?? 0) | (1 << (gram & 31));
      this.#numberOf[gram] = firstPlaces.push(place) - 1;
    }
    this.#firstPlaces = Int32Array.from([...firstPlaces, anchors.length]);
  }

  /** Calls back with the literals that may stand in `bytes` where `gram`, a known one, ends. */
  eachCandidate(bytes: Uint8Array, gram: number, gramEnd: number, found: Candidate): void {
    const number = this.#numberOf[gram] ?? 0;
    const endPlace = this.#firstPlaces[number + 1] ?? 0;
    for (let place = this.#firstPlaces[number] ?? 0; place < endPlace; place++) {
      const start = gramEnd - (this.#ends[place] ?? 0);
      // Few get past their first byte, so it is compared before the literal is reached for.
      if (bytes[start] !== this.#firstBytes[place]) continue;
      const literal = this.#literals[place];
      if (literal !== undefined && standsAt(bytes, start, literal.bytes)) found(literal, start);
    }
  }
}

export type Candidate = (literal: AnchoredLiteral, start: number) => void;

/** Whether `part`, whose first byte is known to, stands at `start`; from its end, since many literals begin alike. */
function standsAt(bytes: Uint8Array, start: number, part: Uint8Array): boolean {
  for (let at = part.length - 1; at > 0; at--) if (bytes[start + at] !== part[at]) return false;
  return true;
}
