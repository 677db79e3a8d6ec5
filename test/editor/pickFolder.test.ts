import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { pickFolder } from '../../src/extension/commands/completeServices.ts';
import { temporaryFolder } from '../fakes/temporaryFolder.ts';

suite('a folder of the user', () => {
  const { showOpenDialog } = vscode.window;
  teardown(() => Object.assign(vscode.window, { showOpenDialog }));

  const answer = (chosen: readonly vscode.Uri[] | undefined) => {
    Object.assign(vscode.window, { showOpenDialog: async () => chosen });
    return pickFolder({ title: 'Where to', confirm: 'Download' });
  };

  test('a chosen folder receives files and their folders, and canceling the dialog gives no folder', async () => {
    using made = temporaryFolder('picked');
    const folder = await answer([vscode.Uri.file(made.path)]);
    assert.equal(folder?.path, vscode.Uri.file(made.path).fsPath);
    await folder.write(['frames', 'writer-1', 'part.csv'], new TextEncoder().encode('1,2\n'));
    assert.equal(readFileSync(path.join(made.path, 'frames/writer-1/part.csv'), 'utf8'), '1,2\n');
    assert.equal(await answer(undefined), undefined);
  });
});
