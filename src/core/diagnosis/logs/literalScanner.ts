/** Characters that are looked at together; a literal has at least as many. */
const gramLength = 5;
const gramBits = 20;
const gramMask = (1 << gramBits) - 1;
/** Each character moves the ones before it up by so many bits, so that a sixth is forgotten. */
const gramShift = gramBits / gramLength;

/** A literal, and where in it the characters end by which it is found. */
interface Anchored {
  readonly index: number;
  readonly literal: string;
  readonly firstCode: number;
  readonly end: number;
}

/**
 * Finds many literals in one pass. Each literal is known by five neighbouring characters that few other literals
 * have; a rolling hash of five characters says where a text may hold them. Time is linear in the text for a fixed
 * set of literals.
 */
export class LiteralScanner {
  /** A bit for each hash that some literal has; small enough to stay in the processor's cache. */
  readonly #known = new Int32Array(1 << (gramBits - 5));
  /** For each known hash, which of the buckets has its literals. */
  readonly #bucketOf = new Uint16Array(1 << gramBits);
  readonly #buckets: Anchored[][] = [];

  /** @throws RangeError for a literal that is too short. */
  constructor(literals: readonly string[]) {
    const popularity = countGrams(literals);
    for (const [index, literal] of literals.entries()) {
      if (literal.length < gramLength) throw new RangeError(`literal is too short: ${literal}`);
      const end = leastPopularEnd(literal, popularity);
      this.#bucketFor(hashOf(literal, end)).push({ index, literal, firstCode: literal.charCodeAt(0), end });
    }
  }

  #bucketFor(gram: number): Anchored[] {
    const word = this.#known[gram >>> 5] ?? 0;
    const bit = 1 << (gram & 31);
    if ((word & bit) === 0) {
      this.#known[gram >>> 5] = word | bit;
      this.#bucketOf[gram] = this.#buckets.push([]) - 1;
    }
    return this.#buckets[this.#bucketOf[gram] ?? 0] ?? [];
  }

  /** Calls back with the index of each literal found and where it begins, line by line in the order of the text. */
  scan(text: string, found: (literal: number, position: number) => void): void {
    const known = this.#known;
    const length = text.length;
    for (let at = 0, gram = 0; at < length; at++) {
      gram = ((gram << gramShift) ^ text.charCodeAt(at)) & gramMask;
      if ((((known[gram >>> 5] ?? 0) >>> (gram & 31)) & 1) === 1) this.#verify(text, gram, at + 1, found);
    }
  }

  #verify(text: string, gram: number, gramEnd: number, found: (literal: number, position: number) => void): void {
    const bucket = this.#buckets[this.#bucketOf[gram] ?? 0] ?? [];
    for (const anchored of bucket) {
      const start = gramEnd - anchored.end;
      // Comparing one character first spares most of the calls that would fail.
      if (text.charCodeAt(start) === anchored.firstCode && text.startsWith(anchored.literal, start))
        found(anchored.index, start);
    }
  }
}

function hashOf(literal: string, end: number): number {
  let value = 0;
  for (let at = end - gramLength; at < end; at++) value = ((value << gramShift) ^ literal.charCodeAt(at)) & gramMask;
  return value;
}

/** How many times each hash occurs in the literals: what is common in them is common in logs. */
function countGrams(literals: readonly string[]): Uint16Array {
  const counts = new Uint16Array(1 << gramBits);
  for (const literal of literals)
    for (let end = gramLength; end <= literal.length; end++) {
      const gram = hashOf(literal, end);
      counts[gram] = (counts[gram] ?? 0) + 1;
    }
  return counts;
}

function leastPopularEnd(literal: string, popularity: Uint16Array): number {
  let best = gramLength;
  for (let end = gramLength; end <= literal.length; end++)
    if ((popularity[hashOf(literal, end)] ?? 0) < (popularity[hashOf(literal, best)] ?? 0)) best = end;
  return best;
}
