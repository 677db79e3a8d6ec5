import assert from 'node:assert/strict';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import * as vscode from 'vscode';
import type { Resource } from '../../src/core/model/resource.ts';
import { loadSimulator } from '../../src/extension/load.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { listen, type Said, watchProgress } from './support/messages.ts';
import { makeSmallWorld } from './support/smallWorld.ts';

const nodeCount = 120;
const runningCount = 6;

suite('the rest of an action', () => {
  let simulator: Simulator;
  let client: BatchServiceClient;
  let accountId: string;
  const listNodes = async (poolId: string): Promise<Resource[]> =>
    (await client.computeNode.list(poolId)).map(({ id = '' }) => ({ kind: 'node', accountId, poolId, nodeId: id }));
  const listStatuses = (operation: string): readonly number[] =>
    simulator.requests.filter((request) => request.operation === operation).map(({ status }) => status);
  const overload = (operation: string): void =>
    simulator.addFault({
      operation,
      nthCall: 1,
      times: 5,
      status: 429,
      headers: { 'retry-after': '0' },
      body: JSON.stringify({ code: 'TooManyRequests', message: { lang: 'en-US', value: 'Too many requests.' } }),
    });

  /** What was asked when an action was called, and what names were typed for; each row of `choose` begins with that. */
  async function act(
    command: string,
    things: readonly Resource[],
    choose: string,
    answer: 'confirm' | 'cancel' = 'confirm',
    onQuestion: () => Promise<void> = async () => undefined,
  ): Promise<Said & { readonly typed: readonly string[] }> {
    const typed: string[] = [];
    const type = ({ title = '', placeHolder = '' }: vscode.InputBoxOptions): string => {
      typed.push(title);
      return placeHolder;
    };
    const wanted: string[] = [];
    const see = (_title: string, rows: readonly vscode.QuickPickItem[]): void => {
      wanted.push(...rows.flatMap(({ label }) => (choose !== '' && label.startsWith(choose) ? [label] : [])));
    };
    const said = await listen(
      () =>
        answering({ choose: wanted, type, see }, async () => {
          const { showWarningMessage } = vscode.window;
          const show = async (...args: Parameters<typeof showWarningMessage>) => {
            if (typeof args[1] === 'object') await onQuestion();
            return showWarningMessage(...args);
          };
          Object.assign(vscode.window, { showWarningMessage: show });
          await vscode.commands.executeCommand(`azureBatch.${command}`, things[0], things);
        }),
      answer,
    );
    return { ...said, typed };
  }

  const doRest = (title: string, answer?: 'cancel') => act('bulk.resume', [], title, answer);

  const waitForNode = async (poolId: string, nodeId: string, state: string): Promise<void> => {
    while ((await client.computeNode.get(poolId, nodeId)).state !== state);
  };

  /** Runs `act` while its progress is cancelled once it says what `when` matches. */
  async function cancelling<T>(when: RegExp, act: () => Promise<T>): Promise<T> {
    const { withProgress } = vscode.window;
    const cancel = new vscode.CancellationTokenSource();
    const show: typeof withProgress = (options, task) =>
      withProgress(options, (progress) =>
        task(
          {
            report: (step) => {
              if (when.test(step.message ?? '')) cancel.cancel();
              progress.report(step);
            },
          },
          cancel.token,
        ),
      );
    Object.assign(vscode.window, { withProgress: show });
    try {
      return await act();
    } finally {
      Object.assign(vscode.window, { withProgress });
      cancel.dispose();
    }
  }

  suiteSetup(async () => {
    const scenario = makeSmallWorld(nodeCount, 0, runningCount);
    simulator = await loadSimulator().startSimulator({ scenario, speed: 100 });
    accountId = await addAccount(simulator);
    const { accountName, accountKey, url } = simulator;
    client = new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url);
    while (!(await client.task.list('running')).every(({ state }) => state === 'running'));
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
  });

  test('is held to what is so when it is asked about, not to what was so at first', async () => {
    const [node = assert.fail('no node')] = await listNodes('busy');
    assert.ok(node.kind === 'node');
    const become = (state: string): Promise<void> => waitForNode('busy', node.nodeId, state);
    const countReboots = (): number => listStatuses('ComputeNode_Reboot').filter((status) => status === 202).length;
    await client.job.disable('running', 'requeue');
    await become('idle');
    overload('ComputeNode_Reboot');
    await act('node.reboot', [node], 'Requeue');
    simulator.clearFaults();
    await client.job.enable('running');
    await become('running');
    const confirmed = await doRest('Rebooting the node');
    assert.match(confirmed.questions[0]?.detail ?? '', /running tasks?/);
    assert.deepEqual([confirmed.warnings, countReboots()], [[], 1]);

    await become('running');
    overload('ComputeNode_Reboot');
    await act('node.reboot', [node], 'Requeue');
    simulator.clearFaults();
    await client.job.disable('running', 'requeue');
    await become('idle');
    const surprised = await act('bulk.resume', [], 'Rebooting the node', 'confirm', async () => {
      await client.job.enable('running');
      await become('running');
    });
    assert.match(surprised.questions[0]?.detail ?? '', /No task is running/);
    assert.match(surprised.warnings.join(), /Tasks have started on the node since you were asked/);
    assert.equal(countReboots(), 1);
  });

  test('that of a removal says what the removal said, and waits for the pool as that does', async () => {
    const nodes = await listNodes('idle');
    const first = await cancelling(/the others follow/, () => act('node.remove', nodes, 'Requeue'));
    assert.deepEqual(listStatuses('Pool_RemoveNodes'), [202]);
    // The resize of the first request goes on for as long as this answers.
    const pool = await client.pool.get('idle');
    simulator.addFault({
      operation: 'Pool_Get',
      nthCall: 1,
      times: 2,
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...pool, allocationState: 'resizing' }),
    });
    const waits: string[] = [];
    const progress = watchProgress((text) => /^waiting until/.test(text) && waits.push(text));
    const rest = await doRest('Removing 120 nodes');
    progress.dispose();
    const [{ message, detail, buttons } = assert.fail('nothing was asked')] = rest.questions;
    assert.equal(rest.questions.length, 1);
    assert.equal(message, 'Remove 20 nodes from their pools?');
    const wanted = (first.questions[0]?.detail ?? '')
      .split('\n')
      .filter((line) => !/, pool idle|^… |at most/.test(line));
    assert.ok(wanted.length >= 4, wanted.join('\n'));
    for (const line of wanted) assert.ok(detail.split('\n').includes(line), `${line}\nis not in\n${detail}`);
    assert.match(detail, /^The pool is being resized\. The nodes are removed when the pool is steady\.$/m);
    assert.match(detail, /^An earlier action did not finish these\. The others: 100 done\.$/m);
    assert.deepEqual(buttons, ['Show the List', 'Remove…']);
    assert.deepEqual(rest.typed, ['Remove: all nodes of pool idle']);
    assert.deepEqual(waits.slice(0, 1), ['waiting until the resize of the pool is over']);
    assert.deepEqual(listStatuses('Pool_RemoveNodes'), [202, 202]);
    assert.deepEqual(rest.warnings, []);
  });

  for (const [command, title, operation, choose] of [
    ['node.reboot', 'Rebooting the node', 'ComputeNode_Reboot', 'Requeue'],
    ['node.reimage', 'Reimaging the node', 'ComputeNode_Reimage', 'Terminate'],
    ['node.disableScheduling', 'Taking the node offline', 'ComputeNode_DisableScheduling', 'Terminate'],
    ['task.terminate', 'Terminating the task', 'Task_Terminate', ''],
    ['task.requeue', 'Requeuing the task', 'Task_Terminate', ''],
    ['task.delete', 'Deleting the task', 'Task_Delete', ''],
    ['job.disable', 'Disabling the job', 'Job_Disable', 'Terminate'],
    ['job.terminate', 'Terminating the job', 'Job_Terminate', ''],
    ['job.delete', 'Deleting the job', 'Job_Delete', ''],
    ['pool.delete', 'Deleting the pool', 'Pool_Delete', ''],
  ] as const) {
    test(`what ${command} takes away is said again before its rest is done`, async () => {
      const [node] = await listNodes('busy');
      const things: Readonly<Record<string, Resource>> = {
        node: node ?? assert.fail('the node is gone'),
        task: { kind: 'task', accountId, jobId: 'running', taskId: 'r0' },
        job: { kind: 'job', accountId, jobId: 'running' },
        pool: { kind: 'pool', accountId, poolId: 'busy' },
      };
      const thing = things[command.replace(/\..*/, '')] ?? assert.fail(command);
      overload(operation);
      const first = await act(command, [thing], choose);
      const rest = await doRest(title, 'cancel');
      const [asked = assert.fail('nothing was asked')] = first.questions;
      const [again = assert.fail('nothing was asked again')] = rest.questions;
      assert.equal(again.message, asked.message);
      assert.deepEqual(again.buttons, asked.buttons);
      assert.match(again.detail, /^An earlier action did not finish these\.$/m);
      assert.equal(
        again.detail.replace(/^An earlier action did not finish these\.\n?/m, '').trimEnd(),
        asked.detail.trimEnd(),
      );
      simulator.clearFaults();
    });
  }
});
