/*
 * For any number of values, of which a call with `...values` puts each on the stack: from about 125,000 on it fails with a
 * `RangeError`.
 */

/** The largest of these values, and no less than `least`: negative infinity where there are none. */
export function findLargest(values: Iterable<number>, least = Number.NEGATIVE_INFINITY): number {
  let largest = least;
  for (const value of values) largest = Math.max(largest, value);
  return largest;
}

/** The smallest of these values, and no more than `most`: infinity where there are none. */
export function findSmallest(values: Iterable<number>, most = Number.POSITIVE_INFINITY): number {
  let smallest = most;
  for (const value of values) smallest = Math.min(smallest, value);
  return smallest;
}
