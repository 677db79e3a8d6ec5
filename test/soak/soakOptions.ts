/** Options of a soak: as given to `npm run soak`, or else small enough for `npm test`. */
export interface SoakOptions {
  /** Hours of stepped time. */
  readonly hours: number;
  /** Seed of all random choices. */
  readonly seed: number;
  /** Seeds of a soak that runs once for each: one in `npm test`, three in `npm run soak`. */
  readonly seeds: readonly number[];
}

const shortHours = 1 / 3;
const askedHours = process.env['SOAK_HOURS'];
const seed = Number(process.env['SOAK_SEED'] ?? 1);

export const soakOptions: SoakOptions = {
  hours: Number(askedHours ?? shortHours),
  seed,
  seeds: askedHours === undefined ? [seed] : [seed, seed + 1, seed + 2],
};

/** Returns a generator of pseudorandom numbers in [0, 1), the same for the same seed (mulberry32). */
export function drawFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns one of `items`, chosen by `draw`. Throws if there are none. */
export function pick<T>(items: readonly T[], draw: () => number): T {
  const item = items[Math.floor(draw() * items.length)];
  if (item === undefined) throw new RangeError('There is nothing to pick from.');
  return item;
}
