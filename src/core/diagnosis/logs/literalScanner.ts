/** Finds many literals in one pass; a literal is at least this long. */
export const shortestLiteral = 4;

const pairBits = 15;
const pairMask = (1 << pairBits) - 1;

/**
 * Wu and Manber's search for many literals at once: pairs of characters say how far the window may jump,
 * so most characters of a log are never looked at. Time is linear in the text for a fixed set of literals.
 */
export class LiteralScanner {
  readonly #literals: readonly string[];
  readonly #jump = new Uint8Array(1 << pairBits).fill(shortestLiteral - 1);
  readonly #buckets: (readonly number[])[] = [];

  /** @throws RangeError for a literal that is too short. */
  constructor(literals: readonly string[]) {
    this.#literals = literals;
    const buckets: number[][] = [];
    literals.forEach((literal, index) => {
      if (literal.length < shortestLiteral) throw new RangeError(`literal is too short: ${literal}`);
      for (let at = 1; at < shortestLiteral; at++) {
        const pair = pairOf(literal.charCodeAt(at - 1), literal.charCodeAt(at));
        const jump = shortestLiteral - 1 - at;
        if (jump < (this.#jump[pair] ?? 0)) this.#jump[pair] = jump;
        if (jump === 0) {
          buckets[pair] ??= [];
          buckets[pair].push(index);
        }
      }
    });
    this.#buckets = buckets;
  }

  /** Calls back with the index of each literal found and where it begins, in the order of the text. */
  scan(text: string, found: (literal: number, position: number) => void): void {
    const jumps = this.#jump;
    const end = text.length;
    for (let at = shortestLiteral - 1; at < end; ) {
      const pair = pairOf(text.charCodeAt(at - 1), text.charCodeAt(at));
      const jump = jumps[pair] ?? 0;
      if (jump === 0) this.#verify(text, pair, at - shortestLiteral + 1, found);
      at += jump === 0 ? 1 : jump;
    }
  }

  #verify(text: string, pair: number, start: number, found: (literal: number, position: number) => void): void {
    for (const index of this.#buckets[pair] ?? []) {
      if (text.startsWith(this.#literals[index] ?? '', start)) found(index, start);
    }
  }
}

function pairOf(first: number, second: number): number {
  return ((first << 7) ^ second) & pairMask;
}
