import * as vscode from 'vscode';
import { BatchError, type LocalErrorCode } from '../core/model/batchError.ts';
import { toNotificationText } from './notificationText.ts';

/** A button of a notification and the command it runs. */
export interface Action {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

const explainRequestCommand = 'azureBatch.request.explain';

/** Shows an error with at most one button. Returns at once: nobody waits for a notification. */
export function tellError(message: string, action?: Action): void {
  void offer(vscode.window.showErrorMessage(toNotificationText(message), ...titles(action)), action);
}

/** Shows a warning with at most one button. Returns at once. */
export function tellWarning(message: string, action?: Action): void {
  void offer(vscode.window.showWarningMessage(toNotificationText(message), ...titles(action)), action);
}

/** Shows something the user has to know, with at most one button. Returns at once. */
export function tellInformation(message: string, action?: Action): void {
  void offer(vscode.window.showInformationMessage(toNotificationText(message), ...titles(action)), action);
}

/** How long a message stays in the status bar. */
const statusMessageMs = 5000;

/** Reports that something was done, where it disturbs least: in the status bar. */
export function tellStatus(message: string): void {
  vscode.window.setStatusBarMessage(toNotificationText(message), statusMessageMs);
}

/** What a modal question asks. */
export interface Question {
  readonly message: string;
  /** What is lost and what is kept; a few lines. */
  readonly detail?: string;
  /** The only way on; the other button is Cancel, which is the default. */
  readonly confirm: string;
}

/** Asks one modal question. Resolves to whether the user confirmed. */
export async function askModal(question: Question): Promise<boolean> {
  const options: vscode.MessageOptions = { modal: true };
  if (question.detail !== undefined) options.detail = toNotificationText(question.detail);
  const answer = await vscode.window.showWarningMessage(
    toNotificationText(question.message),
    options,
    question.confirm,
  );
  return answer === question.confirm;
}

/** What happens between this computer and the service: errors of requests, as those with a status are. */
const transportCodes: ReadonlySet<string> = new Set<LocalErrorCode>([
  'NetworkUnreachable',
  'HostNotFound',
  'ConnectionReset',
  'CertificateInvalid',
  'RequestTimedOut',
]);

/** The one button that helps with this error. `operation` is what was attempted, in the user's words. */
export function toHelpfulAction(error: BatchError, operation?: string): Action {
  if (error.status === 401 || BatchError.is(error, 'NotSignedIn')) {
    return { title: vscode.l10n.t('Sign in again'), command: 'azureBatch.account.signIn' };
  }
  if (error.status !== undefined || transportCodes.has(error.code)) {
    return { title: vscode.l10n.t('Explain'), command: explainRequestCommand, arguments: [error, operation] };
  }
  return showLogAction();
}

/** The button for what the log tells better than a notification. */
export function showLogAction(): Action {
  return { title: vscode.l10n.t('Show Log'), command: 'azureBatch.log.show' };
}

function titles(action: Action | undefined): string[] {
  return action === undefined ? [] : [action.title];
}

async function offer(shown: Thenable<string | undefined>, action: Action | undefined): Promise<void> {
  const chosen = await shown;
  if (action !== undefined && chosen === action.title) {
    await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
  }
}
