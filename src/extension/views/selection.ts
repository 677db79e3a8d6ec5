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
