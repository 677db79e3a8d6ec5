/** Returns the first group of a pattern with alternatives that took part in a match; undefined without one. */
export function findGroup(match: RegExpMatchArray | null): string | undefined {
  return match?.slice(1).find((group) => group !== undefined);
}
