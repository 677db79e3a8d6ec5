import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DefinitionDocument, Definitions } from '../../app/definitions/definitionDocument.ts';
import type { DefinitionFinding } from '../../core/diagnosis/lint/finding.ts';
import { toDocumentUri } from '../editors/documentUri.ts';
import { readDefinitionOptions } from '../settings/settings.ts';
import { type Drafts, isDraftDocument } from './drafts.ts';

type KnownDrafts = Pick<Drafts, 'find' | 'open' | 'showError' | 'toOriginalUri'>;

/** Marks of findings about an account. */
interface AccountMarks {
  show(document: vscode.TextDocument, findings: readonly DefinitionFinding[]): void;
}

/** The definitions in VS Code's editors. */
export function toDefinitions(drafts: KnownDrafts, marks: AccountMarks): Definitions {
  return {
    async find(given) {
      const uri = given === undefined ? vscode.window.activeTextEditor?.document.uri : given;
      return uri instanceof vscode.Uri ? openDocument(drafts, marks, uri) : undefined;
    },
    open: async (...draft) => openDocument(drafts, marks, await drafts.open(...draft)),
  };
}

async function openDocument(drafts: KnownDrafts, marks: AccountMarks, uri: vscode.Uri): Promise<DefinitionDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const toRange = (offset: number, length: number) =>
    new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const compare = async (there: vscode.Uri, title: string): Promise<void> =>
    vscode.commands.executeCommand('vscode.diff', there, uri, title, { preview: true });
  return {
    get text() {
      return document.getText();
    },
    get draft() {
      return drafts.find(uri);
    },
    isOfTask: isDraftDocument(uri),
    get options() {
      return readDefinitionOptions(uri);
    },
    async select(offset, length) {
      const selection = toRange(offset, length);
      await vscode.window.showTextDocument(document, { selection, preview: false });
      return selection.start.line + 1;
    },
    async replace(text) {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, toRange(0, document.getText().length), text);
      await vscode.workspace.applyEdit(edit);
    },
    markError(message, { line, column } = { line: 1, column: 1 }) {
      const at = document.validatePosition(new vscode.Position(line - 1, column - 1));
      const range = document.getWordRangeAtPosition(at, /\$?\w+/) ?? document.lineAt(at.line).range;
      drafts.showError(uri, range, message);
    },
    mark: (findings) => marks.show(document, findings),
    showChanges: () =>
      compare(drafts.toOriginalUri(uri), l10n.t('{0} (changes)', uri.path.slice(uri.path.lastIndexOf('/') + 1))),
    compare: (there, title) => compare(toDocumentUri(there), title),
    async close() {
      // Only the active editor can be closed without a question about saving it.
      if (!isActive(uri)) return;
      await vscode.window.showTextDocument(uri, { preview: false });
      // Closes the changes first: otherwise, VS Code opens no further document with the same name.
      await vscode.window.tabGroups.close(findChanges(uri));
      if (isActive(uri)) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    },
  };
}

function isActive(uri: vscode.Uri): boolean {
  return vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
}

function findChanges(uri: vscode.Uri): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
  return tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString(),
  );
}
