import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toCommandId } from '../app/commandId.ts';
import { toNotificationText } from '../app/notificationText.ts';
import { toWayInAction } from '../app/wayIn.ts';
import { BatchError, type LocalErrorCode } from '../core/model/batchError.ts';
import { settings } from './settings.ts';
import { type Progress, withProgress } from './window.ts';

/** A button of a notification and the command it runs. */
export interface NotificationAction {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

const explainRequestCommand = toCommandId('request.explain');

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
  severity: 'information' | 'warning' | 'error',
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

/** What happens between this computer and the service: errors of requests, as those with a status are. */
const transportCodes: ReadonlySet<string> = new Set<LocalErrorCode>([
  'NetworkUnreachable',
  'HostNotFound',
  'ConnectionReset',
  'CertificateInvalid',
  'RequestTimedOut',
]);

/**
 * The one button that helps with this error; undefined where its sentence says all there is, as of what is refused by a
 * rule of ours. `operation` is what was attempted, in the user's words.
 */
export function toHelpfulAction(error: BatchError, operation?: string): NotificationAction | undefined {
  if (error.wayIn !== undefined) {
    const { accountId, authentication } = error.wayIn;
    return { ...toWayInAction(authentication), arguments: [{ kind: 'account', accountId }] };
  }
  if (error.code === 'RoleMissing' && error.missing !== undefined) {
    const { accountId } = error.missing;
    return {
      title: l10n.t('Check Permissions Again'),
      command: toCommandId('account.checkPermissions'),
      arguments: [{ kind: 'account', accountId }],
    };
  }
  if (BatchError.is(error, 'NotSignedIn', 'AzureCliMissing')) return toWayInAction('microsoft');
  if (error.code === 'UnconfirmedHost' && !vscode.workspace.isTrusted) {
    return { title: l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' };
  }
  if (error.status !== undefined || transportCodes.has(error.code)) {
    return { title: l10n.t('Explain'), command: explainRequestCommand, arguments: [error, operation] };
  }
  if (error.code === 'ReadOnly') return settings.isReadOnly ? openReadOnlySettingAction() : undefined;
  return error.code === 'InvalidInput' ? undefined : showLogAction();
}

/** The button that leads to the setting by which nothing may be changed from here. */
export function openReadOnlySettingAction(): NotificationAction {
  return {
    title: l10n.t('Open Settings'),
    command: 'workbench.action.openSettings',
    arguments: ['azureBatch.readOnly'],
  };
}

/** The button for details that are in the log rather than in the notification. */
export function showLogAction(): NotificationAction {
  return { title: l10n.t('Show Log'), command: toCommandId('log.show') };
}

function titles(actions: readonly NotificationAction[]): string[] {
  return actions.map(({ title }) => title);
}

async function offer(shown: Thenable<string | undefined>, actions: readonly NotificationAction[]): Promise<void> {
  const chosen = await shown;
  const action = actions.find(({ title }) => title === chosen);
  if (action !== undefined) await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
}
