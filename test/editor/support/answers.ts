import * as vscode from 'vscode';

const ignored = (): vscode.Disposable => ({ dispose: () => undefined });

/** A quick pick that chooses the first row whose label is in `wanted`, when it exists. */
class AnsweredPick {
  title = '';
  placeholder = '';
  value = '';
  canSelectMany = false;
  busy = false;
  selectedItems: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  readonly #wanted: readonly string[];
  readonly #see: Answers['see'];
  #items: readonly vscode.QuickPickItem[] = [];
  #accept: () => void = () => undefined;

  constructor(wanted: readonly string[], see: Answers['see']) {
    this.#wanted = wanted;
    this.#see = see;
  }

  get items(): readonly vscode.QuickPickItem[] {
    return this.#items;
  }

  set items(items: readonly vscode.QuickPickItem[]) {
    this.#items = items;
    this.#see?.(this.title, items);
    const chosen = items.find(({ label }) => this.#wanted.includes(label));
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
  onDidChangeSelection = ignored;
  onDidTriggerButton = ignored;
  show(): void {}
  hide(): void {}
  dispose(): void {}
}

/** Choices and inputs of a user while a command runs. */
export interface Answers {
  /** Labels of rows to choose, in every quick pick that has one of them. */
  readonly choose?: string | readonly string[];
  /** Called for every quick pick with its own rows. */
  readonly see?: (title: string, rows: readonly vscode.QuickPickItem[]) => void;
  /** Returns the text for an input box from its options. */
  readonly type?: (options: vscode.InputBoxOptions) => string;
}

/** Runs `act` while quick picks and input boxes answer themselves. */
export async function answering(
  { choose = '', type = () => '', see }: Answers,
  act: () => Promise<unknown>,
): Promise<void> {
  const wanted = typeof choose === 'string' ? [choose] : choose;
  const { createQuickPick, showInputBox, showQuickPick } = vscode.window;
  Object.assign(vscode.window, {
    createQuickPick: () => new AnsweredPick(wanted, see),
    showInputBox: async (options: vscode.InputBoxOptions) => type(options),
    showQuickPick: async (rows: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions) => {
      see?.(options?.title ?? '', rows);
      return rows.find(({ label }) => wanted.includes(label)) ?? showQuickPick(rows, options);
    },
  });
  try {
    await act();
  } finally {
    Object.assign(vscode.window, { createQuickPick, showInputBox, showQuickPick });
  }
}
