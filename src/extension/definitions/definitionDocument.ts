import * as vscode from 'vscode';
import type { WithUi } from '../../app/ui.ts';

/**
 * Closes a draft, and the view of its changes, without asking to save it, because its content was submitted. The draft
 * stays open if the user has moved to another document, since only the active editor can be closed this way. The
 * changes close first: otherwise, VS Code opens no further document with the same name.
 */
export async function closeDraft(services: WithUi, uri: vscode.Uri): Promise<void> {
  if (!isActive(uri)) return;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  await vscode.window.tabGroups.close(findChanges(uri));
  if (isActive(uri)) await services.ui.run('workbench.action.revertAndCloseActiveEditor');
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
