import assert from 'node:assert/strict';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import * as vscode from 'vscode';
import type { Resource } from '../../src/core/model/resource.ts';
import { loadSimulator } from '../../src/extension/load.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { listen, watchProgress } from './support/messages.ts';

const nodeCount = 12;
/** As many as are retried only after a question. */
const failedCount = 24;
const runningCount = 6;
/** What a change of each kind is called at the service. */
const changing = (simulator: Simulator) =>
  simulator.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD');

suite('bulk actions', () => {
  let simulator: Simulator;
  let client: BatchServiceClient;
  let accountId: string;
  const nodes: Resource[] = [];
  const failed = (): Resource[] =>
    Array.from({ length: failedCount }, (_, index) => ({
      kind: 'task',
      accountId,
      jobId: 'broken',
      taskId: `f${index}`,
    }));
  const running = (): Resource[] =>
    Array.from({ length: runningCount }, (_, index) => ({
      kind: 'task',
      accountId,
      jobId: 'running',
      taskId: `r${index}`,
    }));
  const run = async (command: string, things: readonly Resource[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, things[0], things);
  const acted = (operation: string): number =>
    simulator.requests.filter((request) => request.operation === operation && request.status < 300).length;

  const listStates = async (): Promise<(string | undefined)[]> =>
    (await client.task.list('running')).map(({ state }) => state);

  suiteSetup(async () => {
    const scenario = makeSmallWorld(nodeCount, failedCount, runningCount);
    simulator = await loadSimulator().startSimulator({ scenario, speed: 100 });
    accountId = await addAccount(simulator);
    const { accountName, accountKey, url } = simulator;
    client = new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url);
    for (const { id = '' } of await client.computeNode.list('idle')) {
      nodes.push({ kind: 'node', accountId, poolId: 'idle', nodeId: id });
    }
    assert.equal(nodes.length, nodeCount);
    while (!(await listStates()).every((state) => state === 'running'));
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Runs `act` while its progress is cancelled once something is done. */
  async function cancelling(act: () => Promise<unknown>): Promise<void> {
    const { withProgress } = vscode.window;
    const cancel = new vscode.CancellationTokenSource();
    const show: typeof withProgress = (options, task) =>
      options.title?.startsWith('Saving') === true
        ? withProgress(options, task)
        : task({ report: () => cancel.cancel() }, cancel.token);
    Object.assign(vscode.window, { withProgress: show });
    try {
      await act();
    } finally {
      Object.assign(vscode.window, { withProgress });
      cancel.dispose();
    }
  }

  test('A9-45 who declines a question has nothing changed', async () => {
    const before = changing(simulator).length;
    const pool: Resource = { kind: 'pool', accountId, poolId: 'idle' };
    const job: Resource = { kind: 'job', accountId, jobId: 'broken' };
    const questions: readonly (readonly [command: string, things: readonly Resource[]])[] = [
      ['task.retry', [...failed(), ...running()]],
      ['task.requeue', running().slice(0, 1)],
      ['task.terminate', running()],
      ['task.delete', failed()],
      ['job.delete', [job]],
      ['job.disable', [{ ...job, jobId: 'running' }]],
      ['job.terminate', [job]],
      ['job.retryFailed', [job]],
      ['node.reboot', nodes],
      ['node.reimage', nodes],
      ['node.remove', nodes],
      ['node.disableScheduling', nodes],
      ['pool.resize', [pool]],
      ['pool.stopResize', [pool]],
      ['node.removeUser', nodes.slice(0, 1)],
      ['bulk.forgetAll', []],
    ];
    const { showQuickPick } = vscode.window;
    // Choices before the question are made; the question itself is declined, and no name is typed.
    Object.assign(vscode.window, { showQuickPick: async (items: readonly unknown[]) => items[0] });
    try {
      for (const [command, things] of questions) {
        await answering({ choose: 'Terminate', type: ({ value = '' }) => value }, () =>
          listen(() => run(command, things), 'cancel'),
        );
        assert.deepEqual(
          changing(simulator)
            .slice(before)
            .map(({ operation }) => operation),
          [],
          command,
        );
      }
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
  });

  test('A9-42 what was selected when the question was asked is acted on, whatever is selected since', async () => {
    const before = changing(simulator).length;
    const selection = failed().slice(0, 2);
    const { showWarningMessage } = vscode.window;
    const confirm = async (_message: string, _options: unknown, ...buttons: readonly string[]): Promise<unknown> => {
      selection.push(...failed().slice(2));
      selection.shift();
      return buttons.find((button) => !/list/i.test(button));
    };
    Object.assign(vscode.window, { showWarningMessage: confirm });
    try {
      await run('task.delete', selection);
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
    const deleted = changing(simulator)
      .slice(before)
      .map(({ path }) => /tasks\/(\w+)/.exec(path)?.[1]);
    assert.deepEqual(deleted.toSorted(), ['f0', 'f1']);
  });

  /** What a user types who was asked for the name of a thing. */
  const typeName = ({ placeHolder = '' }: vscode.InputBoxOptions): string => placeHolder;

  test('nodes of a pool are chosen by what they are, all that there are, and an action on all asks for its name', async () => {
    const pool: Resource = { kind: 'pool', accountId, poolId: 'idle' };
    const seen: (readonly string[])[] = [];
    const see = (_title: string, rows: readonly vscode.QuickPickItem[]): void =>
      void seen.push(rows.map(({ label, description, detail }) => [label, description ?? detail].join(': ').trim()));
    const act = (type: (options: vscode.InputBoxOptions) => string, ...choose: readonly string[]) =>
      listen(() => answering({ choose, type, see }, () => run('pool.actOnNodes', [pool])));
    const before = changing(simulator).length;
    const takeOffline = ['All nodes', 'Take Offline', 'Requeue'] as const;

    const asked = simulator.requests.length;
    await act(() => 'another', ...takeOffline);
    assert.deepEqual(changing(simulator).slice(before), []);
    assert.deepEqual(seen[0], ['Idle: 12', 'All nodes: 12']);
    assert.ok(seen[1]?.includes('Reboot: 12 nodes'), seen[1]?.join());
    const read = simulator.requests.slice(asked).map(({ operation }) => operation);
    assert.ok(!read.includes('ComputeNode_Get'), 'the list has them all');

    const { errors } = await act(typeName, 'All nodes', 'Bring Online');
    assert.match(errors.join(), /The node is not offline\./);
    // Said of one of them, and how many are so, too.
    assert.match(seen.at(-1)?.join('\n') ?? '', /^Bring Online: .* and 11 more: The node is not offline\.$/m);

    await act(typeName, ...takeOffline);
    assert.equal(acted('ComputeNode_DisableScheduling'), nodeCount);
    seen.length = 0;
    await act(typeName, 'Offline', 'Bring Online');
    assert.equal(acted('ComputeNode_EnableScheduling'), nodeCount);
    assert.ok(seen[0]?.includes('Offline: 12'), seen[0]?.join());
    assert.deepEqual(
      [
        ...new Set(
          changing(simulator)
            .slice(before)
            .map(({ operation }) => operation),
        ),
      ],
      ['ComputeNode_DisableScheduling', 'ComputeNode_EnableScheduling'],
    );
  });

  test('A9-44 a reboot of several nodes that is cancelled is told as what the service did', async () => {
    const { showQuickPick } = vscode.window;
    Object.assign(vscode.window, { showQuickPick: async (items: readonly unknown[]) => items[0] });
    try {
      const { informations, warnings } = await listen(() =>
        answering({ type: typeName }, () => cancelling(() => run('node.reboot', nodes))),
      );
      const rebooted = acted('ComputeNode_Reboot');
      assert.ok(rebooted >= 1 && rebooted < nodeCount, `${rebooted} were rebooted`);
      assert.deepEqual(warnings, []);
      const done = rebooted === 1 ? 'The node is rebooting.' : `${rebooted} nodes are rebooting.`;
      const left = nodeCount - rebooted;
      const notStarted = left === 1 ? '1 was not started.' : `${left} were not started.`;
      const unnamed = informations.map((text) => text.replace(/^Node [^)]*\)? is /, 'The node is '));
      assert.deepEqual(unnamed, [`${done} ${notStarted} | Show Report | Do the Rest…`]);
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
  });

  test('A9-44 a requeue that is cancelled leaves no task ended', async () => {
    await listen(() => cancelling(() => run('task.requeue', running().slice(0, 5))));
    assert.ok(acted('Task_Terminate') >= 1);
    assert.equal(acted('Task_Reactivate'), acted('Task_Terminate'));
    assert.ok(!(await listStates()).includes('completed'));
  });

  test('what was given up for load is offered again in one click, and the report tells of every item', async () => {
    const body = JSON.stringify({ code: 'TooManyRequests', message: { lang: 'en-US', value: 'Too many requests.' } });
    const headers = { 'retry-after': '0' };
    const tries = 5;
    const tasks = failed().slice(2, 6);
    simulator.addFault({
      operation: 'Task_Reactivate',
      nthCall: 1,
      times: tasks.length * tries,
      status: 429,
      headers,
      body,
    });
    const offered: string[] = [];
    const again = Promise.withResolvers<void>();
    const { showWarningMessage } = vscode.window;
    Object.assign(vscode.window, {
      showWarningMessage: async (message: string, ...buttons: readonly unknown[]) => {
        // A question comes first.
        if (typeof buttons[0] === 'object') return buttons.slice(1).find((button) => !/list/i.test(String(button)));
        offered.push(message, ...buttons.map(String));
        return buttons.find((button) => /^Try \d+ Items? Again/.test(String(button)));
      },
    });
    const progress = watchProgress((text) => /run again/.test(text) && again.resolve());
    try {
      await run('task.retry', tasks);
      assert.match(offered[0] ?? '', /^4 of 4 tasks could not be retried\. f2 and 3 more: /);
      assert.deepEqual(offered.slice(1, 3), ['Show Report', 'Try 4 Items Again']);
      await again.promise;
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
      progress.dispose();
    }
    assert.equal(acted('Task_Reactivate') - acted('Task_Terminate'), tasks.length);
    await answering({ choose: 'Retrying 4 tasks' }, () => run('bulk.openReport', []));
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /^# Retrying 4 tasks\n\n- 4 done\n {2}- \d /);
    const effect = 'It (failed again( for the same reason)?|is running now|waits to run)\\.';
    for (const id of ['f2', 'f3', 'f4', 'f5']) assert.match(text, new RegExp(`^- ${id}: done\\. ${effect}$`, 'm'));
  });

  test('a key that is refused stops it at once, and the rest is done when the account lets the user in again', async () => {
    const concurrency = 4;
    const tasks = failed().slice(6, 16);
    const body = JSON.stringify({ code: 'AuthenticationFailed', message: { lang: 'en-US', value: 'No.' } });
    simulator.addFault({ operation: 'Task_Reactivate', nthCall: 1, times: concurrency, status: 403, body });
    const before = acted('Task_Reactivate');
    const told: string[][] = [];
    const questions: string[] = [];
    const ended = Promise.withResolvers<string>();
    const { showWarningMessage } = vscode.window;
    Object.assign(vscode.window, {
      showWarningMessage: async (message: string, ...buttons: readonly unknown[]) => {
        const [options] = buttons;
        if (typeof options === 'object') {
          questions.push(`${message}\n${Reflect.get(options ?? {}, 'detail')}`);
          return buttons.findLast((button) => button !== 'Show the Plan');
        }
        told.push([message, ...buttons.map(String)]);
        return 'Do the Rest…';
      },
    });
    const progress = watchProgress((text) => /run again/.test(text) && ended.resolve(text));
    try {
      await run('task.retry', tasks);
      const [[message = '', ...buttons] = []] = told;
      assert.match(message, /^The key is not valid for the account .* 10 were not started\.$/);
      assert.deepEqual(buttons, ['Enter the New Key…', 'Do the Rest…']);
      assert.equal(await ended.promise, '10 tasks run again.');
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
      progress.dispose();
    }
    assert.match(
      questions.at(-1) ?? '',
      /^f6 \(job broken, account .*\n(.*\n)*First, the properties, the ends of the logs and what was wrong are saved on this computer\.\nAn earlier action did not finish these\.$/m,
    );
    assert.equal(acted('Task_Reactivate') - before, tasks.length);
    assert.equal(told.length, 1);
  });

  test('A9-41 the rest of a deletion wants the name of the job, as the deletion does', async () => {
    const job: Resource = { kind: 'job', accountId, jobId: 'broken' };
    const body = JSON.stringify({ code: 'TooManyRequests', message: { lang: 'en-US', value: 'Too many requests.' } });
    const headers = { 'retry-after': '0' };
    simulator.addFault({ operation: 'Job_Delete', nthCall: 1, times: 5, status: 429, headers, body });
    await answering({ type: () => 'broken' }, () => listen(() => run('job.delete', [job])));
    assert.equal(acted('Job_Delete'), 0);
    const rest = async (typed: string): Promise<readonly string[]> => {
      const asked: string[] = [];
      const type = ({ title = '' }: vscode.InputBoxOptions): string => {
        asked.push(title);
        return typed;
      };
      await answering({ choose: 'Deleting the job: broken', type }, () => listen(() => run('bulk.resume', [])));
      return asked;
    };
    await run('account.makeReadOnly', [{ kind: 'account', accountId }]);
    const sent = changing(simulator).length;
    const { errors, questions } = await listen(() =>
      answering({ choose: 'Deleting the job: broken' }, () => run('bulk.resume', [])),
    );
    assert.match(
      errors.join(),
      /^The account .* is read-only\. To change something, select Allow Changes in its menu\.$/,
    );
    assert.deepEqual([questions, changing(simulator).length], [[], sent]);
    await run('account.allowChanges', [{ kind: 'account', accountId }]);
    assert.match((await rest('')).join(), /^Delete job broken/);
    assert.equal(acted('Job_Delete'), 0);
    await rest('broken');
    assert.equal(acted('Job_Delete'), 1);
  });

  test('what is kept of bulk actions is forgotten when that is wanted', async () => {
    const { status } = await listen(() => run('bulk.forgetAll', []));
    assert.match(status[0] ?? '', /bulk actions? (was|were) forgotten/);
    const told: string[] = [];
    const { showInformationMessage } = vscode.window;
    Object.assign(vscode.window, { showInformationMessage: async (message: string) => void told.push(message) });
    try {
      await answering({}, () => run('bulk.openReport', []));
    } finally {
      Object.assign(vscode.window, { showInformationMessage });
    }
    assert.deepEqual(told, ['No bulk action is kept on this computer.']);
  });
});
