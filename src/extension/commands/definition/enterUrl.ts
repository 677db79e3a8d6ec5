import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toNotificationText } from '../../../app/messages/notificationText.ts';
import type { WithUi } from '../../../app/ui.ts';
import { askToConfirm, type UndoableQuestion } from '../../../app/ui.ts';
import { listConcerns } from '../../../core/definitions/enteredUrl.ts';
import { isAddress, toShown } from '../../../core/definitions/hiddenValues.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = { title: 'Replace URL in Definition', effect: 'reads', palette: 'never' };

/**
 * Asks for an address that replaces an existing one, or for a file that is added to a list. Its signature stays in
 * memory: the document, which VS Code backs up to disk, shows it hidden.
 */
export const run: Command = async (services, [uri, at]) => {
  const draft = uri instanceof vscode.Uri ? services.drafts.find(uri) : undefined;
  const range = at instanceof vscode.Range ? at : undefined;
  if (draft === undefined || range === undefined || !(uri instanceof vscode.Uri)) return;
  const entered = await services.ui.enter({
    title: l10n.t('New URL'),
    prompt: toNotificationText(
      l10n.t("Paste the URL with its SAS. The signature isn't shown in the definition and isn't saved."),
    ),
    isSecret: true,
    check: (value) =>
      isAddress(value.trim()) && URL.canParse(value.trim())
        ? services.bundles.diagnosis().checkEnteredUrl(value, new Date(services.clock.now()))
        : l10n.t('A URL starts with https:// and contains no spaces or quotation marks.'),
  });
  if (entered === undefined) throw new Cancelled();
  const url = entered.trim();
  const document = await vscode.workspace.openTextDocument(uri);
  const before = document.getText(range);
  const isAdded = before.startsWith('[');
  const concerns = listConcerns(url, isAdded ? url : before.slice(1, -1));
  if (concerns.length > 0 && !(await askToConfirm(services, toUrlQuestion(concerns)))) throw new Cancelled();
  const filePath = isAdded ? await enterFilePath(services, url) : '';
  const { shown } = toShown(url);
  if (shown !== url) draft.entered.set(shown, url);
  const edit = new vscode.WorkspaceEdit();
  const after = isAdded
    ? addItem(before, { httpUrl: shown, filePath }, findIndent(document, range))
    : JSON.stringify(shown);
  edit.replace(uri, range, after);
  await vscode.workspace.applyEdit(edit);
};

/** Asks for the file's path below `wd`, which defaults to its name in its container. */
async function enterFilePath(services: WithUi, url: string): Promise<string> {
  const name = decode(new URL(url).pathname.split('/').at(-1) ?? '');
  const entered = await services.ui.enter({
    title: l10n.t('New resource file'),
    prompt: l10n.t("Path of the file on the node, relative to the task's working directory"),
    value: name,
    check: (value) => (value.trim() === '' ? l10n.t('Enter a path, such as {0}.', 'data/model.bin') : undefined),
  });
  if (entered === undefined) throw new Cancelled();
  return entered.trim();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function findIndent(document: vscode.TextDocument, { end }: vscode.Range): string {
  return /^\s*/.exec(document.lineAt(end.line).text)?.[0] ?? '';
}

function addItem(list: string, item: object, indent: string): string {
  const lines = JSON.stringify(item, undefined, 2).split('\n');
  const added = lines.map((line) => `\n${indent}  ${line}`).join('');
  const before = list.slice(0, -1).trimEnd();
  return `${before}${before === '[' ? '' : ','}${added}\n${indent}]`;
}

function toUrlQuestion(concerns: readonly string[]): UndoableQuestion {
  return {
    canBeUndone: true,
    message: l10n.t('Use this URL?'),
    detail: concerns.join('\n'),
    confirm: l10n.t('Use This URL'),
  };
}
