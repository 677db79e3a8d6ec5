/**
 * These functions take any number of values: a call with `...values` puts each value on the stack and fails with a
 * `RangeError` from about 125,000 values.
 */

/** Returns the largest of the values, but at least `least`, which is negative infinity by default. */
export function findLargest(values: Iterable<number>, least = Number.NEGATIVE_INFINITY): number {
  let largest = least;
  for (const value of values) largest = Math.max(largest, value);
  return largest;
}

/** Returns the smallest of the values, but at most `most`, which is infinity by default. */
export function findSmallest(values: Iterable<number>, most = Number.POSITIVE_INFINITY): number {
  let smallest = most;
  for (const value of values) smallest = Math.min(smallest, value);
  return smallest;
}

/** Returns the sum of the values, 0 if there are none. */
export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Compares strings by UTF-16 code units, independent of the language. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
