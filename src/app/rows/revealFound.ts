/** A growing list is redrawn every few seconds, so a second try is nearly always enough. */
const maxTries = 3;

/**
 * Shows the row that `find` returns. VS Code rejects a row, with an error that contains its internal id, while it
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
