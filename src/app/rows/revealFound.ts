/** A list that grows is drawn anew every few seconds, so once more is nearly always enough. */
const maxTries = 3;

/**
 * Shows the row that `find` gives. VS Code refuses a row, naming what it calls it inside, when it draws the list around it
 * anew at that moment: the row is found and shown again then. Undefined once it is shown, and what VS Code refused it with
 * where it never is; what `find` throws is passed on.
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
