import * as vscode from 'vscode';
import type { Progress, ProgressRequest, Ui } from '../../app/ui.ts';
import { toDocumentUri } from '../editors/documentUri.ts';
import { type FindShown, openAtByte, openAtEnd, openPage } from '../editors/openDocument.ts';
import { notifyError, notifyInformation, notifyStatus, notifyWarning, offerButtons, withResult } from './messages.ts';
import { pickRows } from './pick.ts';
import { ask, askWhich } from './question.ts';
import { enterStep } from './textStep.ts';
import { showInputBox, showQuickPick } from './window.ts';

const notifiers = {
  status: notifyStatus,
  information: notifyInformation,
  warning: notifyWarning,
  error: notifyError,
} as const;

/** Creates the dialogs of this window; `findShown` finds the part of a file that its document shows. */
export const makeUi = (findShown: FindShown): Ui => ({
  ask,
  askWhich,
  pick: pickRows,
  /** Asks for one of the choices. Undefined if the user dismisses the question. */
  async choose(choices, { title, placeholder }) {
    const items = choices.map((choice) => ({
      ...choice,
      choice,
      ...(choice.isHeading && { kind: vscode.QuickPickItemKind.Separator }),
    }));
    const options = { title, ignoreFocusOut: true, ...(placeholder !== undefined && { placeHolder: placeholder }) };
    return (await showQuickPick(items, options))?.choice;
  },
  enter: ({ title, prompt, placeholder, value, isSecret = false, check }) =>
    showInputBox({
      title,
      password: isSecret,
      ignoreFocusOut: true,
      ...(prompt !== undefined && { prompt }),
      ...(placeholder !== undefined && { placeHolder: placeholder }),
      ...(value !== undefined && { value }),
      validateInput: check,
    }),
  enterStep,
  notify: (severity, message, ...actions) => notifiers[severity](message, ...actions),
  offer: offerButtons,
  progress,
  /** Opens a document of the extension. Throws `BatchError` if it cannot be read. */
  async open(target, at = 'default') {
    const uri = toDocumentUri(target);
    if (at === 'default') await openPage(uri);
    else if (at !== 'end' && 'byte' in at) await openAtByte(uri, findShown, at);
    else await openAtEnd(uri, findShown, at === 'end' ? undefined : at);
  },
  run: async (command, ...args) => vscode.commands.executeCommand(command, ...args),
  copy: async (text) => vscode.env.clipboard.writeText(text),
  get isFocused() {
    return vscode.window.state.focused;
  },
});

/** Dialogs for code that opens no files of tasks or nodes. */
export const ui = makeUi(() => undefined);

function progress<T>(
  { title, isCancellable = true }: ProgressRequest,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: isCancellable };
  return withResult(options, async (shown, token, showResult) => {
    const cancel = new AbortController();
    const subscription = token.onCancellationRequested(() => cancel.abort());
    try {
      return await work({ report: (step) => shown.report(step), signal: cancel.signal, showResult });
    } finally {
      subscription.dispose();
    }
  });
}
