/** True in the nightly run, which includes tests that take too long for every run. */
export const isNight = process.env['NIGHTLY'] !== undefined;

/** Returns the number of runs of a property test without a fixed seed: all of `atNight`, otherwise a quarter. */
export const runs = (atNight: number): number => (isNight ? atNight : Math.ceil(atNight / 4));

const turns = 4;

/**
 * Returns today's quarter of the items, or all of them in the nightly run and when the file was chosen by name, which
 * also reproduces a failure of another day.
 */
export function takeTurns<T>(items: readonly T[], today = Math.floor(Date.now() / 86_400_000)): readonly T[] {
  const isChosen = process.env['TEST_NAMES'] !== undefined;
  return isNight || isChosen ? items : items.filter((_, index) => index % turns === today % turns);
}
