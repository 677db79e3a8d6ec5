import assert from 'node:assert/strict';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { parseScenario, readScenario } from '../../src/simulator/scenarioFile/readScenario.ts';
import { root } from '../workbench/places.ts';
import { type Held, startHeld } from './heldSimulator.ts';
import { newVersion, oldVersion, type RawBody } from './rawClient.ts';

const secondMs = 1000;

interface Seen extends RawBody {
  readonly id: string;
  readonly state: string;
  readonly startTaskInfo?: { readonly exitCode: number };
  readonly executionInfo?: { readonly exitCode?: number; readonly failureInfo?: { readonly code: string } };
}

for (const version of [oldVersion, newVersion]) {
  test(`the example file is served as described, in ${version}`, async (context) => {
    const scenario = await readScenario(path.join(root, 'docs/scenario.example.json'));
    const { client, clock, simulator } = await startHeld(scenario);
    context.after(() => simulator.close());
    const get = async (what: string): Promise<Seen> => {
      const reply = await client.send(`GET ${what}`, { version });
      assert.equal(reply.status, 200, reply.text);
      return reply.body as Seen;
    };
    const findNode = async (wanted: string): Promise<Seen | undefined> => {
      const nodes = ((await get('/pools/render/nodes')).value ?? []) as readonly Seen[];
      return nodes.find(({ state }) => state === wanted);
    };
    const told = simulator.controls.status;
    assert.deepEqual([told.accountName, told.quotas.poolQuota, told.tasks['failed']], ['contosorender', 5, 2]);
    assert.equal((await client.send('GET /jobs/frames/tasks', { version })).status, 503);

    assert.equal((await findNode('starttaskfailed'))?.startTaskInfo?.exitCode, 127);
    assert.deepEqual((await findNode('unusable'))?.['errors'], [
      { code: 'DiskFull', message: 'There is not enough disk space on the node' },
    ]);
    const files = '/jobs/frames/tasks/frame-1/files';
    assert.match((await client.send(`GET ${files}/stderr.txt`, { version })).text, /MemoryError/);
    assert.match((await client.send(`GET ${files}/wd/frame-1.log`, { version })).text, /out of memory/);
    const unfetched = await get('/jobs/frames/tasks/frame-2');
    assert.equal(unfetched.executionInfo?.failureInfo?.code, 'BlobNotFound');
    assert.equal((await get('/jobschedules')).value?.length, 1);

    await clock.advance(11 * secondMs);
    simulator.controls.healNode('render', (await findNode('preempted'))?.id ?? '');
    await client.send('POST /jobs/frames/tasks/frame-1/reactivate', { version });
    await client.send('POST /jobs/frames/tasks', {
      version,
      body: { id: 'added', commandLine: 'python3 render.py 4' },
    });
    await clock.advance(600 * secondMs);
    assert.equal((await get('/jobs/frames/tasks/frame-1')).executionInfo?.exitCode, 0);
    assert.match((await client.send('GET /jobs/frames/tasks/added/files/stdout.txt', { version })).text, /^done/);

    await client.send('POST /pools/render/resize', { version, body: { targetDedicatedNodes: 4 } });
    await clock.advance(5 * secondMs);
    assert.equal(((await get('/pools/render'))['resizeErrors'] as readonly RawBody[])[0]?.code, 'AllocationFailed');
  });
}

const machine = {
  vmSize: 'standard_d2s_v3',
  virtualMachineConfiguration: {
    imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
    nodeAgentSKUId: 'batch.node.ubuntu 24.04',
  },
};

/** Starts an account with pool `p`, whose nodes and jobs are given. */
async function startWorld(
  context: TestContext,
  nodes: readonly object[],
  jobs: readonly object[],
): Promise<{ readonly get: (path: string) => Promise<RawBody>; readonly held: Held }> {
  const pools = [{ body: { id: 'p', targetDedicatedNodes: nodes.length, ...machine }, nodes }];
  const held = await startHeld(parseScenario(JSON.stringify({ pools, jobs }), 'world.json'));
  context.after(() => held.simulator.close());
  const get = async (path: string): Promise<RawBody> => (await held.client.send(`GET ${path}`)).body;
  return { get, held };
}

const poolInfo = { poolId: 'p' };

test('pools, nodes and jobs exist before what happened in them', async (context) => {
  const outcomes = [{ duration: 'PT2H', exitCode: 0 }];
  const past = { state: 'completed', outcomes, endedAgo: 'P3D' };
  const tasks = [{ body: { id: 't', commandLine: 'c' }, ...past }];
  const { get } = await startWorld(context, [{}], [{ body: { id: 'j', poolInfo }, tasks }]);
  const task = await get('/jobs/j/tasks/t');
  const [node] = (await get('/pools/p/nodes')).value ?? [];
  const times = [
    (await get('/pools/p'))['creationTime'],
    node?.['allocationTime'],
    node?.['lastBootTime'],
    Reflect.get(Object(task['executionInfo']), 'startTime'),
  ].map((time) => Date.parse(String(time)));
  assert.deepEqual(
    times,
    times.toSorted((one, other) => one - other),
  );
  assert.ok(String((await get('/jobs/j'))['creationTime']) < String(task['creationTime']));
});

test('a job with a job manager has the task of its manager', async (context) => {
  const jobManagerTask = { id: 'manager', commandLine: 'manage', killJobOnCompletion: false };
  const given = { body: { id: 'manager', commandLine: 'manage' }, state: 'completed', outcomes: [{ exitCode: 3 }] };
  const { get, held } = await startWorld(
    context,
    [{}],
    [
      { body: { id: 'open', poolInfo, jobManagerTask } },
      { body: { id: 'over', poolInfo, jobManagerTask }, state: 'completed' },
      { body: { id: 'told', poolInfo, jobManagerTask }, tasks: [given] },
    ],
  );
  assert.equal((await get('/jobs/open/tasks/manager'))['state'], 'active');
  await held.simulator.controls.waitUntilIdle();
  for (const [job, exitCode] of Object.entries({ open: 0, over: 0, told: 3 })) {
    const { state, executionInfo } = await get(`/jobs/${job}/tasks/manager`);
    assert.deepEqual([state, Reflect.get(Object(executionInfo), 'exitCode')], ['completed', exitCode], job);
  }
});

test('a node can stay starting until it is healed', async (context) => {
  const { get, held } = await startWorld(context, [{ state: 'starting', sinceAgo: 'PT2H' }], []);
  const seen = async (): Promise<RawBody> => (await get('/pools/p/nodes')).value?.[0] ?? {};
  await held.clock.advance(3_600 * secondMs);
  await held.simulator.controls.waitUntilIdle();
  const { id, state, lastBootTime, stateTransitionTime } = await seen();
  assert.deepEqual([state, lastBootTime], ['starting', undefined]);
  assert.equal(Math.round((held.clock.now() - Date.parse(String(stateTransitionTime))) / secondMs), 3 * 3_600);
  held.simulator.controls.healNode('p', String(id));
  await held.clock.advance(60 * secondMs);
  assert.equal((await seen())['state'], 'idle');
});

test('a waiting task can have been requeued', async (context) => {
  const executionInfo = { requeueCount: 2, lastRequeueTime: '2026-11-20T08:00:00Z' };
  const tasks = [{ body: { id: 't', commandLine: 'c' }, executionInfo }];
  const { get } = await startWorld(context, [], [{ body: { id: 'j', poolInfo }, tasks }]);
  const task = await get('/jobs/j/tasks/t');
  assert.deepEqual([task['state'], task['previousState']], ['active', 'running']);
  assert.deepEqual(task['executionInfo'], { retryCount: 0, ...executionInfo });
});
