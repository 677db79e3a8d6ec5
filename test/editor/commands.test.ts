import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

const extensionId = 'batch-troubleshooter.azure-batch-troubleshooter';

suite('commands', () => {
  test('the registered commands are those of the manifest', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    const contributed: readonly { readonly command: string }[] = extension.packageJSON.contributes.commands;
    // VS Code itself makes commands for each view and container.
    const ofViews = /^azureBatch\.(explorer|failures)\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/;
    const registered = (await vscode.commands.getCommands(true)).filter(
      (command) => command.startsWith('azureBatch.') && !ofViews.test(command),
    );
    assert.deepEqual(registered.sort(), contributed.map(({ command }) => command).sort());
  });

  test('the table has exactly the commands of the manifest', () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, 'the extension is not installed');
    const { commandIds }: { readonly commandIds: readonly string[] } = require(
      path.join(extension.extensionPath, 'dist/commands.cjs'),
    );
    const contributed: readonly { readonly command: string }[] = extension.packageJSON.contributes.commands;
    assert.deepEqual([...commandIds].sort(), contributed.map(({ command }) => command).sort());
  });
});
