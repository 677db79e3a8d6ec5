import * as vscode from 'vscode';
import { eventually } from './eventually.ts';

/**
 * Closes all editors without asking: untitled documents would ask whether to save them. Waits until those are closed
 * too, because the next one may get the name of one that is still open.
 */
export async function closeEditors(): Promise<void> {
  while (vscode.window.activeTextEditor !== undefined || vscode.window.tabGroups.activeTabGroup.activeTab) {
    const isDirty = vscode.window.tabGroups.activeTabGroup.activeTab?.isDirty === true;
    await vscode.commands.executeCommand(
      isDirty ? 'workbench.action.revertAndCloseActiveEditor' : 'workbench.action.closeActiveEditor',
    );
  }
  await eventually(
    'untitled documents are closed',
    [vscode.workspace.onDidCloseTextDocument],
    () => vscode.workspace.textDocuments.every(({ isUntitled }) => !isUntitled) || undefined,
  );
}
