import * as vscode from 'vscode';

/** Closes all editors without asking: untitled documents would ask whether to save them. */
export async function closeEditors(): Promise<void> {
  while (vscode.window.activeTextEditor !== undefined || vscode.window.tabGroups.activeTabGroup.activeTab) {
    const isDirty = vscode.window.tabGroups.activeTabGroup.activeTab?.isDirty === true;
    await vscode.commands.executeCommand(
      isDirty ? 'workbench.action.revertAndCloseActiveEditor' : 'workbench.action.closeActiveEditor',
    );
  }
}
