import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { isOurs } from '../../../app/commandId.ts';
import { toPickText } from '../../../app/messages/notificationText.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { diagnosticSource } from '../../editors/diagnosticSource.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Show Actions for the Marked Failure…',
  icon: 'tools',
  effect: 'reads',
  palette: 'inDocument',
  editors: [{ on: /\/text\/|\/task\.json$/, if: 'shownDocumentIsMarked', at: 'navigation@3' }],
  keybinding: { key: 'ctrl+.', mac: 'cmd+.', in: ['document'] },
};

/**
 * Offers the remedies for the failure that is marked at the cursor, or the nearest one: VS Code has no quick fixes in
 * read-only documents.
 */
export const run: Command = async ({ ui }) => {
  const editor = vscode.window.activeTextEditor;
  const mark = editor && findMark(editor);
  if (mark === undefined) throw toInvalidInput(l10n.t('No failure is marked in this document.'));
  const all = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor?.document.uri,
    mark.range,
  );
  // Other extensions, such as a chat's, offer actions for any mark, but these can't change a read-only document.
  const actions = all.filter(({ command }) => command === undefined || isOurs(command.command));
  const rows = actions.flatMap(({ title, command, disabled }) =>
    command === undefined || disabled !== undefined
      ? []
      : [{ label: toPickText(title), command: command.command, args: command.arguments ?? [] }],
  );
  const refused = actions.find(({ disabled }) => disabled !== undefined)?.disabled?.reason;
  const chosen = await ui.choose(rows, {
    title: toPickText(mark.message),
    ...(refused === undefined ? {} : { placeholder: toPickText(refused) }),
  });
  if (chosen === undefined) throw new Cancelled();
  await ui.run(chosen.command, ...chosen.args);
};

function findMark({ document, selection }: vscode.TextEditor): vscode.Diagnostic | undefined {
  const marks = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === diagnosticSource);
  const toDistance = ({ range }: vscode.Diagnostic): number => Math.abs(range.start.line - selection.active.line);
  return marks.sort((one, other) => toDistance(one) - toDistance(other))[0];
}
