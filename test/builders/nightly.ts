import { isNight, isTurn } from '../../scripts/lib/night.mjs';

export { isNight };

/** Returns the number of runs of a property test without a fixed seed: all of `atNight`, otherwise a quarter. */
export const runs = (atNight: number): number => (isNight ? atNight : Math.ceil(atNight / 4));

/** Returns today's share of the items, or all of them in the nightly run and when the file was chosen, which reproduces a failure of another day. */
export const takeTurns = <T>(items: readonly T[]): readonly T[] =>
  items.filter((_, index) => process.env['TEST_NAMES'] !== undefined || isTurn(index));
