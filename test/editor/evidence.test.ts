import assert from 'node:assert/strict';
import path from 'node:path';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import * as vscode from 'vscode';
import { verbs } from '../../src/app/actions/verbs.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { toDocumentUri } from '../../src/extension/documentUri.ts';
import { loadSimulator } from '../../src/extension/load.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/messages.ts';
import { setRefreshInterval } from './support/sampleAccount.ts';

/** More than of which everything is kept unasked. */
const crowdCount = 210;

suite('what an action takes away', () => {
  let simulator: Simulator;
  let client: BatchServiceClient;
  let accountId: string;
  let nodes: readonly Resource[];
  const job = (jobId: string): Resource => ({ kind: 'job', accountId, jobId });
  const task = (jobId: string, taskId: string): Resource => ({ kind: 'task', accountId, jobId, taskId });
  const pool = (): Resource => ({ kind: 'pool', accountId, poolId: 'idle' });
  const run = async (command: string, things: readonly Resource[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...(things.length === 0 ? [] : [things[0], things]));
  const isChange = ({ method }: { readonly method: string }): boolean => method !== 'GET' && method !== 'HEAD';

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(4, 6, 2, crowdCount), speed: 100 });
    accountId = await addAccount(simulator);
    const { accountName, accountKey, url } = simulator;
    client = new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url);
    nodes = (await client.computeNode.list('idle')).map(
      ({ id = '' }): Resource => ({ kind: 'node', accountId, poolId: 'idle', nodeId: id }),
    );
    while (!(await client.task.list('running')).every(({ state }) => state === 'running'));
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Does it, with every question confirmed; what was asked of the service until the first change, and what changed. */
  async function act(command: string, things: readonly Resource[], type = '') {
    const before = simulator.requests.length;
    const { showQuickPick } = vscode.window;
    Object.assign(vscode.window, { showQuickPick: async (items: readonly unknown[]) => items[0] });
    try {
      await answering({ type: ({ placeHolder, value }) => (type === '' ? (placeHolder ?? value ?? '') : type) }, () =>
        listen(() => run(command, things)),
      );
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
    const sent = simulator.requests.slice(before);
    const first = sent.findIndex(isChange);
    return {
      read: sent.slice(0, first < 0 ? sent.length : first).map(({ operation }) => operation),
      changed: sent.filter(isChange).map(({ method, path }) => `${method} ${path.split('?')[0]}`),
    };
  }

  const readKept = async (resource: Resource): Promise<string> =>
    (await vscode.workspace.openTextDocument(toDocumentUri({ resource, document: 'attempts' }))).getText();

  /** What the list of the question tells; the user cancels then. */
  async function dryRun(command: string, things: readonly Resource[]): Promise<string> {
    const { showQuickPick } = vscode.window;
    let text = '';
    Object.assign(vscode.window, {
      showQuickPick: async (items: readonly vscode.QuickPickItem[]) => {
        if (items[0]?.label !== 'Cancel') return items[0];
        text = vscode.window.activeTextEditor?.document.getText() ?? '';
        return items[0];
      },
    });
    const show = async (button: string): Promise<unknown> => listen(() => run(command, things), { choose: button });
    try {
      for (const button of ['Show the List', 'Show Details', 'Show the Plan']) if (text === '') await show(button);
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
    return text;
  }

  /** That a dry run sends nothing and names each request that is sent then; and what was read before the first. */
  async function tryAndAct(command: string, things: readonly Resource[]): Promise<readonly (string | undefined)[]> {
    const before = simulator.requests.length;
    const text = await dryRun(command, things);
    assert.match(text, /This is a dry run: nothing has been sent that changes anything\./, command);
    assert.deepEqual(simulator.requests.slice(before).filter(isChange), [], command);
    const { read, changed } = await act(command, things);
    const planned = text.split('\n').filter((line) => /^(POST|DELETE|PUT|PATCH) \//.test(line));
    assert.deepEqual([...planned].sort(), [...changed].sort(), command);
    assert.ok(planned.length > 0, command);
    return read;
  }

  test('whatever destroys something keeps it first', () => {
    const extension = vscode.extensions.getExtension('batch-troubleshooter.azure-batch-troubleshooter');
    const { effects }: { readonly effects: ReadonlyMap<string, string> } = require(
      path.join(extension?.extensionPath ?? '', 'dist/commands.cjs'),
    );
    const destroying = [...effects].filter(([, effect]) => effect === 'destroys').map(([id]) => id);
    assert.ok(destroying.length >= 7, destroying.join());
    assert.deepEqual(
      destroying.filter((id) => verbs.get(id)?.takesAway({}) !== true),
      [],
    );
  });

  test('what cannot be read is told before anything is sent, and who does not go on has nothing changed', async () => {
    // Views may read logs at the same time.
    simulator.addFault({ operation: 'File_ListFromTask', nthCall: 1, times: 100, status: 400 });
    const before = simulator.requests.length;
    const { showWarningMessage } = vscode.window;
    const asked: string[] = [];
    Object.assign(vscode.window, {
      showWarningMessage: async (message: string, _options: unknown, ...buttons: readonly string[]) => {
        asked.push(message);
        return asked.length === 1 ? buttons.at(-1) : undefined;
      },
    });
    try {
      await run('task.delete', [task('broken', 'f3')]);
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
      simulator.clearFaults();
    }
    assert.deepEqual(asked, ['Delete task f3?', 'The details of 1 item could not be saved. Continue?']);
    assert.deepEqual(simulator.requests.slice(before).filter(isChange), []);
  });

  test('what has become another since the question is left as it is, with the reason, and the others are done', async () => {
    const before = simulator.requests.length;
    const { showWarningMessage } = vscode.window;
    const told: string[] = [];
    Object.assign(vscode.window, {
      showWarningMessage: async (message: string, options: unknown, ...buttons: readonly string[]) => {
        if (typeof options !== 'object') return void told.push(message);
        // Somebody else runs one of them again while the question stands.
        await client.task.reactivate('broken', 'f4');
        return buttons.find((button) => !/list/i.test(button));
      },
    });
    try {
      await run('task.delete', [task('broken', 'f4'), task('broken', 'f5')]);
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
    const deleted = simulator.requests.slice(before).flatMap(({ method, path: where }) => {
      return method === 'DELETE' ? [/tasks\/(\w+)/.exec(where)?.[1]] : [];
    });
    assert.deepEqual(deleted, ['f5']);
    assert.match(told.join('\n'), /f4: The task has been run again since you were asked, so nothing was done\./);
  });

  test('what runs in a pool that is deleted waits for a pool, and is not said to start again elsewhere', async () => {
    const busy: Resource = { kind: 'pool', accountId, poolId: 'busy' };
    const { questions } = await listen(() => answering({ type: () => 'bus' }, () => run('pool.delete', [busy])));
    const detail = questions[0]?.detail ?? '';
    assert.match(detail, /^2 running tasks end now, lose their progress and wait to run again\.\nrunning: r\d, r\d$/m);
    assert.match(detail, /^2 unfinished jobs use it: .+\nThe tasks wait until there is a pool with this ID again/m);
  });

  test('a task that is deleted or ended is kept first, with the ends of its logs', async () => {
    const deleted = await tryAndAct('task.delete', [task('broken', 'f0'), task('broken', 'f1')]);
    // Views may read logs at the same time.
    assert.ok(deleted.filter((operation) => operation === 'File_GetFromTask').length >= 2, deleted.join());
    const text = await readKept(task('broken', 'f0'));
    assert.match(text, /^# Earlier attempts of f0\n\n## Until it was deleted: /);
    assert.match(text, /- Exit code 4\n[\s\S]*### stderr\.txt\n\n[\s\S]*\bno\n/);
    const ended = await tryAndAct('task.terminate', [task('running', 'r0')]);
    assert.ok(ended.includes('Task_Get'), ended.join());
    assert.match(await readKept(task('running', 'r0')), /## Until it was terminated: .*\n\n- The program ran\./);
  });

  test('of more than two hundred tasks the logs of the first twenty of a cause are kept, and the others say why theirs were not', async () => {
    const ids = Array.from({ length: crowdCount }, (_, index) => `c${index}`);
    const crowd = ids.map((id) => task('crowd', id));
    /** The tasks whose logs were read for what is done, and what else was asked. */
    const actOnAll = async (command: string, choose: readonly string[], reading: string) => {
      const before = simulator.requests.length;
      const { questions } = await listen(() => run(command, crowd), { choose });
      const sent = simulator.requests.slice(before).filter(({ path: where }) => where.includes('/jobs/crowd/'));
      const read = sent.flatMap(({ operation, path: where }) =>
        operation === reading ? (/tasks\/(\w+)/.exec(where)?.[1] ?? []) : [],
      );
      const changed = sent.filter(isChange).length;
      const gets = sent.filter(({ operation }) => operation === 'Task_Get').length;
      return { questions, read: new Set(read), changed, gets };
    };
    const retried = await actOnAll('task.retry', ['Retry 210'], 'File_GetFromTask');
    assert.match(
      retried.questions[0]?.detail ?? '',
      /^First, the properties of all 210 are saved on this computer, and the ends of the logs of the first 20, since/m,
    );
    assert.equal(retried.questions.length, 1);
    assert.deepEqual([retried.changed, retried.gets], [crowdCount, 0]);
    // Views, and the question, read those of a few.
    assert.ok(retried.read.size >= 20 && retried.read.size < 50, `${retried.read.size}`);
    assert.match(
      await readKept(task('crowd', 'c0')),
      /## Until it was retried: [\s\S]*### stderr\.txt\n\n[\s\S]*scene\.blend/,
    );
    const brief = await readKept(task('crowd', 'c209'));
    assert.match(brief, /## Until it was retried: .*\n\n- .*scene\.blend.*\n- Exit code 1\n/);
    assert.match(brief, /### stderr\.txt\n\nThis log was not saved\. Of more than 200 items, /);
    assert.match(brief, /### Properties\n/);
    const hasSucceeded = async (): Promise<boolean> =>
      (await client.task.list('crowd')).every(({ executionInfo }) => executionInfo?.exitCode === 0);
    while (!(await hasSucceeded()));
    // Their logs are empty now, which a list of them says. Both buttons say what they begin.
    const deleted = await actOnAll('task.delete', ['Delete…', 'Delete, Saving All Logs'], 'File_ListFromTask');
    assert.deepEqual([deleted.changed, deleted.gets, deleted.read.size], [crowdCount, 0, crowdCount]);
  });

  test('a node is kept before it starts anew or leaves, and with it why the last resize of its pool failed', async () => {
    const [first, second, third, fourth] = nodes;
    assert.ok(first && second && third && fourth);
    for (const [command, node] of [
      ['node.reboot', first],
      ['node.reimage', second],
      ['node.deallocate', fourth],
      ['node.remove', third],
    ] as const) {
      const read = await tryAndAct(command, [node]);
      assert.ok(read.includes('ComputeNode_Get'), `${command}: ${read.join()}`);
      assert.match(await readKept(node), /^# Kept of tvm.*\n\n## Before “/, command);
      if (command === 'node.remove') assert.ok(read.includes('Pool_Get'), read.join());
    }
    assert.match(await readKept(pool()), /## Before “Remove Node from Its Pool”: [\s\S]*"id": "idle"/);
  });

  test('a node that was deallocated is started once that is confirmed', async () => {
    const node = nodes[3];
    assert.ok(node?.kind === 'node');
    const now = async () => (await client.computeNode.get('idle', node.nodeId)).state as string | undefined;
    // What the older version of the interface, which the client speaks, calls a deallocated node.
    while ((await now()) !== 'offline');
    await tryAndAct('node.start', [node]);
    assert.notEqual(await now(), 'offline');
  });

  test('a job is kept with its tasks before it ends, and with the logs of those that failed before it is deleted', async () => {
    const ended = await tryAndAct('job.terminate', [job('running')]);
    assert.ok(ended.includes('Job_Get') && ended.includes('Task_List'), ended.join());
    assert.match(await readKept(job('running')), /## Before “Terminate Job”: [\s\S]*"id": "r1"/);
    const read = await tryAndAct('job.delete', [job('broken')]);
    assert.ok(read.filter((operation) => operation === 'File_GetFromTask').length >= 2, read.join());
    assert.match(await readKept(task('broken', 'f2')), /## Until it was deleted: /);
  });

  test('a pool is kept with its nodes before it is deleted by who types its name, and what runs there is named', async () => {
    const busy: Resource = { kind: 'pool', accountId, poolId: 'busy' };
    const poolInfo = { poolId: 'busy' };
    await client.job.add({ id: 'waits', poolInfo });
    const schedule = { doNotRunUntil: new Date('2099-01-01T00:00:00Z') };
    await client.jobSchedule.add({ id: 'weekly', schedule, jobSpecification: { poolInfo } });
    const other = { poolInfo: { poolId: 'idle' } };
    await client.jobSchedule.add({ id: 'elsewhere', schedule, jobSpecification: other });
    const before = simulator.requests.length;
    const { questions } = await listen(() => answering({ type: () => 'bus' }, () => run('pool.delete', [busy])));
    assert.deepEqual(simulator.requests.slice(before).filter(isChange), [], 'the name was not typed whole');
    assert.deepEqual(
      questions.map(({ message }) => message.replace(/ in account .*/, '')),
      ['Delete pool busy'],
    );
    const detail = questions[0]?.detail ?? '';
    assert.match(detail, /^Its 1 node is removed with all files on it\.\n/);
    assert.match(
      detail,
      /^1 unfinished job uses it: waits\.\n1 job schedule creates jobs for it: weekly\.\nThe tasks wait until there is a/m,
    );
    const read = await tryAndAct('pool.delete', [busy]);
    assert.ok(read.includes('Pool_Get') && read.includes('ComputeNode_List'), read.join());
    assert.match(await readKept(busy), /## Before “Delete Pool”: [\s\S]*"id": "busy"[\s\S]*"nodes": \[/);
  });

  /** Asks for so many dedicated nodes, confirms all that is asked, and does `meanwhile` while the question stands. */
  async function resize(dedicated: number, meanwhile: () => Promise<unknown> = async () => undefined) {
    const { showQuickPick, showWarningMessage } = vscode.window;
    const told: string[] = [];
    const { length } = simulator.requests;
    Object.assign(vscode.window, {
      showQuickPick: async (items: readonly unknown[]) => items[0],
      showWarningMessage: async (message: string, options: unknown, ...buttons: readonly string[]) => {
        if (typeof options !== 'object') return void told.push(message);
        await meanwhile();
        return buttons.find((button) => /^Resize/.test(button));
      },
    });
    try {
      await answering(
        { type: ({ title, value }) => (/^Dedicated/.test(title ?? '') ? `${dedicated}` : (value ?? '')) },
        () => run('pool.resize', [pool()]),
      );
    } finally {
      Object.assign(vscode.window, { showQuickPick, showWarningMessage });
    }
    const sent = simulator.requests.slice(length).map(({ operation }) => operation);
    return { told, sent };
  }

  /** Resolves when notifications that come by themselves have said each of these. */
  function untilHeard(...wanted: readonly RegExp[]): Promise<void> {
    const { showInformationMessage } = vscode.window;
    const { promise, resolve } = Promise.withResolvers<void>();
    const heard: string[] = [];
    const show = async (message: string): Promise<undefined> => {
      heard.push(message);
      if (!wanted.every((one) => heard.some((text) => one.test(text)))) return;
      Object.assign(vscode.window, { showInformationMessage });
      resolve();
    };
    Object.assign(vscode.window, { showInformationMessage: show });
    return promise;
  }

  const untilSteady = async (): Promise<void> => {
    while ((await client.pool.get('idle')).allocationState !== 'steady');
  };

  test('a pool that someone else has resized since the question is left as it is, though nothing of it would be lost', async () => {
    await untilSteady();
    const { told, sent } = await resize(5, () => client.pool.resize('idle', { targetDedicatedNodes: 4 }));
    assert.match(told.join('\n'), /The pool has been resized since you were asked, so nothing was done\./);
    assert.equal(sent.filter((operation) => operation === 'Pool_Resize').length, 1, 'that of the other');
  });

  test('a pool is kept with its nodes before a resize takes some of them away, and it is told when it has the others, as of a node that is reimaged', async () => {
    await setRefreshInterval(0.25);
    const heard = untilHeard(/^Pool idle has 1 node now, as you asked\.$/, /^The node that you reimaged is back\.$/);
    await untilSteady();
    const { told, sent } = await resize(1);
    assert.deepEqual(told, []);
    const [read, changed] = [
      sent.lastIndexOf('ComputeNode_List', sent.indexOf('Pool_Resize')),
      sent.indexOf('Pool_Resize'),
    ];
    assert.ok(read >= 0 && read < changed, sent.join());
    // An open document is read again a moment later.
    const changes = [vscode.workspace.onDidChangeTextDocument, vscode.workspace.onDidCloseTextDocument];
    const kept = /## Before “Resize Pool”: [\s\S]*"id": "idle"[\s\S]*"nodes": \[/;
    await eventually('it is kept', changes, async () => kept.test(await readKept(pool())) || undefined);
    await untilSteady();
    const [left] = await client.computeNode.list('idle');
    await act('node.reimage', [{ kind: 'node', accountId, poolId: 'idle', nodeId: left?.id ?? '' }]);
    await heard;
    await setRefreshInterval(undefined);
  });

  test('a schedule is kept before it ends', async () => {
    await client.jobSchedule.add({
      id: 'hourly',
      schedule: { recurrenceInterval: 'PT1H' },
      jobSpecification: { poolInfo: { poolId: 'idle' } },
    });
    const schedule: Resource = { kind: 'jobSchedule', accountId, scheduleId: 'hourly' };
    const read = await tryAndAct('jobSchedule.terminate', [schedule]);
    assert.ok(read.includes('JobSchedule_Get'), read.join());
    assert.match(await readKept(schedule), /## Before “Terminate Job Schedule”: [\s\S]*"id": "hourly"/);
  });

  test('autoscale is not turned off once more where someone else has done it since the question', async () => {
    await untilSteady();
    await client.pool.enableAutoScale('idle', { autoScaleFormula: '$TargetDedicatedNodes = 1;' });
    const before = simulator.requests.length;
    const { showWarningMessage } = vscode.window;
    const told: string[] = [];
    Object.assign(vscode.window, {
      showWarningMessage: async (message: string, options: unknown, ...buttons: readonly string[]) => {
        if (typeof options !== 'object') return void told.push(message);
        await client.pool.disableAutoScale('idle');
        return buttons.find((button) => button === 'Turn Off');
      },
    });
    try {
      await run('pool.disableAutoscale', [pool()]);
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
    assert.match(told.join('\n'), /Autoscale was turned off since you were asked, so nothing was done\./);
    const sent = simulator.requests.slice(before).filter(({ operation }) => operation === 'Pool_DisableAutoScale');
    assert.equal(sent.length, 1, 'that of the other');
  });

  test('what is gone is still in the list of what was kept, until it is forgotten', async () => {
    await answering({ choose: 'f0' }, () => run('kept.open', []));
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^# Earlier attempts of f0\n/);
    const { status } = await listen(() => answering({ choose: 'f0' }, () => run('kept.forget', [])));
    assert.deepEqual(status, ['What was kept of 1 item was deleted from this computer.']);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.match(await readKept(task('broken', 'f1')), /## Until it was deleted: /);
    // An open document is read again a moment later.
    const changes = [vscode.workspace.onDidChangeTextDocument, vscode.workspace.onDidCloseTextDocument];
    await eventually('it is forgotten', changes, async () =>
      /Until it was deleted/.test(await readKept(task('broken', 'f0'))) ? undefined : true,
    );
  });
});
