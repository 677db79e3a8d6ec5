/**
 * Functions for any number of values, since a call with `...values` puts each on the stack and fails with a
 * `RangeError` from about 125,000 on.
 */

/** Returns the largest of the values, but at least `least`: negative infinity if there are none. */
export function findLargest(values: Iterable<number>, least = Number.NEGATIVE_INFINITY): number {
  let largest = least;
  for (const value of values) largest = Math.max(largest, value);
  return largest;
}

/** Returns the smallest of the values, but at most `most`: infinity if there are none. */
export function findSmallest(values: Iterable<number>, most = Number.POSITIVE_INFINITY): number {
  let smallest = most;
  for (const value of values) smallest = Math.min(smallest, value);
  return smallest;
}
