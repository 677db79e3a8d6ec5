import * as vscode from 'vscode';

/** Everything that was shown outside of editors while a test answered for the user. */
export interface Shown {
  /** Texts of notifications, questions, picks, boxes and progress. */
  readonly texts: readonly string[];
  /** Terminals that were opened. */
  readonly terminals: readonly vscode.Terminal[];
}

type Replacement = Readonly<Record<string, (...args: readonly never[]) => unknown>>;

/**
 * Runs `act` while every question is answered: modal questions with their button, picks with their first row, boxes
 * with `typed(title)`. Returns what was shown. In tests VS Code itself shows no modals.
 */
export async function answerAll(
  act: () => Promise<unknown>,
  typed: (options: vscode.InputBoxOptions) => string,
): Promise<Shown> {
  const texts: string[] = [];
  const terminals: vscode.Terminal[] = [];
  const { createTerminal, withProgress } = vscode.window;
  const message = async (text: string, ...rest: readonly unknown[]): Promise<unknown> => {
    texts.push(text);
    const [options, ...buttons] = rest;
    if (typeof options !== 'object' || options === null) return undefined;
    texts.push(String(Reflect.get(options, 'detail') ?? ''), ...buttons.map(String));
    return buttons[0];
  };
  const pick = async (items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions): Promise<unknown> => {
    texts.push(options?.title ?? '', options?.placeHolder ?? '');
    for (const { label, description, detail } of items) texts.push(label, description ?? '', detail ?? '');
    return items[0];
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
    setStatusBarMessage: (text: string) => {
      texts.push(text);
      return { dispose: () => undefined };
    },
    createTerminal: (options: vscode.TerminalOptions) => {
      texts.push(options.name ?? '');
      const terminal = createTerminal(options);
      terminals.push(terminal);
      return terminal;
    },
    withProgress: (options: vscode.ProgressOptions, task: Parameters<typeof withProgress>[1]) => {
      texts.push(options.title ?? '');
      return withProgress(options, task);
    },
  };
  const originals = Object.fromEntries(Object.keys(stubs).map((name) => [name, Reflect.get(vscode.window, name)]));
  Object.assign(vscode.window, stubs);
  try {
    await act();
  } finally {
    Object.assign(vscode.window, originals);
  }
  return { texts, terminals };
}
