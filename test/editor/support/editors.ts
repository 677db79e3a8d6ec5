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

/**
 * Opens and shows an untitled document. Instead of the content, VS Code may restore that of an earlier document of the same
 * name, whose backup it deletes only after that document is closed.
 */
export async function openUntitled(content: string, language = 'plaintext'): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() === content) return editor;
  const restored = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
  await editor.edit((edit) => edit.replace(restored, content));
  return editor;
}
