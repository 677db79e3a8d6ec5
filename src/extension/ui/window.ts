import * as vscode from 'vscode';
import { toNotificationText, toShownText } from '../../app/messages/notificationText.ts';

/**
 * Prompts and messages of this extension in VS Code: secrets are removed from foreign text, invisible characters are
 * made visible, and nothing becomes a link. No other file calls VS Code's functions for this.
 */

/** Like `vscode.window.showInputBox`; the box's content is the user's and stays unchanged. */
export async function showInputBox(options: vscode.InputBoxOptions): Promise<string | undefined> {
  const { validateInput } = options;
  return vscode.window.showInputBox({
    ...options,
    ...toShownProperties(options, ['title', 'prompt', 'placeHolder']),
    ...(validateInput === undefined
      ? {}
      : {
          validateInput: async (value) => {
            const problem = await validateInput(value);
            return typeof problem === 'string' ? toNotificationText(problem) : problem;
          },
        }),
  });
}

/** Like `vscode.window.showQuickPick`, for one item; icons in labels are this extension's own. */
export async function showQuickPick<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  options: vscode.QuickPickOptions = {},
): Promise<Item | undefined> {
  const shown = items.map((item) => ({ ...item, ...toShownProperties(item, ['label', 'description', 'detail']) }));
  const chosen = await vscode.window.showQuickPick(shown, {
    ...options,
    ...toShownProperties(options, ['title', 'placeHolder']),
  });
  return chosen === undefined ? undefined : items[shown.indexOf(chosen)];
}

/** Like `vscode.window.createTerminal`. */
export function createTerminal(options: vscode.TerminalOptions): vscode.Terminal {
  return vscode.window.createTerminal({ ...options, ...toShownProperties(options, ['name']) });
}

/** Like `vscode.window.withProgress`. */
export function withProgress<T>(
  options: vscode.ProgressOptions,
  task: (progress: Progress, token: vscode.CancellationToken) => Thenable<T>,
): Thenable<T> {
  return vscode.window.withProgress({ ...options, ...toShownProperties(options, ['title']) }, (progress, token) =>
    task({ report: (step) => progress.report({ ...step, ...toShownProperties(step, ['message']) }) }, token),
  );
}

/** Progress of some work: the text beside its title, and the percentage completed since the last report. */
export type Progress = vscode.Progress<{ message?: string; increment?: number }>;

/** Returns those of the named properties that exist, made safe to show. */
function toShownProperties<T extends object>(value: T, names: readonly (keyof T)[]): Partial<T> {
  const shown = names.flatMap((name) => {
    const text = value[name];
    return typeof text === 'string' ? [[name, toShownText(text)]] : [];
  });
  return Object.fromEntries(shown);
}
