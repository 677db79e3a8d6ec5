import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poolBody, type RawBody } from './rawClient.ts';
import { secondMs, useRules } from './rules.ts';

const rules = useRules();

const placements: readonly (readonly [policy: string, nodesUsed: number])[] = [
  ['Spread', 2],
  ['Pack', 1],
];
for (const [nodeFillType, used] of placements) {
  test(`with ${nodeFillType}, two tasks are placed on ${used} of two nodes`, async () => {
    await rules.pool(2, { taskSlotsPerNode: 2, taskSchedulingPolicy: { nodeFillType } });
    await rules.job();
    await rules.task('a', 'long');
    await rules.task('b', 'long');
    await rules.pass(secondMs);
    const places = new Set([(await rules.seen('a')).nodeInfo?.nodeId, (await rules.seen('b')).nodeInfo?.nodeId]);
    assert.equal(places.size, used);
  });
}

test("slots limit tasks, and so does the job's number of parallel tasks", async () => {
  await rules.pool(1, { taskSlotsPerNode: 4 });
  await rules.job({ maxParallelTasks: 2 });
  await rules.task('big', 'long', { requiredSlots: 3 });
  await rules.task('wide', 'long', { requiredSlots: 2 });
  await rules.task('small', 'long');
  await rules.task('late', 'long');
  await rules.pass(secondMs);
  const states = await Promise.all(['big', 'wide', 'small', 'late'].map(async (id) => (await rules.seen(id)).state));
  assert.deepEqual(states, ['running', 'active', 'running', 'active']);
  const counts = (await rules.ok('GET /jobs/j/taskcounts')).body;
  assert.deepEqual(counts['taskCounts'], { active: 2, running: 2, completed: 0, succeeded: 0, failed: 0 });
  assert.deepEqual(counts['taskSlotCounts'], { active: 3, running: 4, completed: 0, succeeded: 0, failed: 0 });
});

test('a job manager occupies a whole node by default, and can be kept off Spot nodes', async () => {
  await rules.ok('POST /pools', { body: poolBody('p', 0, { targetLowPriorityNodes: 1, taskSlotsPerNode: 2 }) });
  await rules.pass(5 * secondMs);
  const manager = { id: 'manager', commandLine: 'long' };
  await rules.job({ jobManagerTask: { ...manager, allowLowPriorityNode: false } });
  await rules.task('worker', 'long');
  await rules.pass(secondMs);
  assert.deepEqual([(await rules.seen('manager')).state, (await rules.seen('worker')).state], ['active', 'running']);
  await rules.ok('POST /pools/p/resize', { body: { targetDedicatedNodes: 1 } });
  await rules.pass(5 * secondMs);
  assert.equal((await rules.seen('manager')).state, 'running');
  await rules.task('second', 'long');
  await rules.task('third', 'long');
  await rules.pass(secondMs);
  assert.deepEqual([(await rules.seen('second')).state, (await rules.seen('third')).state], ['running', 'active']);
});

for (const allowTaskPreemption of [true, false]) {
  test(`a task ${allowTaskPreemption ? 'gives' : 'does not give'} way to a job of higher priority`, async () => {
    await rules.pool(1);
    await rules.job({ allowTaskPreemption });
    await rules.task('low', 'long');
    await rules.pass(secondMs);
    await rules.ok('POST /jobs', { body: { id: 'high', priority: 10, poolInfo: { poolId: 'p' } } });
    await rules.ok('POST /jobs/high/tasks', { body: { id: 't', commandLine: 'quick' } });
    await rules.pass(500);
    const { state, executionInfo } = await rules.seen('low');
    assert.deepEqual([state, executionInfo.requeueCount], [allowTaskPreemption ? 'active' : 'running', 0]);
    const other = (await rules.ok('GET /jobs/high/tasks/t')).body['state'];
    assert.equal(other, allowTaskPreemption ? 'running' : 'active');
    await rules.pass(10 * secondMs);
    assert.equal((await rules.seen('low')).state, 'running');
  });
}

test('a job may name a pool that does not exist yet', async () => {
  await rules.job();
  await rules.task('t', 'quick');
  await rules.pass(10 * secondMs);
  assert.equal((await rules.seen('t')).state, 'active');
  await rules.pool(1);
  await rules.pass(10 * secondMs);
  assert.equal((await rules.seen('t')).executionInfo.result, 'success');
});

test('the setting that ends a job by itself cannot be changed later', async () => {
  await rules.pool(0);
  await rules.job();
  await rules.task('t', 'quick');
  await rules.ok('PATCH /jobs/j', { body: { onAllTasksComplete: 'terminatejob' } });
  await rules.refused('PATCH /jobs/j', 400, 'InvalidPropertyValue', { onAllTasksComplete: 'noaction' });
  await rules.refused('PUT /jobs/j', 400, 'InvalidPropertyValue', { poolInfo: { poolId: 'p' } });
});

test('jobs of higher priority start first', async () => {
  await rules.pool(0);
  for (const [id, priority] of Object.entries({ low: -5, high: 5 })) {
    await rules.ok('POST /jobs', { body: { id, priority, poolInfo: { poolId: 'p' } } });
    await rules.ok(`POST /jobs/${id}/tasks`, { body: { id: 't', commandLine: 'long' } });
  }
  await rules.ok('POST /pools/p/resize', { body: { targetDedicatedNodes: 1 } });
  await rules.pass(10 * secondMs);
  assert.equal((await rules.ok('GET /jobs/high/tasks/t')).body['state'], 'running');
  assert.equal((await rules.ok('GET /jobs/low/tasks/t')).body['state'], 'active');
});

for (const [fact, more, state] of [
  ['nodes that talk to each other', { enableInterNodeCommunication: true }, 'running'],
  ['nodes that do not', {}, 'active'],
  ['nodes with several slots', { enableInterNodeCommunication: true, taskSlotsPerNode: 2 }, 'active'],
] as const) {
  test(`a multi-instance task stays ${state} on ${fact}, and blocks no other task`, async () => {
    await rules.pool(3, more);
    await rules.job();
    await rules.task('mpi', 'long', {
      multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: 'quick' },
    });
    await rules.task('single', 'quick');
    await rules.pass(10 * secondMs);
    assert.deepEqual([(await rules.seen('mpi')).state, (await rules.seen('single')).state], [state, 'completed']);
    const recent = (await rules.nodes()).flatMap(({ recentTasks }) => (recentTasks ?? []) as readonly RawBody[]);
    const instances = recent.filter(({ taskId }) => taskId === 'mpi').map(({ subtaskId }) => subtaskId);
    assert.deepEqual(instances.sort(), state === 'running' ? [1, undefined] : []);
  });
}
