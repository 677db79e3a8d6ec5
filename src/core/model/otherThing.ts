/**
 * Whether a thing was made at another time than the one that had its id `before`, and so is another one. False where
 * either time is not known.
 */
export function isOtherThing(before: unknown, now: string | undefined): boolean {
  return typeof before === 'string' && now !== undefined && Date.parse(before) !== Date.parse(now);
}
