import * as vscode from 'vscode';
import { findActiveDocument } from '../editors/shownDocuments.ts';

interface SelectableView {
  readonly onDidSelect: vscode.Event<void>;
  readonly drawn:
    | { readonly isVisible: boolean; readonly selection: readonly unknown[]; isMovedTo(row: unknown): boolean }
    | undefined;
}

type Place = SelectableView | 'document';

/**
 * Tracks which of our views and documents the user visited last. VS Code doesn't report the focus to extensions, so a
 * view counts as focused when another row is selected in it, and a document when it becomes active or the user does
 * something in it.
 */
export class InFront implements vscode.Disposable {
  readonly #subscriptions: readonly vscode.Disposable[];
  /** Views and documents, most recently visited first. */
  #places: readonly Place[];
  #active = findActiveDocument()?.toString();

  constructor(views: readonly SelectableView[], onDidFocusPage: vscode.Event<void>) {
    this.#places = ['document', ...views];
    const { window } = vscode;
    this.#subscriptions = [
      ...views.map((view) => view.onDidSelect(() => this.#note(view))),
      onDidFocusPage(() => this.#note('document')),
      window.onDidChangeActiveTextEditor(() => this.#noteActive()),
      window.tabGroups.onDidChangeTabs(() => this.#noteActive()),
      window.tabGroups.onDidChangeTabGroups(() => this.#noteActive()),
      // Without a kind, the user did not move the selection.
      window.onDidChangeTextEditorSelection(({ kind }) => kind !== undefined && this.#note('document')),
    ];
  }

  /**
   * Lists the arguments that a menu of each place would pass, the most recent place first: the address of the active
   * document, and the selected rows of the visible views. Leaves out a row that is selected only because the row before
   * it has disappeared.
   */
  list(): readonly (readonly unknown[])[] {
    return this.#places.flatMap((place): readonly (readonly unknown[])[] => {
      if (place === 'document') {
        const uri = findActiveDocument();
        return uri === undefined ? [] : [[uri]];
      }
      const { drawn } = place;
      const [row] = drawn?.isVisible === true ? drawn.selection : [];
      return row === undefined || drawn?.isMovedTo(row) === true ? [] : [[row, drawn?.selection]];
    });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #noteActive(): void {
    const active = findActiveDocument()?.toString();
    if (active === this.#active) return;
    this.#active = active;
    this.#note('document');
  }

  #note(place: Place): void {
    this.#places = [place, ...this.#places.filter((other) => other !== place)];
  }
}
