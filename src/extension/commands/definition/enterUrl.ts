import * as vscode from 'vscode';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { listConcerns } from '../../../core/remedy/enteredUrl.ts';
import { isAddress, toShown } from '../../../core/remedy/hiddenValues.ts';
import { toNotificationText } from '../../notificationText.ts';
import { askModal, type UndoableQuestion } from '../../question.ts';
import { showInputBox } from '../../window.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';

export const contribution: Contribution = {
  title: 'Enter a New URL in a Definition',
  effect: 'reads',
  palette: 'never',
};

/** Asks for an address, whose signature stays in memory: the document, which VS Code keeps on the disk, shows it hidden. */
export const run: Command = async ({ drafts }, [uri, at]) => {
  const draft = uri instanceof vscode.Uri ? drafts.find(uri) : undefined;
  const range = at instanceof vscode.Range ? at : undefined;
  if (draft === undefined || range === undefined || !(uri instanceof vscode.Uri)) return;
  const entered = await showInputBox({
    title: vscode.l10n.t('New URL'),
    prompt: toNotificationText(
      vscode.l10n.t('Paste the URL with its SAS. The signature is not shown in the definition, and not saved.'),
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) =>
      isAddress(value.trim()) && URL.canParse(value.trim())
        ? undefined
        : vscode.l10n.t('A URL begins with https:// and has no spaces and no quotation marks.'),
  });
  if (entered === undefined) throw new Cancelled();
  const url = entered.trim();
  const document = await vscode.workspace.openTextDocument(uri);
  const concerns = listConcerns(url, document.getText(range).slice(1, -1));
  if (concerns.length > 0 && !(await askModal(toQuestion(concerns)))) throw new Cancelled();
  const { shown } = toShown(url);
  if (shown !== url) draft.entered.set(shown, url);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, range, JSON.stringify(shown));
  await vscode.workspace.applyEdit(edit);
};

function toQuestion(concerns: readonly string[]): UndoableQuestion {
  return {
    canBeUndone: true,
    message: vscode.l10n.t('Use this URL?'),
    detail: concerns.join('\n'),
    confirm: vscode.l10n.t('Use This URL'),
  };
}
