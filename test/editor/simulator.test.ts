import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { poolBody } from '../conformance/rawClient.ts';
import { temporaryFolder } from '../fakes/temporaryFolder.ts';
import { answering } from './support/answers.ts';
import { listen } from './support/messages.ts';

suite('a simulator started in the window', () => {
  const { showOpenDialog } = vscode.window;

  teardown(() => Object.assign(vscode.window, { showOpenDialog }));
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('azureBatch.account.openSample');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const start = (choose: string): Promise<void> =>
    answering({ choose }, async () => vscode.commands.executeCommand('azureBatch.account.startSimulator'));

  /** Starts the simulator with a scenario file of this content. */
  async function startWith(content: string): Promise<void> {
    using made = temporaryFolder('scenario');
    const file = path.join(made.path, 'mine.json');
    writeFileSync(file, content);
    Object.assign(vscode.window, { showOpenDialog: async () => [vscode.Uri.file(file)] });
    await start('$(json) Scenario File…');
  }

  async function readJob(jobId: string): Promise<string> {
    const uri = toDocumentUri({ resource: { kind: 'job', accountId: 'sample', jobId }, document: 'json' });
    return (await vscode.workspace.openTextDocument(uri)).getText();
  }

  test("the account has a scenario's content, nothing, and the sample's content, as chosen", async () => {
    const jobs = [{ body: { id: 'mine', poolInfo: { poolId: 'p' } } }];
    const scenario = { version: 1, pools: [{ body: poolBody('p') }], jobs };
    const { errors } = await listen(() => startWith(JSON.stringify(scenario)));
    assert.deepEqual(errors, []);
    assert.match(await readJob('mine'), /"poolId": "p"/);
    await start('$(add) Empty Account');
    await assert.rejects(readJob('train'));
    await start('$(beaker) Sample Account');
    assert.match(await readJob('train'), /"id": "train"/);
  });

  test('a mistake in the file is reported with its place, and the account stays as it is', async () => {
    const { errors } = await listen(() => startWith('{\n  "pools": [],\n  "jbs": []\n}'));
    assert.match(errors.join('\n'), /mine\.json, line 3.*jbs/s);
    assert.match(await readJob('train'), /"id": "train"/);
  });
});
