import * as vscode from 'vscode';

/** A quick pick in which a test types and chooses. */
export class DrivenPick {
  readonly #typed = new vscode.EventEmitter<string>();
  readonly #accepted = new vscode.EventEmitter<void>();
  readonly #shown = new vscode.EventEmitter<void>();
  readonly #ticked = new vscode.EventEmitter<readonly vscode.QuickPickItem[]>();
  readonly onDidChangeValue = this.#typed.event;
  readonly onDidAccept = this.#accepted.event;
  readonly onDidChangeSelection = this.#ticked.event;
  /** Fires when the pick has changed. */
  readonly onDidDraw = this.#shown.event;
  readonly #hidden = new vscode.EventEmitter<void>();
  readonly onDidHide = this.#hidden.event;
  title = '';
  isShown = false;
  value = '';
  selectedItems: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  #items: readonly vscode.QuickPickItem[] = [];
  #busy = false;

  get items(): readonly vscode.QuickPickItem[] {
    return this.#items;
  }

  set items(items: readonly vscode.QuickPickItem[]) {
    this.#items = items;
    this.#shown.fire();
  }

  get busy(): boolean {
    return this.#busy;
  }

  set busy(busy: boolean) {
    this.#busy = busy;
    this.#shown.fire();
  }

  show(): void {
    this.isShown = true;
    this.#shown.fire();
  }
  hide(): void {
    this.#hidden.fire();
  }
  dispose(): void {}

  type(text: string): void {
    this.value = text;
    this.#typed.fire(text);
  }

  accept(): void {
    this.#accepted.fire();
  }

  /** Checks these rows, as in a pick with multiple selection. */
  tick(...items: readonly vscode.QuickPickItem[]): void {
    this.selectedItems = [...this.selectedItems, ...items];
    this.#ticked.fire(this.selectedItems);
  }

  choose(item: vscode.QuickPickItem): void {
    this.selectedItems = [item];
    this.accept();
  }
}

/** Runs `act` with a driven pick in place of each quick pick. */
export async function withDrivenPick<T>(act: (pick: DrivenPick) => Promise<T>): Promise<T> {
  const { createQuickPick } = vscode.window;
  const pick = new DrivenPick();
  Object.assign(vscode.window, { createQuickPick: () => pick });
  try {
    return await act(pick);
  } finally {
    Object.assign(vscode.window, { createQuickPick });
  }
}
