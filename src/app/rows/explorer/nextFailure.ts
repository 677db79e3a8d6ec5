interface PlacedRow<T> {
  readonly parent?: T | undefined;
}

/**
 * Finds the next failed row after `row`, wrapping around to the first; undefined if none has failed. Skips rows that
 * count as failed only because of rows below them. `rows` are in the order of the tree, from top to bottom.
 */
export function findNextFailure<T extends PlacedRow<T>>(
  rows: readonly T[],
  row: unknown,
  isFailed: (row: T) => boolean,
): T | undefined {
  const failed = new Set(rows.filter(isFailed));
  for (const { parent } of [...failed]) {
    for (let above = parent; above !== undefined; above = above.parent) failed.delete(above);
  }
  const from = rows.findIndex((each) => Object.is(each, row));
  return [...rows.slice(from + 1), ...rows].find((each) => failed.has(each));
}
