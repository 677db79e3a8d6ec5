import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toInvalidInput } from '../../../core/model/batchError.ts';

/**
 * Opens the document of a definition that a command was called on, or the one in the active editor. Throws
 * `InvalidInput`.
 */
export async function openDefinition([given]: readonly unknown[]): Promise<vscode.TextDocument> {
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) throw toInvalidInput(l10n.t('Open a task definition in an editor first.'));
  return vscode.workspace.openTextDocument(uri);
}
