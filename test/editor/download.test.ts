import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { temporaryFolder } from '../fakes/temporaryFolder.ts';
import { answering } from './support/answers.ts';
import { listen } from './support/messages.ts';
import { addSampleAccount, type SampleAccount } from './support/sampleAccount.ts';

suite('files of tasks', () => {
  const { showOpenDialog } = vscode.window;
  let sample: SampleAccount;

  suiteSetup(async () => {
    sample = await addSampleAccount();
  });

  suiteTeardown(async () => {
    Object.assign(vscode.window, { showOpenDialog });
    await sample.close();
  });

  test('files are downloaded from all selected tasks to a chosen folder', async () => {
    using made = temporaryFolder('downloaded');
    Object.assign(vscode.window, { showOpenDialog: async () => [vscode.Uri.file(made.path)] });
    const { accountId } = sample;
    const tasks = ['shot-21', 'shot-22'].map((taskId) => ({ kind: 'task', accountId, jobId: 'encode', taskId }));
    const said = await listen(() =>
      answering({ choose: 'Log Files' }, async () =>
        vscode.commands.executeCommand('azureBatch.task.downloadFiles', tasks[0], tasks),
      ),
    );
    assert.match(said.informations.join(), /^4 files were downloaded to /, [...said.warnings, ...said.errors].join());
    const files = readdirSync(made.path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'));
    assert.deepEqual(files.map((name) => name.split(path.sep)[1]).sort(), ['shot-21', 'shot-21', 'shot-22', 'shot-22']);
    for (const name of files) {
      const [, taskId = ''] = name.split(path.sep);
      const uri = vscode.Uri.from({
        scheme: 'azurebatch',
        authority: accountId,
        path: `/jobs/encode/tasks/${taskId}/files/${path.basename(name)}`,
      });
      assert.deepEqual(readFileSync(path.join(made.path, name)), Buffer.from(await vscode.workspace.fs.readFile(uri)));
    }
  });

  test('a folder to run a failed task here is written, and its instructions are opened', async () => {
    using made = temporaryFolder('reproduced');
    Object.assign(vscode.window, { showOpenDialog: async () => [vscode.Uri.file(made.path)] });
    const task = { kind: 'task', accountId: sample.accountId, jobId: 'encode', taskId: 'shot-21' };
    const said = await listen(() =>
      answering({ choose: 'Without Input Files' }, async () =>
        vscode.commands.executeCommand('azureBatch.task.reproduce', task),
      ),
    );
    assert.match(said.informations.join(), /Nothing was run\.$/, [...said.warnings, ...said.errors].join());
    const place = path.join(made.path, 'encode/shot-21/reproduction');
    assert.equal(
      vscode.window.activeTextEditor?.document.uri.fsPath,
      vscode.Uri.file(path.join(place, 'README.md')).fsPath,
    );
    assert.deepEqual(readdirSync(place).sort(), ['.gitignore', 'README.md', 'environment.env', 'run.sh']);
    if (process.platform !== 'win32') execFileSync('sh', ['-n', path.join(place, 'run.sh')]);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
