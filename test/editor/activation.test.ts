import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extensionId = 'batch-troubleshooter.azure-batch-troubleshooter';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

suite('activation', () => {
  test('the extension activates on demand and registers every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    await extension.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const { contributes }: Manifest = extension.packageJSON;
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });

  test('documents of our scheme are read-only', () => {
    assert.equal(vscode.workspace.fs.isWritableFileSystem('azurebatch'), false);
  });
});
