import assert from 'node:assert/strict';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { HeldClock, RealClock } from '../../src/simulator/clock.ts';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { parseScenario } from '../../src/simulator/scenarioFile/readScenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulatorOptions.ts';
import { root } from '../workbench/places.ts';
import { newVersion, poolBody, type RawBody, RawClient, type RawReply } from './rawClient.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

async function makeFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'simulator-state-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

interface Opened {
  readonly simulator: Simulator;
  readonly clock: HeldClock;
  ok(what: string, body?: unknown): Promise<RawReply>;
  pass(ms: number): Promise<void>;
}

async function open(context: TestContext, stateFolder: string, options: SimulatorOptions = {}): Promise<Opened> {
  const clock = new HeldClock();
  const simulator = await startSimulator({ clock, stateFolder, ...options });
  context.after(() => simulator.close());
  const client = new RawClient(simulator, new RealClock());
  return {
    simulator,
    clock,
    async ok(what, body) {
      const reply = await client.send(what, { version: newVersion, ...(body === undefined ? {} : { body }) });
      assert.ok(reply.status < 300, `${what}: ${reply.status} ${reply.text}`);
      return reply;
    },
    pass: (ms) => clock.advance(ms),
  };
}

async function list({ ok }: Opened, what: string): Promise<readonly RawBody[]> {
  return (await ok(`GET ${what}`)).body.value ?? [];
}

/** Reads everything about the account, without its address. */
async function look(opened: Opened): Promise<unknown> {
  const seen: Record<string, unknown> = {};
  for (const what of ['/pools', '/jobs', '/jobschedules', '/nodecounts', '/applications']) {
    seen[what] = await list(opened, what);
  }
  for (const { id } of await list(opened, '/pools')) seen[`nodes of ${id}`] = await list(opened, `/pools/${id}/nodes`);
  for (const { id } of await list(opened, '/jobs')) {
    const { body } = await opened.ok(`GET /jobs/${id}/taskcounts`);
    seen[`tasks of ${id}`] = [await list(opened, `/jobs/${id}/tasks`), body['taskCounts'], body['taskSlotCounts']];
  }
  const text = JSON.stringify(seen).replaceAll(opened.simulator.url, 'https://account');
  return JSON.parse(text.replaceAll(/"(publicIPAddress|frontendPort)":[^,}]+/g, '"$1":""'));
}

/** Returns the files of a pool's nodes, with their contents. */
async function lookIntoFiles(opened: Opened, poolId: string): Promise<Readonly<Record<string, string>>> {
  const texts: Record<string, string> = {};
  for (const { id } of await list(opened, `/pools/${poolId}/nodes`)) {
    for (const file of await list(opened, `/pools/${poolId}/nodes/${id}/files?recursive=true`.split('?')[0] ?? '')) {
      texts[`${id} ${file['name']}`] = '';
    }
    const reply = await opened.ok(`GET /pools/${poolId}/nodes/${id}/files`);
    texts[String(id)] = reply.text.replaceAll(opened.simulator.url, '');
  }
  return texts;
}

/** Creates an account with a long history and no current activity. */
async function fill(opened: Opened): Promise<void> {
  const { ok, pass } = opened;
  await ok('POST /pools', poolBody('p', 2, { startTask: { commandLine: '/bin/true' }, taskSlotsPerNode: 2 }));
  await ok('POST /pools', poolBody('gone', 1));
  await ok('POST /pools', {
    ...poolBody('formula'),
    targetDedicatedNodes: undefined,
    enableAutoScale: true,
    autoScaleFormula: '$TargetDedicatedNodes = 1;',
  });
  await opened.simulator.controls.waitUntilIdle();
  await ok('POST /jobs', {
    id: 'j',
    poolInfo: { poolId: 'p' },
    usesTaskDependencies: true,
    jobPreparationTask: { commandLine: '/bin/true' },
    jobReleaseTask: { commandLine: '/bin/true' },
    metadata: [{ name: 'kind', value: 'test' }],
  });
  opened.simulator.controls.planOutcome({ taskId: 'b', times: 2, outcome: { durationMs: 1000, exitCode: 3 } });
  for (const [id, more] of [
    ['a', {}],
    ['b', { constraints: { maxTaskRetryCount: 1 } }],
    ['waits', { dependsOn: { taskIds: ['b'] } }],
    ['c', { dependsOn: { taskIds: ['a'] }, requiredSlots: 2 }],
    ['deleted', {}],
  ] as const) {
    await ok('POST /jobs/j/tasks', { id, commandLine: '/bin/echo done', ...more });
  }
  await opened.simulator.controls.waitUntilIdle();
  await ok('DELETE /jobs/j/tasks/deleted');
  const [node] = await list(opened, '/pools/p/nodes');
  await ok(`POST /pools/p/nodes/${node?.['id']}/users`, { name: 'ann', password: 'secret', isAdmin: true });
  await ok(`POST /pools/p/nodes/${node?.['id']}/disablescheduling`, {});
  await ok('POST /jobs', { id: 'ended', poolInfo: { poolId: 'p' } });
  await ok('POST /jobs/ended/terminate', { terminateReason: 'enough' });
  await ok('POST /jobs', { id: 'off', poolInfo: { poolId: 'p' } });
  await ok('POST /jobs/off/disable', { disableTasks: 'requeue' });
  await ok('POST /jobschedules', {
    id: 's',
    schedule: { recurrenceInterval: 'P1D' },
    jobSpecification: { poolInfo: { poolId: 'p' } },
  });
  await ok('POST /jobschedules', {
    id: 'later',
    schedule: { doNotRunUntil: '2027-01-01T00:00:00Z' },
    jobSpecification: { poolInfo: { poolId: 'p' } },
  });
  await ok('DELETE /pools/gone');
  opened.simulator.controls.setQuotas({ poolQuota: 7 });
  await pass(minuteMs);
  await opened.simulator.controls.waitUntilIdle();
}

for (const [kind, options] of [
  ['scripted', {}],
  ['process', { executor: createProcessExecutor }],
] as const) {
  test(`an account is restored with its files, with the ${kind} executor`, async (context) => {
    const folder = await makeFolder(context);
    const first = await open(context, folder, options);
    await fill(first);
    const [before, files, output] = [
      await look(first),
      await lookIntoFiles(first, 'p'),
      (await first.ok('GET /jobs/j/tasks/a/files/stdout.txt')).text,
    ];
    const { accountKey, accountName, armUrl } = first.simulator;
    const usage = await list(first, '/poolusagemetrics');
    await first.simulator.close();

    const second = await open(context, folder, { ...options, clock: new HeldClock(first.clock.now()) });
    assert.deepEqual([second.simulator.accountName, second.simulator.accountKey], [accountName, accountKey]);
    assert.notEqual(second.simulator.armUrl, armUrl);
    assert.deepEqual(await look(second), before);
    assert.deepEqual(await lookIntoFiles(second, 'p'), files);
    assert.equal((await second.ok('GET /jobs/j/tasks/a/files/stdout.txt')).text, output);
    assert.equal((await list(second, '/poolusagemetrics')).length, usage.length);
    assert.deepEqual(second.simulator.controls.quotas, { poolQuota: 7 });

    // The account continues: waiting tasks run, scheduled events happen, and tasks can be retried.
    await second.ok('POST /jobs/j/tasks/b/reactivate');
    await second.ok('POST /jobs/off/enable');
    await second.ok('POST /pools/p/resize', { targetDedicatedNodes: 3 });
    await second.simulator.controls.waitUntilIdle();
    const [pool] = await list(second, '/pools');
    assert.equal(pool?.['id'], 'formula');
    const ends = await list(second, '/jobs/j/tasks');
    assert.deepEqual(
      ends.map(({ id, state }) => `${id} ${state}`),
      ['a completed', 'b completed', 'c completed', 'waits completed'],
    );
    const schedule = (await second.ok('GET /jobschedules/s')).body['executionInfo'] as { readonly nextRunTime: string };
    assert.ok(Date.parse(schedule.nextRunTime) > first.clock.now());
  });
}

test('activities continue: tasks start again, pools grow, jobs end', async (context) => {
  const folder = await makeFolder(context);
  const first = await open(context, folder);
  const { controls } = first.simulator;
  controls.planOutcome({ always: true, outcome: { durationMs: hourMs, exitCode: 0 } });
  await first.ok('POST /pools', poolBody('p', 1));
  await controls.waitUntilIdle();
  await first.ok('POST /jobs', { id: 'j', poolInfo: { poolId: 'p' } });
  await first.ok('POST /jobs/j/tasks', { id: 't', commandLine: 'work', constraints: { maxTaskRetryCount: 2 } });
  await first.pass(10_000);
  assert.equal((await first.ok('GET /jobs/j/tasks/t')).body['state'], 'running');
  for (const id of ['terminating', 'deleting', 'disabling', 'enabling']) {
    await first.ok('POST /jobs', { id, poolInfo: { poolId: 'p' } });
  }
  await first.ok('POST /jobs/enabling/disable', { disableTasks: 'requeue' });
  await first.pass(minuteMs);
  await first.ok('POST /jobs/enabling/enable');
  await first.ok('POST /jobs/terminating/terminate', { terminateReason: 'enough' });
  await first.ok('DELETE /jobs/deleting');
  await first.ok('POST /jobs/disabling/disable', { disableTasks: 'requeue' });
  await first.ok('POST /pools', poolBody('new', 3));
  await first.ok('POST /pools', poolBody('old', 1));
  await first.ok('DELETE /pools/old');
  await first.ok('POST /pools/p/resize', { targetDedicatedNodes: 2 });
  // Copies the folder as a simulator that is killed at this moment would leave it.
  const killed = await makeFolder(context);
  await cp(folder, killed, { recursive: true });

  const second = await open(context, killed, { clock: new HeldClock(first.clock.now()) });
  const task = (await second.ok('GET /jobs/j/tasks/t')).body;
  assert.deepEqual(
    [task['state'], task['previousState'], (task['executionInfo'] as RawBody)['requeueCount'], task['nodeInfo']],
    ['active', 'running', 0, undefined],
  );
  await second.simulator.controls.waitUntilIdle();
  const states = (await list(second, '/jobs')).map(({ id, state }) => `${id} ${state}`);
  assert.deepEqual(states, ['disabling disabled', 'enabling active', 'j active', 'terminating completed']);
  const ended = (await second.ok('GET /jobs/terminating')).body['executionInfo'] as RawBody;
  assert.equal(ended['terminateReason'], 'enough');
  const pools = await list(second, '/pools');
  assert.deepEqual(
    pools.map(({ id, allocationState, currentDedicatedNodes }) => [id, allocationState, currentDedicatedNodes]),
    [
      ['new', 'steady', 3],
      ['p', 'steady', 2],
    ],
  );
  assert.equal((await second.ok('GET /jobs/j/tasks/t')).body['state'], 'completed');
});

test('an incomplete line is ignored, and a folder of a newer simulator is refused', async (context) => {
  const folder = await makeFolder(context);
  const first = await open(context, folder);
  await first.ok('POST /pools', poolBody('p'));
  await first.simulator.controls.waitUntilIdle();
  await first.simulator.close();
  const file = path.join(folder, 'journal.ndjson');
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  await appendFile(file, '{"at":1,"computer":1,"steps":[["drop","pool","p"]]');
  const second = await open(context, folder);
  assert.deepEqual(
    (await list(second, '/pools')).map(({ id }) => id),
    ['p'],
  );
  await second.simulator.close();
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"version":2', '"version":3'));
  await assert.rejects(open(context, folder), /has version 3, but this simulator reads versions up to 2/);
  for (const [line, part] of [
    [1, '"accountName":"simulated"'],
    [2, '"id":"p"'],
    [2, '\n{"sum":"'],
  ] as const) {
    await writeFile(file, text.replace(part, part.replace(/\w"(:")?$/, 'z$&')));
    await assert.rejects(open(context, folder), new RegExp(`journal\\.ndjson is damaged in line ${line}\\.`));
  }
  await writeFile(file, `${text}"disk" failure\n`);
  await assert.rejects(open(context, folder), /journal\.ndjson is damaged in line \d+\./);
  for (const other of ['{"some":"file"}\n{}\n', 'a text\n']) {
    await writeFile(file, other);
    await assert.rejects(open(context, folder), /isn't the state of a simulator/);
  }
  assert.deepEqual((await readdir(folder)).sort(), ['journal.ndjson']);
});

test('a state of version 1, which has no checksums, is read', async (context) => {
  const folder = await makeFolder(context);
  const first = await open(context, folder);
  await first.ok('POST /pools', poolBody('p'));
  await first.simulator.close();
  const file = path.join(folder, 'journal.ndjson');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll(/"sum":"\w+",/g, '').replace('"version":2', '"version":1'));
  assert.equal((await list(await open(context, folder), '/pools')).length, 1);
  assert.match(await readFile(file, 'utf8'), /^\{"sum":"\w+","format":"[^"]+","version":2,/);
});

/** Changes a job so many times, to a text of 100 kB each. */
async function changeJob({ ok }: Opened, times: number): Promise<void> {
  const value = 'x'.repeat(100_000);
  for (let time = 0; time < times; time += 1) await ok('PATCH /jobs/j', { metadata: [{ name: 'text', value }] });
}

test('outdated lines are dropped when the simulator stops, and when the file has become much too large', async (context) => {
  const folder = await makeFolder(context);
  const file = path.join(folder, 'journal.ndjson');
  const sizeOf = async (): Promise<number> => (await stat(file)).size;
  const opened = await open(context, folder);
  await opened.ok('POST /jobs', { id: 'j', poolInfo: { poolId: 'none' } });
  await changeJob(opened, 20);
  const grown = await sizeOf();
  assert.ok(grown > 2_000_000, `${grown}`);
  await changeJob(opened, 30);
  const shrunk = await sizeOf();
  assert.ok(shrunk < 1_500_000, `${shrunk}`);
  await opened.simulator.close();
  const last = await sizeOf();
  assert.ok(last < 200_000, `${last}`);
});

test('an account is saved and can be stopped although its file cannot be rewritten', async (context) => {
  const folder = await makeFolder(context);
  const first = await open(context, folder);
  await first.ok('POST /pools', poolBody('p'));
  const inTheWay = path.join(folder, 'journal.ndjson.new');
  await mkdir(inTheWay);
  await first.ok('POST /jobs', { id: 'j', poolInfo: { poolId: 'none' } });
  await changeJob(first, 60);
  await first.ok('POST /pools', poolBody('q'));
  await first.simulator.close();
  await rm(inTheWay, { recursive: true });
  const second = await open(context, folder);
  assert.deepEqual(
    (await list(second, '/pools')).map(({ id }) => id),
    ['p', 'q'],
  );
});

test('a folder with other content is left unchanged', async (context) => {
  const folder = await makeFolder(context);
  await writeFile(path.join(folder, '.gitkeep'), '');
  await (await open(context, folder)).simulator.close();
  const other = await makeFolder(context);
  await mkdir(path.join(other, 'nodes'));
  await assert.rejects(
    open(context, other),
    /contains something other than the state of a simulator \(nodes\)\. Choose/,
  );
  assert.deepEqual(await readdir(other), ['nodes']);
});

test('a new folder starts with the scenario', async (context) => {
  const folder = await makeFolder(context);
  const text = await readFile(path.join(root, 'docs/scenario.example.json'), 'utf8');
  const scenario = parseScenario(text, 'scenario.json');
  const first = await open(context, folder, { scenario });
  first.simulator.clearFaults();
  const before = await look(first);
  await first.simulator.close();
  const second = await open(context, folder, { scenario, clock: new HeldClock(first.clock.now()) });
  second.simulator.clearFaults();
  assert.deepEqual(await look(second), before);
  const log = (await second.ok('GET /jobs/frames/tasks/frame-1/files/stderr.txt')).text;
  assert.match(log, /MemoryError/);
  await assert.rejects(open(context, await makeFolder(context), { scenario: 'million' }), /can't be saved/);
});

for (const [kind, options] of [
  ['scripted', {}],
  ['process', { executor: createProcessExecutor }],
] as const) {
  test(`a snapshot can be restored repeatedly, with the ${kind} executor`, async (context) => {
    const opened = await open(context, await makeFolder(context), options);
    const { controls } = opened.simulator;
    await fill(opened);
    const before = await look(opened);
    const files = await lookIntoFiles(opened, 'p');
    await controls.takeSnapshot('filled');
    assert.deepEqual(controls.snapshots, ['filled']);
    for (let round = 0; round < 2; round += 1) {
      await opened.ok('DELETE /jobs/j');
      await opened.ok('POST /pools/p/resize', { targetDedicatedNodes: 0 });
      await opened.pass(hourMs);
      assert.notDeepEqual(await look(opened), before);
      await controls.restoreSnapshot('filled');
      assert.deepEqual(await look(opened), before);
      assert.deepEqual(await lookIntoFiles(opened, 'p'), files);
    }
    await controls.dropSnapshot('filled');
    await assert.rejects(controls.restoreSnapshot('filled'));
  });
}
