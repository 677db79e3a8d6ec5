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
  /** The rows below a row, or at the top, as they are now. */
  listCurrent(above?: T): readonly T[];
  /** The row that now shows what a row that is gone showed; undefined where none does. */
  findAgain?(row: T): T | undefined;
}

interface Place<T> {
  readonly row: T;
  /** The rows beside it, itself among them. */
  readonly siblings: readonly T[];
}

/**
 * How long after an action keys are still taken to go to the view: after a longer wait the user does something else.
 */
const focusMs = 15_000;

/**
 * Keeps the user's place: when the row that is selected, or that is being changed, leaves its group, one that stood beside
 * it is selected. VS Code alone selects nothing then, and keys go on from the top of the tree.
 */
export class KeptPlace<T extends PlacedNode<T>> implements vscode.Disposable {
  readonly #view: ShownTree<T>;
  readonly #rows: Rows<T>;
  readonly #now: () => number;
  readonly #subscriptions: readonly vscode.Disposable[];
  #place: Place<T> | undefined;
  /** The row that was selected for the user, who has selected none since. */
  #movedTo: string | undefined;
  /**
   * Until when keys go to the view, as far as that can be known: VS Code shows extensions neither where the focus is
   * nor that its own palette is open, which would be closed by taking the focus.
   */
  #focusUntilMs = 0;

  /** `now` in milliseconds since 1970. */
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
   * Something of this row is about to be changed. Keys go to the view when it `isByKey`, or from the menu of a row that
   * is selected; a mouse reaches any other row as well, and its user may go on elsewhere.
   */
  keep(row: T, isByKey: boolean): void {
    const isSelected = this.#view.selection.some(({ id }) => id === row.id);
    this.#set(row);
    this.#focusUntilMs = isByKey || isSelected ? this.#now() + focusMs : 0;
  }

  /** Whether a row is selected only because the one that was changed before it has left its group. */
  isMovedTo({ id }: T): boolean {
    return id === this.#movedTo;
  }

  /** Keys go elsewhere now. */
  lose(): void {
    this.#focusUntilMs = 0;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** A row that leaves the tree leaves the selection, too. */
  #follow(selection: readonly T[]): void {
    const [row, ...others] = selection;
    if (row === undefined || selection.some(({ id }) => id === this.#place?.row.id)) return;
    this.#movedTo = undefined;
    if (others.length === 0) this.#set(row);
    else this.#place = undefined;
    this.lose();
  }

  /** After closing a branch the user is no longer in it, and selecting a row there would open it again. */
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
      () => undefined, // It has left the tree, which is then drawn again.
    );
  }
}
