import * as vscode from 'vscode';

/** A pick that accepts its first row when it has rows. */
class AnsweredPick {
  readonly #texts: string[];
  #accept: () => void = () => undefined;
  #hide: () => void = () => undefined;
  title = '';
  placeholder = '';
  value = '';
  selectedItems: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  #items: readonly vscode.QuickPickItem[] = [];

  constructor(texts: string[]) {
    this.#texts = texts;
  }

  get items(): readonly vscode.QuickPickItem[] {
    return this.#items;
  }

  set items(items: readonly vscode.QuickPickItem[]) {
    this.#items = items;
    for (const { label, description, detail } of items) this.#texts.push(label, description ?? '', detail ?? '');
    this.selectedItems = items.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator).slice(0, 1);
    this.activeItems = this.selectedItems;
    if (this.selectedItems.length > 0) setImmediate(() => this.#accept());
  }

  onDidAccept(listener: () => void): vscode.Disposable {
    this.#accept = listener;
    return { dispose: () => undefined };
  }

  onDidHide(listener: () => void): vscode.Disposable {
    this.#hide = listener;
    return { dispose: () => undefined };
  }

  onDidChangeValue(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  onDidChangeSelection(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  show(): void {
    this.#texts.push(this.title, this.placeholder);
  }

  hide(): void {
    this.#hide();
  }

  dispose(): void {}
}

/** Everything that was shown outside of editors while a test answered for the user. */
export interface Shown {
  /** Texts of notifications, questions, picks, boxes and progress. */
  readonly texts: readonly string[];
  /** Texts in which VS Code turns `[text](address)` into a link: notifications and questions. */
  readonly messages: readonly string[];
  /** Terminals that were opened. */
  readonly terminals: readonly vscode.Terminal[];
}

type Replacement = Readonly<Record<string, (...args: readonly never[]) => unknown>>;

/**
 * Runs `act` while every question is answered: modal questions with the last button, which confirms, picks with their
 * first row or the one labeled `chosen`, boxes with `typed(title)`, and dialogs for folders and files are canceled. Returns the shown texts. In tests, VS Code itself
 * shows no modal dialogs.
 */
export async function answerAll(
  act: () => Promise<unknown>,
  typed: (options: vscode.InputBoxOptions) => string,
  chosen?: RegExp,
): Promise<Shown> {
  const texts: string[] = [];
  const messages: string[] = [];
  const terminals: vscode.Terminal[] = [];
  const { createTerminal, withProgress } = vscode.window;
  const message = async (text: string, ...rest: readonly unknown[]): Promise<unknown> => {
    messages.push(text);
    const [options, ...buttons] = rest;
    if (typeof options !== 'object' || options === null) return undefined;
    messages.push(String(Reflect.get(options, 'detail') ?? ''), ...buttons.map(String));
    return buttons.findLast((button) => button !== 'Show the Plan');
  };
  const pick = async (items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions): Promise<unknown> => {
    texts.push(options?.title ?? '', options?.placeHolder ?? '');
    for (const { label, description, detail } of items) texts.push(label, description ?? '', detail ?? '');
    return items.find(({ label }) => chosen?.test(label)) ?? items[0];
  };
  const box = async (options: vscode.InputBoxOptions): Promise<string> => {
    texts.push(options.title ?? '', options.prompt ?? '');
    return typed(options);
  };
  const stubs: Replacement = {
    showWarningMessage: message,
    showInformationMessage: message,
    showErrorMessage: message,
    showQuickPick: pick,
    showInputBox: box,
    // A folder or file on this disk is not chosen.
    showOpenDialog: async (options: vscode.OpenDialogOptions = {}) => {
      texts.push(options.title ?? '', options.openLabel ?? '');
      return undefined;
    },
    createQuickPick: () => new AnsweredPick(texts),
    createTerminal: (options: vscode.TerminalOptions) => {
      texts.push(options.name ?? '');
      const terminal = createTerminal(options);
      terminals.push(terminal);
      return terminal;
    },
    withProgress: (options: vscode.ProgressOptions, task: Parameters<typeof withProgress>[1]) => {
      texts.push(options.title ?? '');
      return withProgress(options, (progress, token) =>
        task(
          {
            report: (step) => {
              texts.push(step.message ?? '');
              progress.report(step);
            },
          },
          token,
        ),
      );
    },
  };
  const originals = Object.fromEntries(Object.keys(stubs).map((name) => [name, Reflect.get(vscode.window, name)]));
  Object.assign(vscode.window, stubs);
  try {
    await act();
  } finally {
    Object.assign(vscode.window, originals);
  }
  return { texts: [...texts, ...messages], messages, terminals };
}
