import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RealClock } from '../../src/simulator/clock.ts';
import { controlRequests } from '../../src/simulator/control/controlRequests.ts';
import type { SimulatorStatus } from '../../src/simulator/control/status.ts';
import { addPool, jobOn, poolWithNodes, steadyPool, taskIn } from './account.ts';
import { newVersion, oldVersion, poolBody, type RawBody, RawClient } from './rawClient.ts';
import { minuteMs, secondMs, useRules } from './rules.ts';
import { useSimulated } from './useAccount.ts';

const dayMs = 24 * 60 * minuteMs;

describe('controls as the official client sees them, with real programs', () => {
  const account = useSimulated({ stepMs: 1000 });

  /** Controls the simulator of the client over HTTP. */
  async function control(what: string, body?: unknown): Promise<void> {
    const { simulator } = account;
    assert.ok(simulator);
    const reply = await new RawClient(simulator, new RealClock()).send(what, body === undefined ? {} : { body });
    assert.ok(reply.status === 204 || reply.status === 201, `${what}: ${reply.status} ${reply.text}`);
  }

  async function onlyNode(poolId: string): Promise<string> {
    const [node, ...others] = await account.client.computeNode.list(poolId);
    assert.ok(node?.id !== undefined && others.length === 0);
    return node.id;
  }

  function nodeIn(poolId: string, nodeId: string, state: string) {
    return account.until(`node ${state}`, async () => {
      const node = await account.client.computeNode.get(poolId, nodeId);
      return node.state === state ? node : undefined;
    });
  }

  test('a preempted node requeues its task, and runs it again after it is healed', async () => {
    const poolId = await poolWithSpot();
    const jobId = await jobOn(account, poolId);
    await account.client.task.add(jobId, { id: 't', commandLine: "/bin/sh -c 'sleep 300'" });
    await taskIn(account, jobId, 't', 'running');
    const nodeId = await onlyNode(poolId);
    await control(`POST /$simulator/pools/${poolId}/nodes/${nodeId}/preempt`);
    const node = await account.client.computeNode.get(poolId, nodeId);
    assert.deepEqual([node.state, node.isDedicated], ['preempted', false]);
    const task = await account.client.task.get(jobId, 't');
    assert.deepEqual([task.state, task.previousState, task.nodeInfo], ['active', 'running', undefined]);
    await control(`POST /$simulator/pools/${poolId}/nodes/${nodeId}/heal`);
    const again = await taskIn(account, jobId, 't', 'running');
    assert.equal(again.nodeInfo?.nodeId, nodeId);
    await account.client.job.terminate(jobId);
  });

  async function poolWithSpot(): Promise<string> {
    const poolId = await addPool(account, { targetLowPriorityNodes: 1 });
    await account.until('a Spot node', async () => {
      const [node] = await account.client.computeNode.list(poolId);
      return node?.state === 'idle' ? node : undefined;
    });
    return poolId;
  }

  test('on a node with a full disk, a task fails with the reason, and the node is then unusable until it is healed', async () => {
    const poolId = await poolWithNodes(account, 1);
    const jobId = await jobOn(account, poolId);
    const nodeId = await onlyNode(poolId);
    await control(`POST /$simulator/pools/${poolId}/nodes/${nodeId}/filldisk`);
    await account.client.task.add(jobId, { id: 'no-room', commandLine: "/bin/sh -c 'echo never'" });
    const { executionInfo } = await taskIn(account, jobId, 'no-room', 'completed');
    assert.deepEqual(
      [executionInfo?.result, executionInfo?.exitCode, executionInfo?.failureInfo?.code],
      ['failure', undefined, 'DiskFull'],
    );
    const node = await nodeIn(poolId, nodeId, 'unusable');
    assert.deepEqual(
      node.errors?.map(({ code }) => code),
      ['DiskFull'],
    );
    await control(`POST /$simulator/pools/${poolId}/nodes/${nodeId}/heal`);
    await account.client.task.reactivate(jobId, 'no-room');
    assert.equal((await taskIn(account, jobId, 'no-room', 'completed')).executionInfo?.exitCode, 0);
  });

  test('healing reruns a failed start task', async () => {
    const startTask = { commandLine: "/bin/sh -c 'true'", waitForSuccess: true };
    const poolId = await poolWithNodes(account, 1, { startTask });
    const nodeId = await onlyNode(poolId);
    await control(`POST /$simulator/pools/${poolId}/nodes/${nodeId}/break`, { state: 'StartTaskFailed', exitCode: 7 });
    const { state, startTaskInfo } = await account.client.computeNode.get(poolId, nodeId);
    assert.deepEqual(
      [state, startTaskInfo?.exitCode, startTaskInfo?.failureInfo?.code],
      ['starttaskfailed', 7, 'FailureExitCode'],
    );
    await control(`POST /$simulator/pools/${poolId}/nodes/${nodeId}/heal`);
    assert.equal((await nodeIn(poolId, nodeId, 'idle')).startTaskInfo?.exitCode, 0);
  });

  test('the requested number of resizes of a pool add no nodes, and later resizes reach the target', async () => {
    await control('POST /$simulator/allocationfailures', { poolId: 'short', times: 1, nodes: 1 });
    const add = poolBody('short', 3);
    await account.client.pool.add(add);
    const pool = await steadyPool(account, 'short', ({ resizeErrors = [] }) => resizeErrors.length > 0);
    assert.deepEqual([pool.currentDedicatedNodes, pool.resizeErrors?.[0]?.code], [1, 'AllocationFailed']);
    await account.client.pool.resize('short', { targetDedicatedNodes: 3 });
    const grown = await steadyPool(account, 'short', ({ currentDedicatedNodes }) => currentDedicatedNodes === 3);
    assert.equal(grown.resizeErrors, undefined);
  });
});

const rules = useRules();

async function status(): Promise<SimulatorStatus> {
  return (await rules.ok('GET /$simulator/status')).body as unknown as SimulatorStatus;
}

for (const version of [oldVersion, newVersion]) {
  test(`a broken node gives its reason in ${version}, and works again after it is healed`, async () => {
    await rules.pool(2);
    await rules.job();
    await rules.task('t', 'long');
    await rules.pass(5 * secondMs);
    const { nodeInfo } = await rules.seen('t');
    const node = `/pools/p/nodes/${nodeInfo?.nodeId}`;
    const errors = [{ code: 'ApplicationPackageError', message: 'A package is invalid' }];
    await rules.ok(`POST /$simulator${node}/break`, { body: { errors } });
    const broken = (await rules.ok(`GET ${node}`, { version })).body;
    assert.deepEqual([broken['state'], broken['errors']], ['unusable', errors]);
    await rules.pass(5 * secondMs);
    assert.notEqual((await rules.seen('t')).nodeInfo?.nodeId, nodeInfo?.nodeId);
    await rules.ok(`POST /$simulator${node}/break`, { body: { state: 'unknown' } });
    assert.equal((await rules.ok(`GET ${node}`, { version })).body['state'], 'unknown');
    await rules.ok(`POST /$simulator${node}/heal`);
    const healed = (await rules.ok(`GET ${node}`, { version })).body;
    assert.deepEqual([healed['state'], healed['errors']], ['idle', undefined]);
  });
}

test('a full disk survives a reboot, but not a reimage', async () => {
  await rules.pool(1);
  const node = await rules.firstNode();
  await rules.ok(`POST /$simulator${node}/filldisk`);
  assert.equal((await status()).pools[0]?.nodesWithFullDisk.length, 1);
  const state = async (): Promise<unknown> => (await rules.ok(`GET ${node}`)).body['state'];
  await rules.ok(`POST ${node}/reboot`);
  await rules.pass(9 * secondMs);
  assert.equal(await state(), 'idle');
  await rules.pass(10 * secondMs);
  assert.equal(await state(), 'unusable');
  await rules.ok(`POST /$simulator${node}/heal`);
  await rules.ok(`POST /$simulator${node}/filldisk`);
  await rules.ok(`POST ${node}/reimage`, { version: newVersion });
  await rules.pass(minuteMs);
  assert.equal(await state(), 'idle');
});

test('quotas limit nodes, pools, and jobs as in the service, until they are raised', async () => {
  await rules.ok('PUT /$simulator/quotas', {
    body: { poolQuota: 1, activeJobAndJobScheduleQuota: 0, dedicatedCoreQuota: 4 },
  });
  await rules.pool(3);
  const pool = (await rules.ok('GET /pools/p')).body;
  assert.equal(pool['currentDedicatedNodes'], 2);
  assert.deepEqual((pool['resizeErrors'] as readonly RawBody[])[0]?.code, 'AccountCoreQuotaReached');
  await rules.refused('POST /pools', 409, 'PoolQuotaReached', poolBody('q'));
  await rules.refused('POST /jobs', 409, 'ActiveJobAndScheduleQuotaReached', { id: 'j', poolInfo: { poolId: 'p' } });
  await rules.ok('PUT /$simulator/quotas', { body: {} });
  await rules.job();
  await rules.ok('POST /pools/p/resize', { body: { targetDedicatedNodes: 3 } });
  await rules.pass(5 * secondMs);
  assert.equal((await rules.ok('GET /pools/p')).body['currentDedicatedNodes'], 3);
});

test('advancing the time reaches time limits, triggers schedules, and deletes files', async () => {
  await rules.pool(1, { taskSlotsPerNode: 2 });
  await rules.job();
  await rules.task('over-time', 'long', { constraints: { maxWallClockTime: 'PT10M', retentionTime: 'PT1H' } });
  const jobSpecification = { poolInfo: { poolId: 'p' } };
  await rules.ok('POST /jobschedules', {
    body: { id: 's', schedule: { recurrenceInterval: 'P1D' }, jobSpecification },
  });
  const advance = (duration: string) => rules.ok('POST /$simulator/time/advance', { body: { duration } });
  await advance('PT20M');
  const { state, executionInfo } = await rules.seen('over-time');
  assert.deepEqual([state, executionInfo.failureInfo?.code], ['completed', 'TaskEnded']);
  const beganMs = Date.parse(executionInfo.startTime ?? '');
  assert.equal(Date.parse(executionInfo.endTime ?? '') - beganMs, 10 * minuteMs);
  const files = '/jobs/j/tasks/over-time/files';
  await rules.ok(`GET ${files}`);
  const atMs = rules.now;
  await advance('P1D');
  assert.equal(rules.now - atMs, dayMs);
  await rules.refused(`GET ${files}`, 409, 'TaskFilesCleanedup');
  assert.equal((await rules.ok('GET /jobschedules/s')).body['executionInfo'] !== undefined, true);
  const first = (await rules.ok('GET /jobschedules/s/jobs')).body.value?.[0]?.['id'];
  await rules.ok(`POST /jobs/${first}/terminate`);
  await advance('P1D');
  assert.equal((await rules.ok('GET /jobschedules/s/jobs')).body.value?.length, 2);
});

test('changing the time limit of a running task ends the task at the new limit', async () => {
  await rules.pool(1, { taskSlotsPerNode: 3 });
  await rules.job();
  const constraints = { maxWallClockTime: 'PT40M' };
  for (const id of ['raised', 'lowered', 'passed']) await rules.task(id, 'long', { constraints });
  const advance = (duration: string) => rules.ok('POST /$simulator/time/advance', { body: { duration } });
  const change = (id: string, maxWallClockTime: string) =>
    rules.ok(`PUT /jobs/j/tasks/${id}`, { body: { constraints: { maxWallClockTime } } });
  await advance('PT30M');
  await change('raised', 'PT50M');
  await change('lowered', 'PT35M');
  await change('passed', 'PT10M');
  await advance('PT2H');
  const ranFor = async (id: string): Promise<number> => {
    const { executionInfo } = await rules.seen(id);
    assert.equal(executionInfo.failureInfo?.code, 'TaskEnded');
    return Math.round((Date.parse(executionInfo.endTime ?? '') - Date.parse(executionInfo.startTime ?? '')) / minuteMs);
  };
  assert.deepEqual([await ranFor('raised'), await ranFor('lowered'), await ranFor('passed')], [50, 35, 30]);
});

test('a month passes immediately, even while a job of a schedule waits for another', async () => {
  await rules.pool(1);
  const jobSpecification = { poolInfo: { poolId: 'p' } };
  const schedule = { recurrenceInterval: 'P1D' };
  await rules.ok('POST /jobschedules', { body: { id: 's', schedule, jobSpecification } });
  const countJobs = async (): Promise<unknown> => (await rules.ok('GET /jobschedules/s/jobs')).body.value?.length;
  await rules.ok('POST /$simulator/time/advance', { body: { duration: 'P31D' } });
  assert.equal(await countJobs(), 1);
  await rules.ok('POST /jobs/s:job-1/terminate');
  await rules.pass(secondMs);
  assert.equal(await countJobs(), 2);
});

test('events are reported without keys and bodies of clients', async () => {
  await rules.pool(2);
  await rules.job({ commonEnvironmentSettings: [{ name: 'TOKEN', value: 'planted-secret' }] });
  await rules.task('runs', 'long planted-secret');
  await rules.task('fails', 'fails');
  await rules.pass(5 * secondMs);
  await rules.ok('POST /$simulator/faults', { body: { operation: 'Job_List', status: 503, times: 1 } });
  await rules.ok('POST /$simulator/allocationfailures', { body: { poolId: 'p', times: 2 } });
  const told = await status();
  assert.equal(Date.parse(told.time), rules.now);
  assert.deepEqual([told.accountName, told.speed, told.quotas], ['simulated', 0, {}]);
  const [pool] = told.pools;
  assert.deepEqual([pool?.id, pool?.allocationState, pool?.nodes], ['p', 'steady', { idle: 1, running: 1 }]);
  assert.deepEqual(told.jobs, { active: 1 });
  assert.deepEqual(told.tasks, { active: 0, running: 1, completed: 1, succeeded: 0, failed: 1 });
  const [running] = told.runningTasks;
  assert.deepEqual([told.runningTasks.length, running?.jobId, running?.id, running?.poolId], [1, 'j', 'runs', 'p']);
  assert.deepEqual(told.faults, [{ operation: 'Job_List', headers: {}, status: 503, times: 1, calls: 0 }]);
  assert.deepEqual(told.allocationFailures, [{ poolId: 'p', times: 2 }]);
  assert.equal(told.requests, 4);
  const text = JSON.stringify(told);
  assert.doesNotMatch(text, /planted-secret/);
  assert.ok(!text.includes(rules.accountKey));
});

test('resizes fail until the fault is cleared', async () => {
  const errors = [{ code: 'AllocationTimedOut', message: 'Too late', values: [{ name: 'Reason', value: 'none' }] }];
  await rules.ok('POST /$simulator/allocationfailures', { body: { errors } });
  const given = await rules.ok('GET /$simulator/allocationfailures');
  assert.deepEqual(given.body.value, [{ errors }]);
  await rules.pool(1);
  assert.deepEqual((await rules.ok('GET /pools/p')).body['resizeErrors'], errors);
  await rules.ok('DELETE /$simulator/allocationfailures');
  await rules.ok('POST /pools/p/resize', { body: { targetDedicatedNodes: 1 } });
  await rules.pass(5 * secondMs);
  assert.equal((await rules.ok('GET /pools/p')).body['currentDedicatedNodes'], 1);
});

const refusals: readonly (readonly [what: string, body: unknown, status: number, code: string, reason?: RegExp])[] = [
  ['POST /$simulator/pools/q/nodes/n/heal', undefined, 404, 'PoolNotFound'],
  ['POST /$simulator/pools/p/nodes/n/heal', undefined, 404, 'NodeNotFound'],
  ['POST /$simulator/NODE/preempt', undefined, 409, 'OperationNotValidOnNode', /never preempted/],
  ['POST /$simulator/NODE/break', { state: 'starttaskfailed' }, 409, 'OperationNotValidOnNode', /no start task/],
  ['POST /$simulator/NODE/break', { state: 'sad' }, 400, 'InvalidPropertyValue', /unusable, unknown, starttaskfailed/],
  ['POST /$simulator/NODE/heal', { state: 'idle' }, 400, 'UnsupportedProperty', /takes no properties/],
  ['PUT /$simulator/quotas', { pools: 3 }, 400, 'UnsupportedProperty', /dedicatedCoreQuota, .*poolQuota/],
  ['POST /$simulator/NODE/break', { exitCode: 3 }, 400, 'InvalidPropertyValue', /start task that failed/],
  ['PUT /$simulator/quotas', { poolQuota: -1 }, 400, 'InvalidPropertyValue', /below 0/],
  ['PUT /$simulator/quotas', undefined, 400, 'InvalidRequestBody'],
  ['POST /$simulator/time/advance', { duration: '-PT1H' }, 400, 'InvalidPropertyValue', /ISO 8601/],
  ['POST /$simulator/time/advance', { duration: 'P1Y' }, 400, 'InvalidPropertyValue', /at most P31D/],
  ['POST /$simulator/allocationfailures', { times: 0 }, 400, 'InvalidPropertyValue', /below 1/],
  ['POST /$simulator/faults', { operation: '*', delay: 3 }, 400, 'UnsupportedProperty', /nthCall.*effect/],
  ['GET /$simulator/state', undefined, 404, 'ResourceNotFound', /\/\$simulator\/status/],
];
for (const [what, body, expected, code, reason] of refusals) {
  test(`the control request ${what} ${JSON.stringify(body)} gives ${code}`, async () => {
    await rules.pool(1);
    const reply = await rules.send(what.replace('/NODE', await rules.firstNode()), body === undefined ? {} : { body });
    assert.deepEqual([reply.status, reply.body.code], [expected, code], reply.text);
    if (reason !== undefined) assert.match(reply.body.values?.find(({ key }) => key === 'Reason')?.value ?? '', reason);
  });
}

test('an unknown control request lists the known ones, but reveals nothing without the key', async () => {
  for (const path of new Set(controlRequests.map((request) => request.path))) {
    const verbs = controlRequests.filter((request) => request.path === path).map(({ verb }) => verb);
    const asked = path.replaceAll(/[{}]/g, '');
    const reply = await rules.send(`PATCH ${asked}`);
    assert.deepEqual([reply.status, reply.headers['allow']], [405, verbs.join(', ')]);
    const key = Buffer.from('wrong').toString('base64');
    assert.equal((await rules.send(`${verbs[0]} ${asked}`, { key })).status, 403);
  }
});
