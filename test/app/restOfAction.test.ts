import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as resume } from '../../src/app/actions/bulk/resume.ts';
import { run as deleteJob } from '../../src/app/actions/job/delete.ts';
import { run as disableJob } from '../../src/app/actions/job/disable.ts';
import { run as terminateJob } from '../../src/app/actions/job/terminate.ts';
import { run as disableScheduling } from '../../src/app/actions/node/disableScheduling.ts';
import { run as reboot } from '../../src/app/actions/node/reboot.ts';
import { run as reimage } from '../../src/app/actions/node/reimage.ts';
import { run as removeNodes } from '../../src/app/actions/node/remove.ts';
import { run as deletePool } from '../../src/app/actions/pool/delete.ts';
import { run as deleteTask } from '../../src/app/actions/task/delete.ts';
import { run as requeue } from '../../src/app/actions/task/requeue.ts';
import { run as terminateTask } from '../../src/app/actions/task/terminate.ts';
import type { Command } from '../../src/app/actions/verb/contribution.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import type { Answers, Said } from '../fakes/fakeUi.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const nodeCount = 120;
const runningCount = 6;

suite('continuing an action', () => {
  let world: Simulated;
  const listNodes = async (poolId: string): Promise<Resource[]> =>
    (await world.client.computeNode.list(poolId)).map(({ id = '' }) => ({
      kind: 'node',
      accountId: world.accountId,
      poolId,
      nodeId: id,
    }));
  const listStatuses = (operation: string): readonly number[] =>
    world.simulator.requests.filter((request) => request.operation === operation).map(({ status }) => status);
  const overload = (operation: string): void =>
    world.simulator.addFault({
      operation,
      nthCall: 1,
      times: 5,
      status: 429,
      headers: { 'retry-after': '0' },
      body: JSON.stringify({ code: 'TooManyRequests', message: { lang: 'en-US', value: 'Too many requests.' } }),
    });

  /**
   * Calls an action and returns its questions; selects each row whose label starts with `choose`, and types each
   * requested name.
   */
  const act = (command: Command, things: readonly Resource[], choose: string, answers: Answers = {}): Promise<Said> =>
    world.run(command, things.length === 0 ? [] : [things[0], things], {
      rows: (label) => choose !== '' && label.startsWith(choose),
      type: ({ placeholder = '' }) => placeholder,
      ...answers,
    });

  const doRest = (title: string, answers: Answers = {}) => act(resume, [], title, answers);

  const waitForNode = async (poolId: string, nodeId: string, state: string): Promise<void> => {
    while ((await world.client.computeNode.get(poolId, nodeId)).state !== state);
  };

  before(async () => {
    world = await simulate(makeSmallWorld(nodeCount, 0, runningCount));
    while (!(await world.client.task.list('running')).every(({ state }) => state === 'running'));
  });

  after(() => world.close());

  test('continuing an action checks the current state, not that of the first question', async () => {
    const { client, simulator } = world;
    const [node = assert.fail('no node')] = await listNodes('busy');
    assert.ok(node.kind === 'node');
    const become = (state: string): Promise<void> => waitForNode('busy', node.nodeId, state);
    const countReboots = (): number => listStatuses('ComputeNode_Reboot').filter((status) => status === 202).length;
    await client.job.disable('running', 'requeue');
    await become('idle');
    overload('ComputeNode_Reboot');
    await act(reboot, [node], 'Requeue');
    simulator.clearFaults();
    await client.job.enable('running');
    await become('running');
    const confirmed = await doRest('Rebooting the node');
    assert.match(confirmed.questions[0]?.detail ?? '', /running tasks?/);
    assert.deepEqual([confirmed.warnings, countReboots()], [[], 1]);

    await become('running');
    overload('ComputeNode_Reboot');
    await act(reboot, [node], 'Requeue');
    simulator.clearFaults();
    await client.job.disable('running', 'requeue');
    await become('idle');
    const surprised = await doRest('Rebooting the node', {
      async question() {
        await client.job.enable('running');
        await become('running');
        return 'confirm' as const;
      },
    });
    assert.match(surprised.questions[0]?.detail ?? '', /No task is running/);
    assert.match(surprised.warnings.join(), /Tasks have started on the node since you were prompted/);
    assert.equal(countReboots(), 1);
  });

  test('continuing a removal asks the same question, and waits for the pool', async () => {
    const { client, simulator } = world;
    const nodes = await listNodes('idle');
    const cancel = new AbortController();
    const onStep = (text: string) => /the rest follow/.test(text) && cancel.abort();
    const first = await act(removeNodes, nodes, 'Requeue', { cancel, onStep });
    assert.deepEqual(listStatuses('Pool_RemoveNodes'), [202]);
    while ((await listNodes('idle')).length > 20);
    // With this fault, the resize of the first request seems to be still in progress.
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
    const rest = await doRest('Removing 120 nodes', {
      onStep: (text) => /^waiting for/.test(text) && waits.push(text),
    });
    const [{ message, detail, buttons } = assert.fail('nothing was asked')] = rest.questions;
    assert.equal(rest.questions.length, 1);
    assert.equal(message, 'Remove 20 nodes from their pools?');
    const wanted = (first.questions[0]?.detail ?? '')
      .split('\n')
      .filter((line) => !/, pool idle|^… |at most/.test(line));
    assert.ok(wanted.length >= 4, wanted.join('\n'));
    for (const line of wanted) assert.ok(detail.split('\n').includes(line), `${line}\nis not in\n${detail}`);
    assert.match(detail, /^The pool is being resized\. The nodes are removed when the pool is steady\.$/m);
    assert.match(detail, /^An earlier action didn't finish these items\. The others: 100 done\.$/m);
    assert.deepEqual(buttons, ['Show the List', 'Remove…']);
    const boxes = rest.asked.filter(({ rows }) => rows.length === 0);
    assert.deepEqual(
      boxes.map(({ title: of }) => of),
      ['Remove: all nodes in pool idle'],
    );
    assert.deepEqual(waits.slice(0, 1), ['waiting for the pool resize to finish']);
    assert.deepEqual(listStatuses('Pool_RemoveNodes'), [202, 202]);
    assert.deepEqual(rest.warnings, []);
  });

  for (const [name, command, title, operation, choose] of [
    ['node.reboot', reboot, 'Rebooting the node', 'ComputeNode_Reboot', 'Requeue'],
    ['node.reimage', reimage, 'Reimaging the node', 'ComputeNode_Reimage', 'Terminate'],
    [
      'node.disableScheduling',
      disableScheduling,
      'Taking the node offline',
      'ComputeNode_DisableScheduling',
      'Terminate',
    ],
    ['task.terminate', terminateTask, 'Terminating the task', 'Task_Terminate', ''],
    ['task.requeue', requeue, 'Requeuing the task', 'Task_Terminate', ''],
    ['task.delete', deleteTask, 'Deleting the task', 'Task_Delete', ''],
    ['job.disable', disableJob, 'Disabling the job', 'Job_Disable', 'Terminate'],
    ['job.terminate', terminateJob, 'Terminating the job', 'Job_Terminate', ''],
    ['job.delete', deleteJob, 'Deleting the job', 'Job_Delete', ''],
    ['pool.delete', deletePool, 'Deleting the pool', 'Pool_Delete', ''],
  ] as const) {
    test(`the question before continuing ${name} repeats what is lost`, async () => {
      const { accountId } = world;
      const [node] = await listNodes('busy');
      const things: Readonly<Record<string, Resource>> = {
        node: node ?? assert.fail('the node is gone'),
        task: { kind: 'task', accountId, jobId: 'running', taskId: 'r0' },
        job: { kind: 'job', accountId, jobId: 'running' },
        pool: { kind: 'pool', accountId, poolId: 'busy' },
      };
      const thing = things[name.replace(/\..*/, '')] ?? assert.fail(name);
      overload(operation);
      const first = await act(command, [thing], choose);
      const rest = await doRest(title, { question: 'cancel' });
      const [asked = assert.fail('nothing was asked')] = first.questions;
      const [again = assert.fail('nothing was asked again')] = rest.questions;
      assert.equal(again.message, asked.message);
      assert.deepEqual(again.buttons, asked.buttons);
      assert.match(again.detail, /^An earlier action didn't finish these items\.$/m);
      assert.equal(
        again.detail.replace(/^An earlier action didn't finish these items\.\n?/m, '').trimEnd(),
        asked.detail.trimEnd(),
      );
      world.simulator.clearFaults();
    });
  }
});
