import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toDocumentUri } from '../../src/extension/documentUri.ts';
import { eventually } from './support/eventually.ts';
import { addSampleAccount, type SampleAccount } from './support/sampleAccount.ts';

suite('open explanations', () => {
  let sample: SampleAccount;

  suiteSetup(async () => {
    sample = await addSampleAccount();
  });

  suiteTeardown(() => sample.close());

  const changes = [vscode.workspace.onDidChangeTextDocument, vscode.workspace.onDidOpenTextDocument];

  async function open(uri: vscode.Uri, says: RegExp): Promise<vscode.TextDocument> {
    await vscode.commands.executeCommand('vscode.open', uri);
    return eventually(`${uri.path} says ${says}`, changes, () =>
      vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString() && says.test(one.getText())),
    );
  }

  test('that of a task follows a retry where only the failures view has the task', async () => {
    const { accountId, client } = sample;
    await vscode.commands.executeCommand('azureBatch.failures.focus');
    const resource = { kind: 'task', accountId, jobId: 'train', taskId: 'shard-01' } as const;
    const document = await open(toDocumentUri({ resource, document: 'explanation' }), /^# shard-01 failed/);
    // Else it may have run and failed the same way before anybody looks.
    await client.job.disable('train', 'wait');
    await client.task.reactivate('train', 'shard-01');
    await vscode.commands.executeCommand('azureBatch.explorer.refresh');
    await eventually(
      'the page of what runs again',
      changes,
      () => !/^# shard-01 failed/.test(document.getText()) || undefined,
    );
    await client.job.enable('train');
  });

  test('that of a pool follows what becomes of its nodes', async () => {
    const { accountId, client } = sample;
    const resource = { kind: 'pool', accountId, poolId: 'cpu-render' } as const;
    const document = await open(toDocumentUri({ resource, document: 'explanation' }), /^# .*cpu-render/);
    const before = document.getText().split('\n', 1)[0];
    for (const { id } of await client.computeNode.list('cpu-render'))
      await client.computeNode.disableScheduling('cpu-render', id ?? '').catch(() => undefined);
    await vscode.commands.executeCommand('azureBatch.explorer.refresh');
    await eventually(
      'the page of a pool that can do nothing',
      changes,
      () => /no node/i.test(document.getText().split('\n', 1)[0] ?? '') || undefined,
    );
    assert.notEqual(document.getText().split('\n', 1)[0], before);
  });
});
