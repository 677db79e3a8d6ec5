import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Resource } from '../../src/core/model/resource.ts';
import { loadSimulator } from '../../src/extension/load.ts';
import { findActiveDocument } from '../../src/extension/shownDocuments.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { closeEditors } from './support/editors.ts';
import { listen } from './support/messages.ts';
import { makeSmallWorld } from './support/smallWorld.ts';

suite('links', () => {
  let simulator: Simulator;
  let accountId: string;
  let failed: Resource;

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(1, 1, 0), speed: 100 });
    accountId = await addAccount(simulator);
    failed = { kind: 'task', accountId, jobId: 'broken', taskId: 'f0' };
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
  });

  teardown(closeEditors);

  async function copyLink(...args: readonly unknown[]): Promise<string> {
    await vscode.commands.executeCommand('azureBatch.resource.copyLink', ...args);
    return vscode.env.clipboard.readText();
  }

  const open = (text: string, answer: Parameters<typeof listen>[1] = 'cancel'): ReturnType<typeof listen> =>
    listen(async () => vscode.commands.executeCommand('azureBatch.account.openUrl', text), answer);

  const pathInFront = (): string | undefined => findActiveDocument()?.path;

  test('what was copied of a failed task leads to why it failed, of a job to the job, of a file to the file', async () => {
    const link = await copyLink(failed);
    assert.equal(
      link,
      `${vscode.env.uriScheme}://batch-troubleshooter.azure-batch-troubleshooter/open/${accountId}/jobs/broken/tasks/f0`,
    );
    const { questions, errors } = await open(link);
    assert.deepEqual([questions, errors], [[], []]);
    assert.equal(pathInFront(), '/jobs/broken/tasks/f0/f0.explanation.md');
    await open(await copyLink({ ...failed, kind: 'taskFile', path: 'stderr.txt' }));
    assert.equal(pathInFront(), '/jobs/broken/tasks/f0/files/stderr.txt');
    await open(await copyLink({ kind: 'pool', accountId, poolId: 'idle' }));
    assert.equal(pathInFront(), '/pools/idle/pool.json');
    await open(await copyLink({ kind: 'account', accountId }));
    assert.equal(pathInFront(), '/account.explanation.md');
  });

  test('the link of several things is a line each, that of a document leads to the document', async () => {
    const pool: Resource = { kind: 'pool', accountId, poolId: 'idle' };
    const lines = (await copyLink({ resource: failed }, [{ resource: failed }, { resource: pool }])).split('\n');
    assert.deepEqual(
      lines.map((line) => line.replace(/.*\/open\/[^/]+/, '')),
      ['/jobs/broken/tasks/f0', '/pools/idle'],
    );
    await vscode.commands.executeCommand('azureBatch.resource.openProperties', failed);
    const link = await copyLink();
    await closeEditors();
    await open(link);
    assert.equal(pathInFront(), '/jobs/broken/tasks/f0/task.json');
  });

  test('a URL of the service and an id of Resource Manager lead to the same', async () => {
    await open(`${simulator.url}/jobs/broken/tasks/f0?api-version=2024-07-01.20.0`);
    assert.equal(pathInFront(), '/jobs/broken/tasks/f0/f0.explanation.md');
    await closeEditors();
    const group = '/subscriptions/0000-1/resourceGroups/rg/providers/Microsoft.Batch/batchAccounts';
    await open(`https://portal.azure.com/#@contoso/resource${group}/${simulator.accountName}/jobs/broken/tasks/f0`);
    assert.equal(
      pathInFront(),
      '/jobs/broken/tasks/f0/f0.explanation.md',
      'nobody tells the id of an account with a key',
    );
  });

  test('a row of the Azure Resources view leads to its account', async () => {
    const id = `/subscriptions/0000-1/resourceGroups/rg/providers/Microsoft.Batch/batchAccounts/${simulator.accountName}`;
    for (const row of [{ id: '/not/this', resource: { id } }, { id }]) {
      const { errors } = await listen(async () =>
        vscode.commands.executeCommand('azureBatch.account.openResource', row),
      );
      assert.deepEqual(errors, []);
      assert.equal(pathInFront(), '/account.explanation.md');
      await closeEditors();
    }
    const { errors } = await listen(async () =>
      vscode.commands.executeCommand('azureBatch.account.openResource', { id: 'x' }),
    );
    assert.match(errors.join(), /Select a Batch account/);
  });

  test('what is gone is said, and what could be anything is refused with what is taken', async () => {
    const gone = await open(`${simulator.url}/jobs/frames/tasks/1`);
    assert.match(
      gone.errors.join(),
      /^The account .* does not have the task “1” of job “frames”\. It was deleted, or never existed there\.$/,
    );
    const hostile = await open('vscode://batch-troubleshooter.azure-batch-troubleshooter/delete/x/jobs/broken');
    assert.match(hostile.errors.join(), /names nothing of Azure Batch\. What can be opened: a URL such as/);
    const home = await open('https://portal.azure.com/#home');
    assert.match(home.errors.join(), /names no Batch account/);
    assert.equal(pathInFront(), undefined);
  });

  test('an account that nobody has added is asked for with its host, and no answer changes nothing', async () => {
    const { questions, errors } = await open('https://contoso.westeurope.batch.azure.com/jobs/frames');
    assert.deepEqual(errors, []);
    assert.deepEqual(questions, [
      {
        message: 'Add the Batch account contoso to the explorer?',
        detail: [
          'The address leads to an account that is not in the explorer.',
          '',
          'Host: contoso.westeurope.batch.azure.com',
          'Leads to: /jobs/frames',
          '',
          'The host belongs to Azure Batch. Nothing is sent there before you sign in or enter a key.',
        ].join('\n'),
      },
    ]);
    const foreign = await open('https://contoso.batch.azure.com.evil.example/jobs/frames');
    assert.match(foreign.questions[0]?.message ?? '', /contoso\.batch\.azure\.com\.evil\.example/);
    assert.match(foreign.questions[0]?.detail ?? '', /is not a host of Azure Batch\. Continue only if you know/);
    assert.equal(pathInFront(), undefined);
  });

  test('Enter leaves a host alone that is not one of Azure Batch', async () => {
    const { showInputBox, createQuickPick, createInputBox } = vscode.window;
    const asked: string[] = [];
    const refuse = (): never => {
      asked.push('asked on');
      throw new vscode.CancellationError();
    };
    Object.assign(vscode.window, { showInputBox: refuse, createQuickPick: refuse, createInputBox: refuse });
    try {
      const { questions } = await open('https://contoso.batch.azure.com.evil.example/jobs/frames', 'enter');
      assert.deepEqual([questions.length, asked], [1, []]);
    } finally {
      Object.assign(vscode.window, { showInputBox, createQuickPick, createInputBox });
    }
  });
});
