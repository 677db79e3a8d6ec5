/** Maximum edit distance of a name that is considered a misspelling. */
const maxDistance = 3;
const maxNameLength = 60;

/**
 * Counts the changes of single characters that turn one name into the other, where a swap counts once; undefined for
 * more than `limit`, which usually shows after a few letters.
 */
function editDistance(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  let leastOfLast = 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let leastOfRow = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1);
      row.push(least);
      leastOfRow = Math.min(leastOfRow, least);
    }
    // A swap uses the row before the last, so both rows must exceed the limit.
    if (leastOfRow > limit && leastOfLast > limit) return undefined;
    beforeLast = last;
    last = row;
    leastOfLast = leastOfRow;
  }
  const distance = last[b.length] ?? 0;
  return distance <= limit ? distance : undefined;
}

/** Finds the known name that was most likely meant, ignoring case; undefined if none is similar. */
export function suggest(name: string, known: readonly string[]): string | undefined {
  if (name.length > maxNameLength) return undefined;
  const lowerCase = name.toLowerCase();
  let limit = Math.min(maxDistance, Math.max(1, Math.floor(name.length / 3)));
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(lowerCase, candidate.toLowerCase(), limit);
    if (distance === undefined) continue;
    if (distance === 0) return candidate;
    // Prefers the first of equally similar names, and those with the same first letter, which is rarely mistyped.
    const beginsAlike = candidate[0]?.toLowerCase() === lowerCase[0];
    if (distance === least && !beginsAlike) continue;
    best = candidate;
    least = distance;
    limit = beginsAlike ? distance - 1 : distance;
  }
  return best;
}
