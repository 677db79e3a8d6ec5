import * as vscode from 'vscode';
import { toNotificationText } from '../../app/notificationText.ts';
import type { NotificationAction, Severity } from '../../app/ui.ts';
import { type Progress, withProgress } from './window.ts';

/** Shows an error with the buttons that help, at most two. Returns at once, without waiting for the notification. */
export function notifyError(message: string, ...offered: readonly (NotificationAction | undefined)[]): void {
  const actions = offered.filter((action) => action !== undefined);
  void offer(vscode.window.showErrorMessage(toNotificationText(message), ...titles(actions)), actions);
}

/** Shows a warning with the buttons that help, one or two. Returns at once. */
export function notifyWarning(message: string, ...actions: readonly NotificationAction[]): void {
  void offer(vscode.window.showWarningMessage(toNotificationText(message), ...titles(actions)), actions);
}

/** Shows something the user has to know, with the buttons that help. Returns at once. */
export function notifyInformation(message: string, ...actions: readonly NotificationAction[]): void {
  void offer(vscode.window.showInformationMessage(toNotificationText(message), ...titles(actions)), actions);
}

/** Offers what can be done next, or about an error; resolves to the title of the button that was pressed. */
export async function offerButtons(
  severity: Severity,
  message: string,
  ...buttons: readonly string[]
): Promise<string | undefined> {
  const { showErrorMessage, showWarningMessage, showInformationMessage } = vscode.window;
  const show = { information: showInformationMessage, warning: showWarningMessage, error: showErrorMessage }[severity];
  return show(toNotificationText(message), ...buttons);
}

/** How long a result stays, to be read. */
const resultMs = 5000;

const readResult = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, resultMs));

/** Reports that something was done, where screen readers hear it, and takes it away again: nothing is left to close. */
export function notifyStatus(message: string): void {
  void withProgress({ location: vscode.ProgressLocation.Notification, title: message }, (progress) => {
    progress.report({ increment: 100 });
    return readResult();
  });
}

/**
 * Does work whose own notification shows the result at the end: `showResult` is `notifyStatus` without another
 * notification. Settles as the work does; the result stays visible for a while.
 */
export function withResult<T>(
  options: vscode.ProgressOptions,
  work: (progress: Progress, token: vscode.CancellationToken, showResult: (message: string) => void) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    void withProgress(options, async (progress, token) => {
      let isShown = false;
      const showResult = (message: string): void => {
        // VS Code has taken the notification away when it was cancelled.
        isShown = !token.isCancellationRequested;
        if (isShown) progress.report({ message });
        else notifyStatus(message);
      };
      await work(progress, token, showResult).then(resolve, reject);
      if (isShown) await readResult();
    });
  });
}

function titles(actions: readonly NotificationAction[]): string[] {
  return actions.map(({ title }) => title);
}

async function offer(shown: Thenable<string | undefined>, actions: readonly NotificationAction[]): Promise<void> {
  const chosen = await shown;
  const action = actions.find(({ title }) => title === chosen);
  if (action !== undefined) await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
}
