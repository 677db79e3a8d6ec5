/**
 * Checks whether an item was created at another time than an earlier one with the same ID (`before`), and is therefore
 * a different one. False if either time is unknown.
 */
export function isOtherThing(before: unknown, now: string | undefined): boolean {
  return typeof before === 'string' && now !== undefined && Date.parse(before) !== Date.parse(now);
}
