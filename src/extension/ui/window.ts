import * as vscode from 'vscode';
import { toNotificationText, toShownText } from '../../app/notificationText.ts';

/*
 * How this extension prompts and shows messages through VS Code: secrets are removed from foreign text, invisible
 * characters are made visible, and nothing becomes a link. No other file calls VS Code's functions for this.
 */

/** As `vscode.window.showInputBox`; what the box holds is the user's and stays as it is. */
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

/** As `vscode.window.showQuickPick`, of one item; icons in labels are ours. */
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

/** As `vscode.window.createTerminal`. */
export function createTerminal(options: vscode.TerminalOptions): vscode.Terminal {
  return vscode.window.createTerminal({ ...options, ...toShownProperties(options, ['name']) });
}

/** As `vscode.window.withProgress`. */
export function withProgress<T>(
  options: vscode.ProgressOptions,
  task: (progress: Progress, token: vscode.CancellationToken) => Thenable<T>,
): Thenable<T> {
  return vscode.window.withProgress({ ...options, ...toShownProperties(options, ['title']) }, (progress, token) =>
    task({ report: (step) => progress.report({ ...step, ...toShownProperties(step, ['message']) }) }, token),
  );
}

/** Says how far some work is: what is shown beside its title, and by how many percent more is done. */
export type Progress = vscode.Progress<{ message?: string; increment?: number }>;

/** Those of the named properties that are there, made fit to be shown. */
function toShownProperties<T extends object>(value: T, names: readonly (keyof T)[]): Partial<T> {
  const shown = names.flatMap((name) => {
    const text = value[name];
    return typeof text === 'string' ? [[name, toShownText(text)]] : [];
  });
  return Object.fromEntries(shown);
}
