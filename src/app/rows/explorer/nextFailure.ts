/** A row of a tree with the one above it. */
interface PlacedRow<T> {
  readonly parent?: T | undefined;
}

/**
 * The failed row after `row`, the first after the last; undefined where none has failed. Rows that are failed since some
 * below them are lead to these. `rows` stand as in the tree, from the top down.
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
