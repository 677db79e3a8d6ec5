import * as vscode from 'vscode';
import type { ExplorerProvider } from './explorerProvider.ts';
import { findNeighbour } from './neighbour.ts';
import type { TreeNode } from './treeNode.ts';

type ShownTree = Pick<
  vscode.TreeView<TreeNode>,
  'onDidChangeSelection' | 'onDidCollapseElement' | 'reveal' | 'visible'
>;

/** Where the user is in the explorer. */
interface Place {
  readonly row: TreeNode;
  /** The rows that stand beside it, itself among them. */
  readonly siblings: readonly TreeNode[];
}

/**
 * Keeps the user's place: when the row that is selected, or that is being changed, leaves its group, one that stood beside
 * it is selected. VS Code alone selects nothing then, and keys go on from the top of the tree.
 */
export class KeptPlace implements vscode.Disposable {
  readonly #view: ShownTree;
  readonly #provider: ExplorerProvider;
  readonly #subscriptions: readonly vscode.Disposable[];
  #place: Place | undefined;
  /** Whether keys go to the view, as far as can be told: VS Code does not tell extensions where the focus is. */
  #hasFocus = false;

  constructor(view: ShownTree, provider: ExplorerProvider) {
    this.#view = view;
    this.#provider = provider;
    const lose = (): void => {
      this.#hasFocus = false;
    };
    this.#subscriptions = [
      view.onDidChangeSelection(({ selection }) => this.#follow(selection)),
      view.onDidCollapseElement(({ element }) => this.#leave(element)),
      vscode.window.onDidChangeActiveTextEditor(lose),
      vscode.window.onDidChangeTextEditorSelection(({ kind }) => kind !== undefined && lose()),
      vscode.window.onDidChangeActiveTerminal(lose),
      provider.onDidChangeTreeData(() => void this.#move()),
    ];
  }

  /** Something of this row is about to be changed, from its menu or by a key: keys go to the view. */
  keep(row: TreeNode): void {
    this.#set(row);
    this.#hasFocus = true;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** A row that leaves the tree leaves the selection, too. */
  #follow(selection: readonly TreeNode[]): void {
    const [row, ...others] = selection;
    if (row === undefined || selection.some(({ id }) => id === this.#place?.row.id)) return;
    if (others.length === 0) this.#set(row);
    else this.#place = undefined;
    this.#hasFocus = false;
  }

  /** Who closes a branch is no longer in it, and selecting something there would open it again. */
  #leave({ id }: TreeNode): void {
    for (let above = this.#place?.row.parent; above !== undefined; above = above.parent) {
      if (above.id === id) this.#place = undefined;
    }
  }

  #set(row: TreeNode): void {
    this.#place = { row, siblings: row.parent === undefined ? [] : this.#provider.listCurrent(row.parent) };
  }

  async #move(): Promise<void> {
    const place = this.#place;
    if (place === undefined) return;
    const neighbour = findNeighbour(place.row, place.siblings, (above) => this.#provider.listCurrent(above));
    if (neighbour === undefined) return;
    this.#set(neighbour);
    if (!this.#view.visible) return;
    await this.#view.reveal(neighbour, { select: true, focus: this.#hasFocus }).then(
      () => undefined,
      () => undefined, // It has left the tree meanwhile, which is drawn anew then.
    );
  }
}
