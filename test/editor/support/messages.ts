import * as vscode from 'vscode';

/** What was said to the user, and what was asked, in order. */
export interface Said {
  readonly questions: { readonly message: string; readonly detail: string }[];
  readonly warnings: string[];
  readonly status: string[];
}

type Buttons = readonly string[];

/**
 * Runs `act` while notifications, status messages and modal questions are caught; in tests VS Code refuses to show
 * modals. Every question is answered with its first button, or with Cancel. What was said is added to `said`.
 */
export async function listen(
  act: () => Promise<unknown>,
  answer: 'confirm' | 'cancel' = 'confirm',
  said: Said = { questions: [], warnings: [], status: [] },
): Promise<Said> {
  const { showWarningMessage, setStatusBarMessage } = vscode.window;
  const warn = async (message: string, options: unknown, ...buttons: Buttons): Promise<string | undefined> => {
    if (!isModal(options)) {
      said.warnings.push(message);
      return undefined;
    }
    said.questions.push({ message, detail: options.detail ?? '' });
    return answer === 'confirm' ? buttons[0] : undefined;
  };
  const setStatus = (message: string): vscode.Disposable => {
    said.status.push(message);
    return { dispose: () => undefined };
  };
  Object.assign(vscode.window, { showWarningMessage: warn, setStatusBarMessage: setStatus });
  try {
    await act();
  } finally {
    Object.assign(vscode.window, { showWarningMessage, setStatusBarMessage });
  }
  return said;
}

function isModal(options: unknown): options is vscode.MessageOptions {
  return typeof options === 'object' && options !== null && Reflect.get(options, 'modal') === true;
}
