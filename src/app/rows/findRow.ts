interface PlacedRow<T> {
  readonly id: string;
  readonly parent?: T | undefined;
}

/**
 * Finds the row to select when a row has moved or disappeared: the row in its new place, such as below another cause;
 * otherwise, the next of its former siblings, the previous one, the nearest row above, or the first row. Undefined if
 * the row has not moved, or if no row is left. `toChildren` returns the current rows below a row, or at the top.
 */
export function findNeighbour<T extends PlacedRow<T>>(
  row: T,
  siblings: readonly T[],
  toChildren: (above: T | undefined) => readonly T[],
): T | undefined {
  const rowsAbove = listAbove(row);
  const shown = new Map(toChildren(undefined).map((top) => [top.id, top]));
  for (const { id } of rowsAbove) {
    const above = shown.get(id);
    if (above !== undefined) for (const child of toChildren(above)) shown.set(child.id, child);
  }
  if (shown.has(row.id)) return undefined;
  const before = new Set(siblings.map(({ id }) => id));
  const moved = rowsAbove
    .slice(-2)
    .flatMap((above) => (shown.has(above.id) ? toChildren(above) : []))
    // Skip former siblings, of which there may be many, because the row is not below any of them.
    .flatMap((beside) => (before.has(beside.id) ? [] : toChildren(beside)))
    .find(({ id }) => id === row.id);
  if (moved !== undefined) return moved;
  const index = siblings.findIndex(({ id }) => id === row.id);
  const nearest = [...siblings.slice(index + 1), ...siblings.slice(0, Math.max(index, 0)).reverse()];
  const stays = [...nearest, ...rowsAbove.toReversed()].find(({ id }) => shown.has(id));
  return stays === undefined ? toChildren(undefined)[0] : shown.get(stays.id);
}

function listAbove<T extends PlacedRow<T>>(row: T): readonly T[] {
  return row.parent === undefined ? [] : [...listAbove(row.parent), row.parent];
}

/** Maximum number of attempts to show a row. A growing list is redrawn often, but two nearly always suffice. */
const maxTries = 3;

/**
 * Shows the row that `find` returns. While VS Code redraws the list around a row, it rejects the row with an error that
 * contains its internal ID, so the row is then found and shown again. Resolves to undefined when the row is shown, or
 * to VS Code's last error if it never is. Rethrows errors of `find`.
 */
export async function revealFound<T>(find: () => Promise<T>, reveal: (row: T) => PromiseLike<void>): Promise<unknown> {
  let refusal: unknown;
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    const row = await find();
    try {
      await reveal(row);
      return undefined;
    } catch (error) {
      refusal = error;
    }
  }
  return refusal;
}
