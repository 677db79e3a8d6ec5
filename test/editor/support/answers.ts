import * as vscode from 'vscode';

const ignored = (): vscode.Disposable => ({ dispose: () => undefined });

/** A quick pick that chooses the first row whose label is `wanted`, as soon as it is there. */
class AnsweredPick {
  title = '';
  placeholder = '';
  value = '';
  canSelectMany = false;
  busy = false;
  selectedItems: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  readonly #wanted: string;
  #items: readonly vscode.QuickPickItem[] = [];
  #accept: () => void = () => undefined;

  constructor(wanted: string) {
    this.#wanted = wanted;
  }

  get items(): readonly vscode.QuickPickItem[] {
    return this.#items;
  }

  set items(items: readonly vscode.QuickPickItem[]) {
    this.#items = items;
    const chosen = items.find(({ label }) => label === this.#wanted);
    if (chosen === undefined) return;
    this.selectedItems = [chosen];
    this.activeItems = [chosen];
    queueMicrotask(() => this.#accept());
  }

  onDidAccept(listener: () => void): vscode.Disposable {
    this.#accept = listener;
    return ignored();
  }

  onDidHide = ignored;
  onDidChangeValue = ignored;
  onDidTriggerButton = ignored;
  show(): void {}
  hide(): void {}
  dispose(): void {}
}

/** What a user would choose and type while a command runs. */
export interface Answers {
  /** Label of the row to choose in every quick pick that has it. */
  readonly choose?: string;
  /** What to type into an input box, given what it shows. */
  readonly type?: (options: vscode.InputBoxOptions) => string;
}

/** Runs `act` while quick picks and input boxes answer themselves. */
export async function answering({ choose = '', type = () => '' }: Answers, act: () => Promise<unknown>): Promise<void> {
  const { createQuickPick, showInputBox, showQuickPick } = vscode.window;
  Object.assign(vscode.window, {
    createQuickPick: () => new AnsweredPick(choose),
    showInputBox: async (options: vscode.InputBoxOptions) => type(options),
    showQuickPick: async (rows: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions) =>
      rows.find(({ label }) => label === choose) ?? showQuickPick(rows, options),
  });
  try {
    await act();
  } finally {
    Object.assign(vscode.window, { createQuickPick, showInputBox, showQuickPick });
  }
}
