/** True in the nightly run, which also does what takes too long for every run. */
export const isNight = process.env['NIGHTLY'] !== undefined;

/** Returns the number of runs of a property test without a fixed seed: all of `atNight`, otherwise a quarter. */
export const runs = (atNight: number): number => (isNight ? atNight : Math.ceil(atNight / 4));

const turns = 4;

/**
 * Returns the items whose turn it is today, a quarter of them; all of them at night, and if someone chose the file. Today's failure
 * can be reproduced by choosing the file.
 */
export function takeTurns<T>(items: readonly T[], today = Math.floor(Date.now() / 86_400_000)): readonly T[] {
  const isChosen = process.env['TEST_NAMES'] !== undefined;
  return isNight || isChosen ? items : items.filter((_, index) => index % turns === today % turns);
}
