import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { removeAccount } from './support/account.ts';
import { eventually } from './support/eventually.ts';
import { addSampleAccount, type SampleAccount, setRefreshInterval } from './support/sampleAccount.ts';

const changes = [vscode.workspace.onDidChangeTextDocument, vscode.workspace.onDidOpenTextDocument];

async function open(uri: vscode.Uri, words: RegExp): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('vscode.open', uri);
  return says(uri, words);
}

/**
 * Waits until a document contains the words. VS Code may close a document that only a page shows, and open another one
 * with its text.
 */
const says = (uri: vscode.Uri, words: RegExp): Promise<vscode.TextDocument> =>
  eventually(`${uri.path} says ${words}`, changes, () =>
    vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString() && words.test(one.getText())),
  );

suite('open explanations', () => {
  let sample: SampleAccount;

  suiteSetup(async () => {
    sample = await addSampleAccount();
  });

  suiteTeardown(async () => {
    // The last test has removed the account.
    await sample.simulator.close();
    await setRefreshInterval(undefined);
  });

  test('the page of a task follows a retry if only the failures view has the task', async () => {
    const { accountId, client } = sample;
    await vscode.commands.executeCommand('azureBatch.failures.focus');
    const resource = { kind: 'task', accountId, jobId: 'train', taskId: 'shard-01' } as const;
    const document = await open(toDocumentUri({ resource, document: 'explanation' }), /^# shard-01 failed/);
    // Otherwise the task may run and fail the same way before the test reads it.
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

  test('the pages of a running task and its job follow changes of their limits by others', async () => {
    const { accountId, client } = sample;
    const [running] = await client.task.list('frames', { taskListOptions: { filter: "state eq 'running'" } });
    const taskId = running?.id ?? assert.fail('a task of the sample runs');
    const resource = { kind: 'task', accountId, jobId: 'frames', taskId } as const;
    const uri = toDocumentUri({ resource, document: 'explanation' });
    await open(uri, /is running/);
    await client.task.update('frames', taskId, { constraints: { maxWallClockTime: 'PT10H' } });
    await says(uri, /10 hr/);
    const { executionInfo } = await client.job.get('frames');
    const ranMinutes = Math.ceil((Date.now() - Number(executionInfo?.startTime)) / 60_000);
    await client.job.patch('frames', { constraints: { maxWallClockTime: `PT${ranMinutes + 60}M` } });
    await says(uri, /at most until its job's time limit/);
    await client.job.patch('frames', { constraints: { maxWallClockTime: 'P7D' } });
  });

  test('the page of a pool follows changes of its nodes', async () => {
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

  test('the page of a job with waiting tasks follows changes of the nodes in its pool', async () => {
    const { accountId, client } = sample;
    await client.job.add({ id: 'waits', poolInfo: { poolId: 'cpu-render' } });
    // The task never runs, so nothing about the job itself changes.
    await client.task.add('waits', { id: 'one', commandLine: 'true', requiredSlots: 99 });
    await vscode.commands.executeCommand('azureBatch.explorer.refresh');
    const resource = { kind: 'job', accountId, jobId: 'waits' } as const;
    const areOff = /Every node in the pool is (?:offline|broken)/i;
    const document = await open(toDocumentUri({ resource, document: 'explanation' }), areOff);
    for (const { id } of await client.computeNode.list('cpu-render'))
      await client.computeNode.enableScheduling('cpu-render', id ?? '').catch(() => undefined);
    // Without changes, node counts are read once a minute.
    await vscode.commands.executeCommand('azureBatch.explorer.refresh');
    await eventually(
      'the page of a job whose pool has nodes again',
      changes,
      () => !areOff.test(document.getText()) || undefined,
    );
  });

  test('an open overview follows the counts, is read again by Refresh, and closes when the account is removed', async () => {
    const { accountId, client } = sample;
    const uri = toDocumentUri({ resource: { kind: 'account', accountId }, document: 'explanation' });
    const hasTab = (): boolean =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => toUri(input)?.authority === accountId));
    await vscode.commands.executeCommand('azureBatch.explorer.focus');
    await open(uri, /^# .* in account/);
    for (const jobId of ['refreshed', 'refreshed-again']) {
      await client.job.add({ id: jobId, poolInfo: { poolId: 'nowhere' } });
      await vscode.commands.executeCommand('azureBatch.explorer.refresh', { kind: 'account', accountId });
      await says(uri, new RegExp(`${jobId} `));
    }
    // Without any user action, the views notice the change.
    await client.job.add({ id: 'seen-by-views', poolInfo: { poolId: 'nowhere' } });
    await says(uri, /seen-by-views/);
    assert.ok(hasTab());
    await removeAccount(accountId);
    await eventually('the overview closes', [vscode.window.tabGroups.onDidChangeTabs], () => !hasTab() || undefined);
  });
});

function toUri(input: unknown): vscode.Uri | undefined {
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
}
