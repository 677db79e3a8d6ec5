import * as vscode from 'vscode';
import { findNeighbour } from '../../app/rows/findRow.ts';

type ShownTree<T> = Pick<
  vscode.TreeView<T>,
  'onDidChangeSelection' | 'onDidCollapseElement' | 'reveal' | 'selection' | 'visible'
>;

interface PlacedNode<T> {
  readonly id: string;
  readonly parent?: T | undefined;
}

interface Rows<T> {
  readonly onDidChangeTreeData: vscode.Event<unknown>;
  /** Returns the current children of a row, or the top rows. */
  listCurrent(above?: T): readonly T[];
  /** Returns the row that now shows the content of a row that is gone; undefined if there is none. */
  findAgain?(row: T): T | undefined;
}

interface Place<T> {
  readonly row: T;
  /** The rows of the row's group, including the row itself. */
  readonly siblings: readonly T[];
}

/**
 * Time after an action in which keys are still assumed to go to the view: after a longer wait, the user does something
 * else.
 */
const focusMs = 15_000;

/**
 * Keeps the user's position: when the selected row, or the one being changed, leaves its group, selects a neighbor.
 * Otherwise VS Code selects nothing, and keys continue from the top of the tree.
 */
export class KeptPlace<T extends PlacedNode<T>> implements vscode.Disposable {
  readonly #view: ShownTree<T>;
  readonly #rows: Rows<T>;
  readonly #now: () => number;
  readonly #subscriptions: readonly vscode.Disposable[];
  #place: Place<T> | undefined;
  /** The row that was selected automatically, until the user selects another. */
  #movedTo: string | undefined;
  /**
   * Time until which keys are assumed to go to the view: VS Code doesn't show extensions where the focus is, or that
   * its own palette is open, which would be closed by taking the focus.
   */
  #focusUntilMs = 0;

  /** `now` returns milliseconds since the epoch. */
  constructor(view: ShownTree<T>, rows: Rows<T>, now: () => number = Date.now) {
    this.#view = view;
    this.#rows = rows;
    this.#now = now;
    const lose = (): void => this.lose();
    this.#subscriptions = [
      view.onDidChangeSelection(({ selection }) => this.#follow(selection)),
      view.onDidCollapseElement(({ element }) => this.#leave(element)),
      vscode.window.onDidChangeActiveTextEditor(lose),
      vscode.window.onDidChangeTextEditorSelection(({ kind }) => kind !== undefined && lose()),
      vscode.window.onDidChangeActiveTerminal(lose),
      vscode.window.onDidChangeWindowState(({ focused }) => !focused && lose()),
      rows.onDidChangeTreeData(() => void this.#move()),
    ];
  }

  /**
   * Keeps the user's position at a row whose item is about to be changed. Keys are assumed to go to the view if the
   * change was made by a key (`isByKey`) or from the menu of a selected row; with the mouse, the user can use the menu
   * of any row and continue elsewhere.
   */
  keep(row: T, isByKey: boolean): void {
    const isSelected = this.#view.selection.some(({ id }) => id === row.id);
    this.#set(row);
    this.#focusUntilMs = isByKey || isSelected ? this.#now() + focusMs : 0;
  }

  /** Returns true if a row is selected only because the changed row before it has left its group. */
  isMovedTo({ id }: T): boolean {
    return id === this.#movedTo;
  }

  /** Notes that keys now go elsewhere. */
  lose(): void {
    this.#focusUntilMs = 0;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Follows the user's selection. A row that leaves the tree is also deselected. */
  #follow(selection: readonly T[]): void {
    const [row, ...others] = selection;
    if (row === undefined || selection.some(({ id }) => id === this.#place?.row.id)) return;
    this.#movedTo = undefined;
    if (others.length === 0) this.#set(row);
    else this.#place = undefined;
    this.lose();
  }

  /** After collapsing a branch, the user is no longer in it, and selecting a row there would expand it again. */
  #leave({ id }: T): void {
    for (let above = this.#place?.row.parent; above !== undefined; above = above.parent) {
      if (above.id === id) this.#place = undefined;
    }
  }

  #set(row: T): void {
    this.#place = { row, siblings: this.#rows.listCurrent(row.parent) };
  }

  async #move(): Promise<void> {
    const place = this.#place;
    if (place === undefined) return;
    const neighbour = findNeighbour(place.row, place.siblings, (above) => this.#rows.listCurrent(above));
    if (neighbour === undefined) return;
    const next = this.#rows.findAgain?.(place.row) ?? neighbour;
    this.#set(next);
    this.#movedTo = next.id;
    if (!this.#view.visible) return;
    await this.#view.reveal(next, { select: true, focus: this.#now() < this.#focusUntilMs }).then(
      () => undefined,
      () => undefined, // The row has left the tree, which is then redrawn.
    );
  }
}
