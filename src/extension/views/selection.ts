import type { TreeView } from 'vscode';
import type { Disposable } from '../../core/event.ts';

/** The selected rows of a view, also those that VS Code forgets while it draws them again. */
export class Selection<T> implements Disposable {
  readonly #listening: Disposable;
  #rows: readonly T[] = [];

  constructor(view: Pick<TreeView<T>, 'onDidChangeSelection'>) {
    this.#listening = view.onDidChangeSelection(({ selection }) => {
      this.#rows = selection;
    });
  }

  /** What was selected last. */
  get rows(): readonly T[] {
    return this.#rows;
  }

  dispose(): void {
    this.#listening.dispose();
  }
}

/** VS Code's own command to add the row with the focus to the selection, or to take it out. */
export const toggleCommand = 'list.toggleSelection';

/** How often it is looked again when the rows were replaced while it was looked. */
const mostLooks = 3;

/**
 * The rows of a view that has the focus which a key is for: the selected ones where the row with the focus is among
 * them, else that row alone. VS Code shows extensions a row with the focus only when it becomes selected, so that is
 * done and taken back. Rows that are read again during that are other objects, and may be missing for a moment: only a
 * difference of one row shows which has the focus, and no row is better than one that the user did not mean.
 */
export async function findKeyRows<T extends { readonly id: string }>(
  view: Pick<TreeView<T>, 'selection'>,
  toggle: () => PromiseLike<unknown>,
): Promise<readonly T[]> {
  for (let look = 0; look < mostLooks; look += 1) {
    const before = view.selection;
    await toggle();
    const during = view.selection;
    await toggle();
    const [added, ...othersAdded] = subtract(during, before);
    const removed = subtract(before, during);
    if (added !== undefined && othersAdded.length === 0 && removed.length === 0) return [added];
    if (added === undefined && removed.length === 1) return before;
  }
  return [];
}

function subtract<T extends { readonly id: string }>(rows: readonly T[], others: readonly T[]): readonly T[] {
  const ids = new Set(others.map(({ id }) => id));
  return rows.filter(({ id }) => !ids.has(id));
}
