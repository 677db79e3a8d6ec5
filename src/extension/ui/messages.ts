import * as vscode from 'vscode';
import { toNotificationText } from '../../app/messages/notificationText.ts';
import type { NotificationAction, Severity } from '../../app/ui.ts';
import { type Progress, withProgress } from './window.ts';

/** Shows an error with buttons for remedies, at most two. Returns immediately, without waiting for the notification. */
export function notifyError(message: string, ...offered: readonly (NotificationAction | undefined)[]): void {
  const actions = offered.filter((action) => action !== undefined);
  void offer(vscode.window.showErrorMessage(toNotificationText(message), ...titles(actions)), actions);
}

/** Shows a warning with buttons for remedies, one or two. Returns immediately. */
export function notifyWarning(message: string, ...actions: readonly NotificationAction[]): void {
  void offer(vscode.window.showWarningMessage(toNotificationText(message), ...titles(actions)), actions);
}

/** Shows information that the user has to know, with buttons for remedies. Returns immediately. */
export function notifyInformation(message: string, ...actions: readonly NotificationAction[]): void {
  void offer(vscode.window.showInformationMessage(toNotificationText(message), ...titles(actions)), actions);
}

/** Offers next steps, or remedies for an error; resolves to the title of the pressed button. */
export async function offerButtons(
  severity: Severity,
  message: string,
  ...buttons: readonly string[]
): Promise<string | undefined> {
  const { showErrorMessage, showWarningMessage, showInformationMessage } = vscode.window;
  const show = { information: showInformationMessage, warning: showWarningMessage, error: showErrorMessage }[severity];
  return show(toNotificationText(message), ...buttons);
}

const resultMs = 5000;

const readResult = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, resultMs));

/** Reports a result where screen readers announce it, and removes it again, so that nothing has to be closed. */
export function notifyStatus(message: string): void {
  void withProgress({ location: vscode.ProgressLocation.Notification, title: message }, (progress) => {
    progress.report({ increment: 100 });
    return readResult();
  });
}

/**
 * Does work and shows the result at the end in its own progress notification: `showResult` works like `notifyStatus`,
 * but without another notification. Settles when the work does; the result stays visible for a while.
 */
export function withResult<T>(
  options: vscode.ProgressOptions,
  work: (progress: Progress, token: vscode.CancellationToken, showResult: (message: string) => void) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    void withProgress(options, async (progress, token) => {
      let isShown = false;
      const showResult = (message: string): void => {
        // VS Code removes the notification when it is canceled.
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
