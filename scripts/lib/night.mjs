/** True in the nightly run, which includes everything that takes turns, and tests that take too long for every run. */
export const isNight = process.env.NIGHTLY !== undefined;

const dayMs = 86_400_000;

/** Returns the number of today, which decides whose turn it is. */
export const findToday = () => Math.floor(Date.now() / dayMs);

/**
 * Returns today's share of the items, one of `turns`, or all of them in the nightly run.
 * @template T
 * @param {readonly T[]} items
 * @param {number} turns
 * @returns {readonly T[]}
 */
export function takeTurns(items, turns, today = findToday()) {
  return isNight ? items : items.filter((_, index) => index % turns === today % turns);
}
