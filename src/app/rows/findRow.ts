interface PlacedRow<T> {
  readonly id: string;
  readonly parent?: T | undefined;
}

/**
 * Finds where to select when a row has moved or gone: the row in its new place, such as below another cause, else the
 * next of its former siblings, else the one before, else the nearest row above, else the first of all. Undefined while
 * the row is where it was, and when no row is left. `toChildren` returns the current rows below a row, or at the top.
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
    // Skip former siblings, of which there may be many: the row is below none of them.
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

/** A growing list is redrawn every few seconds, so a second try is nearly always enough. */
const maxTries = 3;

/**
 * Shows the row that `find` returns. VS Code rejects a row, with an error that contains its internal ID, while it
 * redraws the list around the row: then the row is found and shown again. Resolves to undefined once the row is shown,
 * or to VS Code's last error if it never is. Rethrows what `find` throws.
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
