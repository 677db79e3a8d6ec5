import { isNight, takeTurns as shareByDay } from '../../scripts/lib/night.mjs';

export { isNight };

/** Returns the number of runs of a property test without a fixed seed: all of `atNight`, otherwise a quarter. */
export const runs = (atNight: number): number => (isNight ? atNight : Math.ceil(atNight / 4));

const turns = 4;

/**
 * Returns today's quarter of the items, or all of them in the nightly run and when the file was chosen by name, which
 * also reproduces a failure of another day.
 */
export function takeTurns<T>(items: readonly T[], today?: number): readonly T[] {
  return process.env['TEST_NAMES'] !== undefined ? items : shareByDay(items, turns, today);
}
