import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { waitFor } from '../journeys/workload.ts';

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

  test("A9-49 a key that a crash left in the extension's folder is deleted at startup", async () => {
    const planted = (process.env['EDITOR_TEST_LEFT_KEY'] ?? '').split(';');
    assert.equal(planted.length, 2);
    await vscode.extensions.getExtension(extensionId)?.activate();
    await waitFor(async () => (planted.every(existsSync) ? undefined : true), 'the key to be gone');
  });

  test("documents of the extension's scheme are read-only", () => {
    assert.equal(vscode.workspace.fs.isWritableFileSystem('azurebatch'), false);
  });
});
