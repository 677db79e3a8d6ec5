import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newVersion } from './rawClient.ts';
import { minuteMs, secondMs, useRules } from './rules.ts';

const rules = useRules();

/** Results for a running task: state, number of requeues, failure code. */
const fates: readonly (readonly [
  fact: string,
  act: () => Promise<void>,
  state: string,
  requeues: number,
  code?: string,
])[] = [
  ['reboot requeue: recovery is not counted', () => onNode('reboot', { nodeRebootOption: 'requeue' }), 'active', 0],
  ['reboot terminate', () => onNode('reboot', { nodeRebootOption: 'terminate' }), 'completed', 0, 'TaskEnded'],
  ['reboot taskcompletion waits', () => onNode('reboot', { nodeRebootOption: 'taskcompletion' }), 'running', 0],
  [
    'disable scheduling requeue',
    () => onNode('disablescheduling', { nodeDisableSchedulingOption: 'requeue' }),
    'active',
    0,
  ],
  [
    'disable scheduling terminate',
    () => onNode('disablescheduling', { nodeDisableSchedulingOption: 'terminate' }),
    'completed',
    0,
    'TaskEnded',
  ],
  [
    'disable scheduling taskcompletion waits',
    () => onNode('disablescheduling', { nodeDisableSchedulingOption: 'taskcompletion' }),
    'running',
    0,
  ],
  ['resize requeue is counted', () => resizeTo(0, 'requeue'), 'active', 1],
  ['resize terminate', () => resizeTo(0, 'terminate'), 'completed', 0, 'TaskEnded'],
  ['resize taskcompletion waits', () => resizeTo(0, 'taskcompletion'), 'running', 0],
  ['removal of nodes requeues and counts', removeAll, 'active', 1],
  ['disable job requeue is counted', () => disable('requeue'), 'active', 1],
  ['disable job terminate', () => disable('terminate'), 'completed', 0, 'TaskEnded'],
  ['disable job wait', () => disable('wait'), 'running', 0],
  ['terminate job', () => rules.ok('POST /jobs/j/terminate').then(() => undefined), 'completed', 0, 'TaskEnded'],
  ['delete pool requeues', () => rules.ok('DELETE /pools/p').then(() => undefined), 'active', 1],
];

async function onNode(action: string, body: unknown): Promise<void> {
  await rules.ok(`POST ${await rules.firstNode()}/${action}`, { body });
}

async function resizeTo(targetDedicatedNodes: number, nodeDeallocationOption: string): Promise<void> {
  await rules.ok('POST /pools/p/resize', { body: { targetDedicatedNodes, nodeDeallocationOption } });
  await rules.pass(600);
}

async function removeAll(): Promise<void> {
  const nodeList = (await rules.nodes()).map((node) => node['id']);
  await rules.ok('POST /pools/p/removenodes', { body: { nodeList } });
}

async function disable(disableTasks: string): Promise<void> {
  await rules.ok('POST /jobs/j/disable', { body: { disableTasks } });
}

for (const [fact, act, state, requeues, code] of fates) {
  test(fact, async () => {
    await rules.pool(1);
    await rules.job();
    await rules.task('t', 'long');
    await rules.pass(secondMs);
    await act();
    await rules.pass(600);
    const { executionInfo, ...rest } = await rules.seen('t');
    assert.deepEqual(
      [rest.state, executionInfo.requeueCount, executionInfo.failureInfo?.code],
      [state, requeues, code],
    );
    assert.equal(executionInfo.lastRequeueTime !== undefined, requeues > 0);
  });
}

test('a node whose scheduling is disabled stays running until its tasks are done, and is then offline', async () => {
  await rules.pool(1);
  await rules.job();
  await rules.task('t', 'half-minute');
  await rules.pass(secondMs);
  await onNode('disablescheduling', { nodeDisableSchedulingOption: 'taskcompletion' });
  assert.deepEqual(
    [(await rules.nodes())[0]?.['state'], (await rules.nodes())[0]?.['schedulingState']],
    ['running', 'disabled'],
  );
  await rules.pass(minuteMs);
  assert.equal((await rules.nodes())[0]?.['state'], 'offline');
});

test('files survive a reboot, but not a reimage', async () => {
  await rules.pool(1);
  await rules.job();
  await rules.task('t', 'quick');
  await rules.pass(5 * secondMs);
  await onNode('reboot', {});
  await rules.pass(10 * secondMs);
  await rules.ok('GET /jobs/j/tasks/t/files/stdout.txt');
  await rules.ok(`POST ${await rules.firstNode()}/reimage`, { version: newVersion });
  await rules.pass(10 * secondMs);
  await rules.refused('GET /jobs/j/tasks/t/files/stdout.txt', 404, 'FileNotFound');
});

/** Adds a job that has run `t` on the only node, whose files are kept for this time. */
async function keepFiles(retentionTime: string): Promise<void> {
  await rules.pool(1);
  await rules.job();
  await rules.task('t', 'quick', { constraints: { retentionTime } });
  await rules.pass(5 * secondMs);
}

test('a resize with retaineddata keeps a node until the files of its tasks expire', async () => {
  await keepFiles('PT5M');
  await resizeTo(0, 'retaineddata');
  await rules.pass(4 * minuteMs);
  assert.equal((await rules.nodes()).length, 1);
  assert.equal((await rules.ok('GET /pools/p')).body['allocationState'], 'resizing');
  await rules.ok('GET /jobs/j/tasks/t/files/stdout.txt');
  await rules.pass(2 * minuteMs);
  assert.deepEqual(await rules.nodes(), []);
});

test('a resize with retaineddata does not wait for files that were deleted with their task', async () => {
  await keepFiles('P7D');
  await onNode('reboot', { nodeRebootOption: 'retaineddata' });
  await rules.pass(5 * minuteMs);
  const booted = (await rules.nodes())[0]?.['lastBootTime'];
  await rules.ok('DELETE /jobs/j/tasks/t');
  await rules.pass(2 * minuteMs);
  assert.notEqual((await rules.nodes())[0]?.['lastBootTime'], booted);
});

test('a deallocated node returns no files until it is started', async () => {
  await keepFiles('P7D');
  await rules.ok(`POST ${await rules.firstNode()}/deallocate`, { version: newVersion });
  await rules.pass(10 * secondMs);
  const [node, task] = [`GET ${await rules.firstNode()}/files`, 'GET /jobs/j/tasks/t/files'];
  await rules.refused(node, 409, 'NodeStateUnusable');
  await rules.refused(task, 409, 'TaskFilesUnavailable');
  await rules.ok(`POST ${await rules.firstNode()}/start`, { version: newVersion });
  await rules.pass(10 * secondMs);
  await rules.ok(node);
  await rules.ok(task);
});
