import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { BatchServiceModels } from '@azure/batch';
import * as vscode from 'vscode';
import { toDocumentUri } from '../../src/extension/documentUri.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../journeys/simulatorProcess.ts';
import { sasUrl } from '../storage/sas.ts';
import { type Storage, startStorage } from '../storage/storage.ts';
import { addAccount, answerModals, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { closeEditors } from './support/editors.ts';
import { eventually } from './support/eventually.ts';

const words = 'ValueError: case-7.txt: row 18 has 5 cells, expected 6';
const [patienceMs, pauseMs] = [100_000, 200];
const soon = new Date(Date.now() + 3_600_000);
const startedBeforeMs = 600_000;

const pool: BatchServiceModels.PoolAddParameter = {
  id: 'scaled',
  vmSize: 'standard_d2s_v3',
  enableAutoScale: true,
  autoScaleFormula: '$TargetDedicatedNodes = 1;',
  autoScaleEvaluationInterval: 'PT5M',
  virtualMachineConfiguration: {
    imageReference: {
      publisher: 'canonical',
      offer: '0001-com-ubuntu-server-jammy',
      sku: '22_04-lts',
      version: 'latest',
    },
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
  },
};

/** A real task that fails on a node that an autoscale formula removes, and real storage that keeps its log. */
suite('the log of a task that was resubmitted to upload its logs', () => {
  let storage: Storage;
  let simulator: SimulatorProcess;
  let accountId: string;

  suiteSetup(async () => {
    storage = await startStorage();
    await storage.createContainer('logs');
    // A copy belongs to this run if it was stored after the run started. The service's clock starts in the past,
    // because it is faster than the real time that storage uses.
    const startTime = new Date(Date.now() - startedBeforeMs).toISOString();
    simulator = await startSimulatorProcess('--speed', '8', '--start-time', startTime);
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await closeEditors();
    await removeAccount(accountId);
    await simulator.stop();
    await storage.close();
  });

  const run = async (command: string, ...args: unknown[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...args);
  const toUri = (taskId: string): vscode.Uri =>
    toDocumentUri({
      resource: { kind: 'taskFile', accountId, jobId: 'load', taskId, path: 'stderr.txt' },
      document: 'text',
    });
  /**
   * Polls until a condition holds, because the service sends no events; as rarely as possible without slowing the test
   * down.
   */
  const until = async (what: string, look: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + patienceMs; !(await look()); await setTimeout(pauseMs))
      assert.ok(Date.now() < end, `never happened: ${what}`);
  };
  const untilFailed = (taskId: string): Promise<void> =>
    until(
      `${taskId} fails`,
      async () => (await simulator.client.task.get('load', taskId)).executionInfo?.result === 'failure',
    );

  test('the uploaded log opens at its address on the node after an autoscale formula has removed the node', async () => {
    const { client } = simulator;
    await client.pool.add(pool);
    await client.job.add({ id: 'load', poolInfo: { poolId: pool.id } });
    await client.task.add('load', { id: 'case', commandLine: `/bin/sh -c "echo '${words}' >&2; exit 3"` });
    await untilFailed('case');

    const task = { kind: 'task', accountId, jobId: 'load', taskId: 'case' };
    await run('task.resubmit', task);
    const container = sasUrl(storage.account, { container: 'logs', permissions: 'rwl', expiresOn: soon });
    const draft = vscode.window.activeTextEditor?.document.uri;
    const choose = ['The Same Job', 'Another Container…', 'When the Program Fails'];
    await answering({ choose, type: () => container }, () => run('definition.keepLogs', draft));
    await answering({ choose: [...choose, 'Submit'], type: () => container }, () => run('definition.submit', draft));
    await until('it is submitted again', async () =>
      JSON.stringify(await client.task.list('load')).includes('"case-2"'),
    );
    await untilFailed('case-2');

    const uri = toUri('case-2');
    const onNode = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.equal(onNode, `${words}\n`);
    await closeEditors();
    await client.pool.enableAutoScale('scaled', { autoScaleFormula: '$TargetDedicatedNodes = 0;' });
    await until(
      'the node goes',
      async () => JSON.parse(JSON.stringify(await client.computeNode.list('scaled'))).length === 0,
    );

    const before = storage.asked.length;
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(
      'it says that the node is gone',
      [vscode.workspace.onDidChangeTextDocument],
      () =>
        /its node has left the pool\.\n⋯ The task uploads it to 127\.0\.0\.1:\d+\./.test(document.getText()) ||
        undefined,
    );
    assert.equal(storage.asked.length, before, 'nothing is asked before that is allowed');
    await answerModals(() => run('task.readFromStorage', { ...task, taskId: 'case-2' }) as Promise<void>);
    const text = await eventually('the log is read again', [vscode.workspace.onDidChangeTextDocument], () =>
      document.getText().includes('uploaded this copy') ? document.getText() : undefined,
    );
    assert.match(
      text,
      /^⋯ The node no longer has this file\. The task uploaded this copy to .+\/logs\/load\/case-2\/stderr\.txt at /,
    );
    assert.equal(text.split('\n').slice(1).join('\n'), onNode);
    const asked = storage.asked.slice(before);
    assert.ok(asked.length > 0 && asked.every(({ by }) => by === 'signature'), JSON.stringify(asked));
  });
});
