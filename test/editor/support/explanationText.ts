import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Shows the text of the explanation whose page is open. Throws if no page is open. */
export async function showExplanationAsText(): Promise<vscode.TextEditor> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  assert.ok(input instanceof vscode.TabInputCustom, 'no page is open');
  assert.equal(input.viewType, 'azureBatch.explanation');
  await vscode.commands.executeCommand('azureBatch.explanation.openText');
  const editor = vscode.window.activeTextEditor;
  assert.equal(editor?.document.uri.toString(), input.uri.toString(), 'the text is not shown');
  return editor;
}
