import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import type { RunScript, Scenario, ScriptRule } from '../../src/simulator/scenarios/scenario.ts';
import { type Held, newVersion, poolBody, type RawBody, type RawReply, startHeld } from './rawClient.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;

function rule(commandLineIncludes: string, ...outcomes: readonly RunScript[]): ScriptRule {
  return { commandLineIncludes, outcomes };
}

const missingBlob = {
  category: 'UserError',
  code: 'BlobNotFound',
  message: 'One of the specified Azure Blob(s) is not found',
} as const;

/** What command lines do in these tests. */
const world: Scenario = {
  name: 'rules',
  description: 'An empty account in which command lines say what they do.',
  pools: [],
  jobs: [],
  rules: [
    rule('quick', { durationMs: secondMs, exitCode: 0, stdout: 'done\n' }),
    rule('long', { durationMs: 60 * minuteMs, exitCode: 0 }),
    rule('half-minute', { durationMs: 30 * secondMs, exitCode: 0 }),
    rule('fails', { durationMs: secondMs, exitCode: 3 }),
    rule('second-time', { durationMs: secondMs, exitCode: 1 }, { durationMs: secondMs, exitCode: 0 }),
    rule('no-input', { durationMs: 0, failure: missingBlob }),
  ],
};

let held: Held;

beforeEach(async () => {
  await held?.simulator.close();
  held = await startHeld(world);
});

after(() => held.simulator.close());

async function ok(what: string, options: Parameters<Held['client']['send']>[1] = {}): Promise<RawReply> {
  const reply = await held.client.send(what, { dateMs: held.clock.now(), ...options });
  assert.ok(reply.status < 300, `${what}: ${reply.status} ${reply.text}`);
  return reply;
}

async function refused(what: string, status: number, code: string, body?: unknown): Promise<void> {
  const reply = await held.client.send(what, body === undefined ? {} : { body });
  assert.deepEqual([reply.status, reply.body.code], [status, code], reply.text);
}

/** A pool with that many idle nodes. */
async function pool(nodes: number, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await ok('POST /pools', { body: poolBody('p', nodes, more) });
  await held.clock.advance(5 * secondMs);
}

async function job(more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await ok('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' }, ...more } });
}

async function task(id: string, commandLine: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await ok('POST /jobs/j/tasks', { body: { id, commandLine, ...more } });
}

interface SeenTask extends RawBody {
  readonly state: string;
  readonly previousState?: string;
  readonly stateTransitionTime: string;
  readonly eTag: string;
  readonly executionInfo: {
    readonly startTime?: string;
    readonly endTime?: string;
    readonly exitCode?: number;
    readonly result?: string;
    readonly failureInfo?: { readonly code: string; readonly category: string };
    readonly retryCount: number;
    readonly requeueCount: number;
    readonly lastRetryTime?: string;
    readonly lastRequeueTime?: string;
  };
  readonly nodeInfo?: { readonly nodeId: string };
}

async function seen(id: string): Promise<SeenTask> {
  return (await ok(`GET /jobs/j/tasks/${id}`)).body as SeenTask;
}

async function nodes(): Promise<readonly RawBody[]> {
  return (await ok('GET /pools/p/nodes', { version: newVersion })).body.value ?? [];
}

async function firstNode(): Promise<string> {
  return `/pools/p/nodes/${String((await nodes())[0]?.['id'])}`;
}

function pass(ms: number): Promise<void> {
  return held.clock.advance(ms);
}

describe('tasks', () => {
  test('facts §1, §2: active, running, completed, with what is known in each', async () => {
    await pool(1);
    await job();
    await task('t', 'half-minute');
    const fresh = await seen('t');
    assert.deepEqual([fresh.state, fresh.previousState, fresh.nodeInfo], ['active', undefined, undefined]);
    assert.deepEqual(fresh.executionInfo, { retryCount: 0, requeueCount: 0 });
    await pass(secondMs);
    const running = await seen('t');
    assert.deepEqual([running.state, running.previousState], ['running', 'active']);
    assert.ok(running.executionInfo.startTime);
    assert.equal(running.executionInfo.endTime, undefined);
    assert.equal(running.executionInfo.exitCode, undefined);
    assert.equal(running.executionInfo.result, undefined);
    await pass(minuteMs);
    const done = await seen('t');
    assert.deepEqual([done.state, done.previousState], ['completed', 'running']);
    assert.deepEqual([done.executionInfo.exitCode, done.executionInfo.result], [0, 'success']);
    assert.equal(done.executionInfo.failureInfo, undefined);
    assert.equal(done.eTag, fresh.eTag, 'the version does not change with the state (recorded)');
  });

  test('facts §2: pre-processing errors have no exit code and are not retried', async () => {
    await pool(1);
    await job();
    await task('t', 'no-input', { constraints: { maxTaskRetryCount: 5 } });
    await pass(10 * secondMs);
    const { executionInfo } = await seen('t');
    assert.equal(executionInfo.exitCode, undefined);
    assert.equal(executionInfo.retryCount, 0);
    assert.equal(executionInfo.result, 'failure');
    assert.deepEqual(
      executionInfo.failureInfo && [executionInfo.failureInfo.category, executionInfo.failureInfo.code],
      ['UserError', 'BlobNotFound'],
    );
  });

  test('facts §2: exit codes are retried, and counted', async () => {
    await pool(1);
    await job();
    await task('t', 'second-time', { constraints: { maxTaskRetryCount: 1 } });
    await pass(10 * secondMs);
    const { executionInfo } = await seen('t');
    assert.deepEqual([executionInfo.retryCount, executionInfo.result], [1, 'success']);
    assert.ok(executionInfo.lastRetryTime);
  });

  test('facts §3: reactivation discards exit code, failure and times, and begins the retries anew', async () => {
    await pool(1);
    await job();
    await task('t', 'fails', { constraints: { maxTaskRetryCount: 1 } });
    await pass(10 * secondMs);
    assert.equal((await seen('t')).executionInfo.retryCount, 1);
    await ok(`POST ${await firstNode()}/disablescheduling`);
    await ok('POST /jobs/j/tasks/t/reactivate');
    const again = await seen('t');
    assert.deepEqual([again.state, again.previousState, again.nodeInfo], ['active', 'completed', undefined]);
    assert.deepEqual(again.executionInfo, { retryCount: 0, requeueCount: 0 });
  });

  const refusals: readonly (readonly [fact: string, prepare: () => Promise<void>, code: string])[] = [
    ['a task that has not completed', () => pass(0), 'TaskNotCompleted'],
    [
      'a task of a job that was terminated',
      async () => {
        await ok('POST /jobs/j/terminate');
        await pass(10 * secondMs);
      },
      'JobCompleted',
    ],
    [
      'a task of a job that is being terminated',
      async () => {
        await ok('POST /jobs/j/terminate');
      },
      'JobBeingTerminated',
    ],
    [
      'a task of a job that is being deleted',
      async () => {
        await ok('DELETE /jobs/j');
      },
      'JobBeingDeleted',
    ],
  ];
  for (const [fact, prepare, code] of refusals) {
    test(`facts §3: reactivate refuses ${fact}`, async () => {
      await pool(1);
      await job();
      await task('t', 'long');
      await pass(secondMs);
      await prepare();
      await refused('POST /jobs/j/tasks/t/reactivate', 409, code);
    });
  }

  test('facts §2: a wall clock that runs out ends the task with TaskEnded', async () => {
    await pool(1);
    await job();
    await task('t', 'long', { constraints: { maxWallClockTime: 'PT2M', maxTaskRetryCount: 2 } });
    await pass(3 * minuteMs);
    const { state, executionInfo } = await seen('t');
    assert.equal(state, 'completed');
    assert.equal(executionInfo.failureInfo?.code, 'TaskEnded');
    assert.equal(executionInfo.retryCount, 0);
    const ranMs = Date.parse(executionInfo.endTime ?? '') - Date.parse(executionInfo.startTime ?? '');
    assert.ok(Math.abs(ranMs - 2 * minuteMs) < secondMs);
  });

  test('facts §5: files go when the retention time is over', async () => {
    await pool(1);
    await job();
    await task('t', 'quick', { constraints: { retentionTime: 'PT1M' } });
    await pass(10 * secondMs);
    await ok('GET /jobs/j/tasks/t/files');
    await pass(2 * minuteMs);
    await refused('GET /jobs/j/tasks/t/files', 409, 'TaskFilesCleanedup');
  });

  test('facts §5: they are gone from the node too, without anybody asking for the task', async () => {
    await pool(1);
    await job();
    await task('t', 'quick', { constraints: { retentionTime: 'PT1M' } });
    await pass(10 * secondMs);
    const file = `${await firstNode()}/files/workitems%2Fj%2Fjob-1%2Ft%2Fstdout.txt`;
    await ok(`GET ${file}`);
    await pass(2 * minuteMs);
    await refused(`GET ${file}`, 404, 'FileNotFound');
  });
});

describe('scheduling', () => {
  const placements: readonly (readonly [policy: string, nodesUsed: number])[] = [
    ['Spread', 2],
    ['Pack', 1],
  ];
  for (const [nodeFillType, used] of placements) {
    test(`${nodeFillType} places two tasks on ${used} of two nodes`, async () => {
      await pool(2, { taskSlotsPerNode: 2, taskSchedulingPolicy: { nodeFillType } });
      await job();
      await task('a', 'long');
      await task('b', 'long');
      await pass(secondMs);
      const places = new Set([(await seen('a')).nodeInfo?.nodeId, (await seen('b')).nodeInfo?.nodeId]);
      assert.equal(places.size, used);
    });
  }

  test('slots, and at most as many tasks at once as the job allows', async () => {
    await pool(1, { taskSlotsPerNode: 4 });
    await job({ maxParallelTasks: 2 });
    await task('big', 'long', { requiredSlots: 3 });
    await task('wide', 'long', { requiredSlots: 2 });
    await task('small', 'long');
    await task('late', 'long');
    await pass(secondMs);
    const states = await Promise.all(['big', 'wide', 'small', 'late'].map(async (id) => (await seen(id)).state));
    assert.deepEqual(states, ['running', 'active', 'running', 'active']);
    const counts = (await ok('GET /jobs/j/taskcounts')).body;
    assert.deepEqual(counts['taskCounts'], { active: 2, running: 2, completed: 0, succeeded: 0, failed: 0 });
    assert.deepEqual(counts['taskSlotCounts'], { active: 3, running: 4, completed: 0, succeeded: 0, failed: 0 });
  });

  test('a job manager has its node for itself unless told otherwise, and may be kept from low priority', async () => {
    await ok('POST /pools', { body: poolBody('p', 0, { targetLowPriorityNodes: 1, taskSlotsPerNode: 2 }) });
    await pass(5 * secondMs);
    const manager = { id: 'manager', commandLine: 'long' };
    await job({ jobManagerTask: { ...manager, allowLowPriorityNode: false } });
    await task('worker', 'long');
    await pass(secondMs);
    assert.deepEqual([(await seen('manager')).state, (await seen('worker')).state], ['active', 'running']);
    await ok('POST /pools/p/resize', { body: { targetDedicatedNodes: 1 } });
    await pass(5 * secondMs);
    assert.equal((await seen('manager')).state, 'running');
    await task('second', 'long');
    await task('third', 'long');
    await pass(secondMs);
    assert.deepEqual([(await seen('second')).state, (await seen('third')).state], ['running', 'active']);
  });

  for (const allowTaskPreemption of [true, false]) {
    test(`a task ${allowTaskPreemption ? 'gives' : 'does not give'} way to a job of higher priority`, async () => {
      await pool(1);
      await job({ allowTaskPreemption });
      await task('low', 'long');
      await pass(secondMs);
      await ok('POST /jobs', { body: { id: 'high', priority: 10, poolInfo: { poolId: 'p' } } });
      await ok('POST /jobs/high/tasks', { body: { id: 't', commandLine: 'quick' } });
      await pass(500);
      const { state, executionInfo } = await seen('low');
      assert.deepEqual([state, executionInfo.requeueCount], [allowTaskPreemption ? 'active' : 'running', 0]);
      const other = (await ok('GET /jobs/high/tasks/t')).body['state'];
      assert.equal(other, allowTaskPreemption ? 'running' : 'active');
      await pass(10 * secondMs);
      assert.equal((await seen('low')).state, 'running');
    });
  }

  test('a job may name a pool that is yet to come', async () => {
    await job();
    await task('t', 'quick');
    await pass(10 * secondMs);
    assert.equal((await seen('t')).state, 'active');
    await pool(1);
    await pass(10 * secondMs);
    assert.equal((await seen('t')).executionInfo.result, 'success');
  });

  test('a job that is to end by itself cannot be told otherwise', async () => {
    await pool(0);
    await job();
    await task('t', 'quick');
    await ok('PATCH /jobs/j', { body: { onAllTasksComplete: 'terminatejob' } });
    await refused('PATCH /jobs/j', 400, 'InvalidPropertyValue', { onAllTasksComplete: 'noaction' });
    await refused('PUT /jobs/j', 400, 'InvalidPropertyValue', { poolInfo: { poolId: 'p' } });
  });

  test('jobs of higher priority come first', async () => {
    await pool(0);
    for (const [id, priority] of Object.entries({ low: -5, high: 5 })) {
      await ok('POST /jobs', { body: { id, priority, poolInfo: { poolId: 'p' } } });
      await ok(`POST /jobs/${id}/tasks`, { body: { id: 't', commandLine: 'long' } });
    }
    await ok('POST /pools/p/resize', { body: { targetDedicatedNodes: 1 } });
    await pass(10 * secondMs);
    assert.equal((await ok('GET /jobs/high/tasks/t')).body['state'], 'running');
    assert.equal((await ok('GET /jobs/low/tasks/t')).body['state'], 'active');
  });
});

describe('interruptions', () => {
  /** What becomes of a running task: state, requeues counted, failure code. */
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
    ['terminate job', () => ok('POST /jobs/j/terminate').then(() => undefined), 'completed', 0, 'TaskEnded'],
    ['delete pool requeues', () => ok('DELETE /pools/p').then(() => undefined), 'active', 1],
  ];

  async function onNode(action: string, body: unknown): Promise<void> {
    await ok(`POST ${await firstNode()}/${action}`, { body });
  }

  async function resizeTo(targetDedicatedNodes: number, nodeDeallocationOption: string): Promise<void> {
    await ok('POST /pools/p/resize', { body: { targetDedicatedNodes, nodeDeallocationOption } });
    await pass(600);
  }

  async function removeAll(): Promise<void> {
    const nodeList = (await nodes()).map((node) => node['id']);
    await ok('POST /pools/p/removenodes', { body: { nodeList } });
  }

  async function disable(disableTasks: string): Promise<void> {
    await ok('POST /jobs/j/disable', { body: { disableTasks } });
  }

  for (const [fact, act, state, requeues, code] of fates) {
    test(`facts §2, §3: ${fact}`, async () => {
      await pool(1);
      await job();
      await task('t', 'long');
      await pass(secondMs);
      await act();
      await pass(600);
      const { executionInfo, ...rest } = await seen('t');
      assert.deepEqual(
        [rest.state, executionInfo.requeueCount, executionInfo.failureInfo?.code],
        [state, requeues, code],
      );
      assert.equal(executionInfo.lastRequeueTime !== undefined, requeues > 0);
    });
  }

  test('facts §1: a node that drains after a disable stays running, then is offline', async () => {
    await pool(1);
    await job();
    await task('t', 'half-minute');
    await pass(secondMs);
    await onNode('disablescheduling', { nodeDisableSchedulingOption: 'taskcompletion' });
    assert.deepEqual([(await nodes())[0]?.['state'], (await nodes())[0]?.['schedulingState']], ['running', 'disabled']);
    await pass(minuteMs);
    assert.equal((await nodes())[0]?.['state'], 'offline');
  });

  test('facts §3: files survive a reboot, not a reimage', async () => {
    await pool(1);
    await job();
    await task('t', 'quick');
    await pass(5 * secondMs);
    await onNode('reboot', {});
    await pass(10 * secondMs);
    await ok('GET /jobs/j/tasks/t/files/stdout.txt');
    await ok(`POST ${await firstNode()}/reimage`, { version: newVersion });
    await pass(10 * secondMs);
    await refused('GET /jobs/j/tasks/t/files/stdout.txt', 404, 'FileNotFound');
  });
});

describe('pools', () => {
  test('facts §1: steady, resizing, steady; a resize meanwhile is refused; deletion ends everything', async () => {
    await ok('POST /pools', { body: poolBody('p', 1) });
    assert.equal((await ok('GET /pools/p')).body['allocationState'], 'resizing');
    await refused('POST /pools/p/resize', 409, 'PoolBeingResized', { targetDedicatedNodes: 2 });
    const states: unknown[] = ['none'];
    for (let step = 0; step < 50; step += 1) {
      await pass(100);
      const state = (await nodes())[0]?.['state'] ?? 'none';
      if (state !== states.at(-1)) {
        states.push(state);
      }
    }
    assert.deepEqual(states, ['none', 'creating', 'starting', 'idle']);
    assert.equal((await ok('GET /pools/p')).body['allocationState'], 'steady');
    await ok('DELETE /pools/p');
    assert.equal((await ok('GET /pools/p')).body['state'], 'deleting');
    await refused('POST /pools/p/resize', 409, 'PoolBeingDeleted', { targetDedicatedNodes: 2 });
    await refused('DELETE /pools/p', 409, 'PoolBeingDeleted');
    await pass(10 * secondMs);
    await refused('GET /pools/p', 404, 'PoolNotFound');
  });

  test('a quota of cores lets in what fits, and says what does not', async () => {
    await held.simulator.close();
    held = await startHeld({ ...world, quotas: { dedicatedCores: 5 } });
    await pool(4);
    const { body } = await ok('GET /pools/p');
    assert.deepEqual([body['currentDedicatedNodes'], body['targetDedicatedNodes']], [2, 4]);
    // Recorded; the service adds no values.
    const error = { code: 'AccountCoreQuotaReached', message: 'The specified account has reached core quota' };
    assert.deepEqual(body['resizeErrors'], [error]);
    await ok('POST /pools/p/resize', { body: { targetDedicatedNodes: 1 } });
    await pass(10 * secondMs);
    assert.equal('resizeErrors' in (await ok('GET /pools/p')).body, false);
  });

  test('the quota of a family holds beside that of all cores, and is named', async () => {
    await held.simulator.close();
    held = await startHeld({
      ...world,
      quotas: { dedicatedCores: 100, dedicatedCoresPerFamily: { standardDSv3Family: 2 }, lowPriorityCores: 0 },
    });
    await ok('POST /pools', { body: poolBody('p', 2, { vmSize: 'standard_d2s_v3', targetLowPriorityNodes: 1 }) });
    await pass(10 * secondMs);
    const { body } = await ok('GET /pools/p');
    assert.deepEqual([body['currentDedicatedNodes'], body['currentLowPriorityNodes']], [1, 0]);
    assert.deepEqual(body['resizeErrors'], [
      {
        code: 'AccountVMSeriesCoreQuotaReached',
        message: 'The specified account has reached VM series core quota for standardDSv3Family',
      },
      {
        code: 'AccountLowPriorityCoreQuotaReached',
        message: 'The specified account has reached low priority core quota',
      },
    ]);
  });

  test('facts §1: a start task runs before work when the node waits for it', async () => {
    await ok('POST /pools', { body: poolBody('p', 1, { startTask: { commandLine: 'half-minute' } }) });
    await pass(5 * secondMs);
    assert.equal((await nodes())[0]?.['state'], 'waitingforstarttask');
    await refused(`POST ${await firstNode()}/users`, 409, 'OperationNotValidOnNode', { name: 'ada', password: 'x' });
    await pass(minuteMs);
    assert.equal((await nodes())[0]?.['state'], 'idle');
  });

  test('users expire', async () => {
    await pool(1);
    const node = await firstNode();
    const expiryTime = new Date(held.clock.now() + 5 * minuteMs).toISOString();
    await ok(`POST ${node}/users`, { body: { name: 'ada', password: 'x', expiryTime } });
    await pass(4 * minuteMs);
    await refused(`POST ${node}/users`, 409, 'NodeUserExists', { name: 'ada', password: 'x' });
    await pass(2 * minuteMs);
    await refused(`DELETE ${node}/users/ada`, 404, 'NodeUserNotFound');
  });
});
