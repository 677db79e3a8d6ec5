import type { TreeView } from 'vscode';
import type { Disposable } from '../../core/event.ts';

/** The selected rows of a view, including those that VS Code forgets while it redraws them. */
export class Selection<T> implements Disposable {
  readonly #listening: Disposable;
  #rows: readonly T[] = [];

  constructor(view: Pick<TreeView<T>, 'onDidChangeSelection'>) {
    this.#listening = view.onDidChangeSelection(({ selection }) => {
      this.#rows = selection;
    });
  }

  /** Returns the most recent selection. */
  get rows(): readonly T[] {
    return this.#rows;
  }

  dispose(): void {
    this.#listening.dispose();
  }
}

/** VS Code's own command that toggles the selection of the focused row. */
export const toggleCommand = 'list.toggleSelection';

/** Maximum number of attempts if the rows are replaced during an attempt. */
const mostLooks = 3;

/**
 * Finds the rows that a key in the focused view applies to: the selected ones if the focused row is among them,
 * otherwise only the focused row. VS Code reveals the focused row to extensions only when it becomes selected, so its
 * selection is toggled twice. Rows that are reloaded in between are other objects, and may be missing for a moment:
 * only a difference of exactly one row shows which has the focus, and no row is better than an unintended one.
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
