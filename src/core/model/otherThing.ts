/**
 * Checks whether an item was created at a different time than an earlier item with the same ID (`before`), so it is a
 * different item. False if either time is unknown.
 */
export function isOtherThing(before: unknown, now: string | undefined): boolean {
  return typeof before === 'string' && now !== undefined && Date.parse(before) !== Date.parse(now);
}
