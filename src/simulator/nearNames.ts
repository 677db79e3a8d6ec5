const mostNear = 3;

/**
 * Returns the three known names most similar to a name, most similar first, by the share of letter pairs that they have
 * in common.
 */
export function findNearNames(name: string, known: readonly string[]): readonly string[] {
  const pairs = toPairs(name);
  const likeness = (other: string): number => {
    const others = toPairs(other);
    return [...others].filter((pair) => pairs.has(pair)).length / (pairs.size + others.size);
  };
  const ranked = known.map((candidate) => ({ candidate, score: likeness(candidate) }));
  const near = ranked.filter(({ score }) => score > 0).sort((left, right) => right.score - left.score);
  return near.slice(0, mostNear).map(({ candidate }) => candidate);
}

/** Uses only letters and digits, ignoring case and word separators. */
function toPairs(name: string): ReadonlySet<string> {
  const letters = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)));
}
