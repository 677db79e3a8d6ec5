import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { HeldClock, RealClock } from '../../src/simulator/clock.ts';
import { SimulatorControl, SimulatorRefusal } from '../../src/simulator/control/simulatorControl.ts';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { seededIds } from '../../src/simulator/ids.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulatorOptions.ts';
import { isRunning } from '../fakes/isRunning.ts';
import { poolBody, RawClient, type RawReply } from './rawClient.ts';

const controlToken = 'a-token-for-tests';
const hourMs = 3_600_000;

interface Controlled {
  readonly simulator: Simulator;
  readonly clock: HeldClock;
  readonly control: SimulatorControl;
  send(what: string, body?: unknown): Promise<RawReply>;
}

/** Starts a simulator that is controlled from outside, and whose clock stands still until it is moved. */
async function start(
  context: TestContext,
  options: SimulatorOptions = {},
  makeExecutor?: typeof createProcessExecutor,
): Promise<Controlled> {
  const clock = new HeldClock();
  const simulator = await startSimulator({ clock, controlToken, executor: makeExecutor?.({ clock }), ...options });
  context.after(() => simulator.close());
  const client = new RawClient(simulator, new RealClock());
  return {
    simulator,
    clock,
    control: new SimulatorControl({ url: simulator.url, controlToken }),
    send: (what, body) => client.send(what, body === undefined ? {} : { body }),
  };
}

/** Adds pool `p` with two nodes and job `j`, and waits until the nodes exist. */
async function addJob({ control, send }: Controlled): Promise<void> {
  await send('POST /pools', poolBody('p', 2));
  await send('POST /jobs', { id: 'j', poolInfo: { poolId: 'p' } });
  await control.waitUntilIdle();
}

/** Returns the results of tasks of job `j` by ID, once nothing runs anymore. */
async function findEnds(controlled: Controlled, ids: readonly string[], commandLine = 'true') {
  for (const id of ids) await controlled.send('POST /jobs/j/tasks', { id, commandLine });
  await controlled.control.waitUntilIdle();
  const replies = await Promise.all(ids.map((id) => controlled.send(`GET /jobs/j/tasks/${id}`)));
  return replies.map(({ body }) => {
    const info = body['executionInfo'] as { exitCode?: number; failureInfo?: { code: string } };
    return info.exitCode ?? info.failureInfo?.code;
  });
}

test('a token gives access to the control API over plain HTTP, and to no other API', async (context) => {
  const { simulator } = await start(context);
  const ask = async (path: string, token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${simulator.url}${path}`, { headers })).status;
  };
  assert.equal(await ask('/$simulator/status', controlToken), 200);
  for (const wrong of ['', 'a-token-for-test', `${controlToken}s`]) {
    assert.ok((await ask('/$simulator/status', wrong)) >= 400, wrong);
  }
  assert.ok((await ask('/pools?api-version=2025-06-01', controlToken)) >= 400);
  const closed = await start(context, { controlToken: undefined });
  const reply = await fetch(`${closed.simulator.url}/$simulator/status`, { headers: { authorization: 'Bearer x' } });
  assert.equal(reply.status, 401);
  for (const weak of ['', 'secret', 'x'.repeat(15), `${'x'.repeat(15)}é`, 'two words, and sixteen characters']) {
    const isSaid = (error: unknown): boolean =>
      error instanceof RangeError && /16 ASCII/.test(error.message) && (weak === '' || !error.message.includes(weak));
    await assert.rejects(start(context, { controlToken: weak }), isSaid, weak);
  }
});

test('the root of the control API lists its requests, and a client without a token is shown how to get one', async (context) => {
  const { simulator } = await start(context);
  const ask = async (path: string, headers: Record<string, string>) => {
    const reply = await fetch(`${simulator.url}${path}`, { headers });
    return { status: reply.status, text: await reply.text() };
  };
  for (const path of ['/$simulator', '/$simulator/']) {
    const { status, text } = await ask(path, { authorization: `Bearer ${controlToken}` });
    assert.equal(status, 200);
    assert.ok(JSON.parse(text).value.some((one: { request: string }) => one.request === 'POST /$simulator/reset'));
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic eA==' }]) {
      const refused = await ask(path, headers);
      assert.deepEqual([refused.status, /carry the token of --control-token/.test(refused.text)], [401, true]);
    }
  }
});

test('curl can control the simulator without a content type', {
  skip: hasCurl() ? false : 'curl is not installed',
}, async (context) => {
  const { simulator, control } = await start(context);
  const { time } = await control.status();
  const args = ['-sSf', '-H', `Authorization: Bearer ${controlToken}`, '-d', '{"duration":"PT1H"}'];
  // Asynchronous, because the simulator is in this process.
  const child = spawn('curl', [...args, `${simulator.url}/$simulator/time/advance`], { stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('close', resolve));
  assert.equal(code, 0);
  assert.equal(Date.parse((await control.status()).time) - Date.parse(time), hourMs);
});

function hasCurl(): boolean {
  return spawnSync('curl', ['--version']).status === 0;
}

for (const [kind, makeExecutor] of [
  ['played', undefined],
  ['run', createProcessExecutor],
] as const) {
  test(`the next tasks end as planned, and later ones by themselves, with outcomes ${kind}`, async (context) => {
    const controlled = await start(context, {}, makeExecutor);
    const { control, send } = controlled;
    await addJob(controlled);
    await control.failNext(1, 7);
    assert.deepEqual(await findEnds(controlled, ['a', 'b']), [7, 0]);
    await control.planOutcome({
      taskId: 'frame-*',
      times: 2,
      outcome: { duration: 'PT5M', exitCode: 3, stderr: 'no frame\n', files: { 'wd/x.log': 'x' } },
    });
    await control.planOutcome({
      commandLineIncludes: 'upload',
      always: true,
      outcome: { failureInfo: { category: 'UserError', code: 'BlobNotFound' } },
    });
    assert.deepEqual(await findEnds(controlled, ['other', 'frame-1']), [0, 3]);
    assert.equal((await send('GET /jobs/j/tasks/frame-1/files/stderr.txt')).text, 'no frame\n');
    assert.equal((await send('GET /jobs/j/tasks/frame-1/files/wd/x.log')).text, 'x');
    const { executionInfo } = (await send('GET /jobs/j/tasks/frame-1')).body as never as {
      readonly executionInfo: { readonly startTime: string; readonly endTime: string };
    };
    assert.equal(Date.parse(executionInfo.endTime) - Date.parse(executionInfo.startTime), 5 * 60_000);
    assert.deepEqual(
      (await control.status()).outcomes.map((one) => [one.taskId, 'left' in one && one.left]),
      [
        ['frame-*', 1],
        [undefined, false],
      ],
    );
    assert.deepEqual(await findEnds(controlled, ['c', 'd'], 'echo upload'), ['BlobNotFound', 'BlobNotFound']);
    await control.clearOutcomes();
    assert.deepEqual(await findEnds(controlled, ['e'], 'echo upload'), [0]);
  });
}

test('outcomes planned for one job, or for start tasks, apply to nothing else', async (context) => {
  const controlled = await start(context);
  const { control, send } = controlled;
  await control.planOutcome({ kind: 'startTask', outcome: { exitCode: 9 } });
  await control.planOutcome({ jobId: 'J', always: true, outcome: { exitCode: 4 } });
  await control.planOutcome({ jobId: 'k', outcome: { exitCode: 5 } });
  await send('POST /pools', poolBody('s', 1, { startTask: { commandLine: 'true', waitForSuccess: true } }));
  await addJob(controlled);
  assert.deepEqual(await findEnds(controlled, ['a', 'b']), [4, 4]);
  const [node] = (await send('GET /pools/s/nodes')).body.value ?? [];
  assert.equal(node?.['state'], 'starttaskfailed');
  assert.equal((await control.status()).outcomes.length, 2);
});

test('waiting until everything is idle moves a stopped clock from event to event', async (context) => {
  const controlled = await start(context);
  const { control, send, clock } = controlled;
  await control.waitUntilIdle();
  await addJob(controlled);
  await control.planOutcome({ outcome: { duration: 'PT2H' } });
  const startedMs = clock.now();
  await send('POST /jobs/j/tasks', { id: 't', commandLine: 'true' });
  await send('PATCH /jobs/j', { onAllTasksComplete: 'terminatejob' });
  await assert.rejects(
    control.waitUntilIdle(hourMs),
    (error) =>
      error instanceof SimulatorRefusal && error.status === 409 && /job j has 1 running tasks/.test(error.message),
  );
  await control.waitUntilIdle(2 * hourMs);
  assert.equal((await send('GET /jobs/j')).body['state'], 'completed');
  const tookMs = clock.now() - startedMs;
  assert.ok(tookMs >= 2 * hourMs && tookMs < 2 * hourMs + 60_000, String(tookMs));
  assert.deepEqual((await control.status()).underway, []);
});

test('waiting until everything is idle does not wait for tasks without a node', async (context) => {
  const controlled = await start(context);
  await controlled.send('POST /pools', poolBody('p', 0));
  await controlled.send('POST /jobs', { id: 'j', poolInfo: { poolId: 'p' } });
  await controlled.send('POST /jobs/j/tasks', { id: 't', commandLine: 'true' });
  await controlled.control.waitUntilIdle();
  assert.equal((await controlled.send('GET /jobs/j/tasks/t')).body['state'], 'active');
});

for (const [kind, options] of [
  ['an empty account', { ids: seededIds('one') }],
  ['a scenario', { scenario: 'quota', ids: seededIds('one') }],
] as const) {
  test(`a reset restores ${kind} as at the start, with the same IDs`, async (context) => {
    const fault = { operation: 'Job_List', status: 500, nthCall: 2 };
    const controlled = await start(context, {
      ...options,
      faults: [fault],
      outcomes: [{ outcome: { durationMs: 0, exitCode: 6 } }],
    });
    const { control, send } = controlled;
    const look = async () => {
      const status = await control.status();
      await send('POST /pools', poolBody('fresh', 2));
      await control.waitUntilIdle();
      const nodes = (await send('GET /pools/fresh/nodes')).body.value?.map(({ id }) => id);
      return { ...status, time: '', nodes };
    };
    const first = await look();
    await addJob(controlled);
    await findEnds(controlled, ['a']);
    await send('GET /jobs');
    await control.addFault({ operation: '*', status: 503, nthCall: 1000 });
    await control.setQuotas({ poolQuota: 1 });
    await control.reset();
    assert.deepEqual(await look(), first);
  });
}

test('a reset ends running tasks and their programs', async (context) => {
  const controlled = await start(context, {}, createProcessExecutor);
  const { control, send } = controlled;
  await addJob(controlled);
  const commandLine = '/bin/sh -c "echo $$ > pid; exec sleep 600"';
  await send('POST /jobs/j/tasks', { id: 't', commandLine });
  let pid = '';
  while (pid === '') {
    await controlled.clock.advance(100);
    const reply = await send('GET /jobs/j/tasks/t/files/wd/pid');
    pid = reply.status === 200 ? reply.text.trim() : '';
  }
  await control.reset();
  assert.equal(await isRunning(Number(pid)), false);
  assert.deepEqual((await send('GET /pools')).body.value, []);
  await addJob(controlled);
  assert.deepEqual(await findEnds(controlled, ['again']), [0]);
});

test('requests are returned as lines of JSON, and deleted on request', async (context) => {
  const { simulator, control, send } = await start(context);
  await send('GET /pools');
  await send('GET /jobs/none');
  const response = await fetch(`${simulator.url}/$simulator/requests?format=ndjson`, {
    headers: { authorization: `Bearer ${controlToken}` },
  });
  assert.equal(response.headers.get('content-type'), 'application/x-ndjson');
  const lines = (await response.text()).trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => [JSON.parse(line).operation, JSON.parse(line).status]),
    [
      ['Pool_List', 200],
      ['Job_Get', 404],
    ],
  );
  assert.equal((await control.requests()).length, 2);
  await control.clearRequests();
  assert.deepEqual(await control.requests(), []);
  const misspelt = await fetch(`${simulator.url}/$simulator/requests?fromat=ndjson`, {
    headers: { authorization: `Bearer ${controlToken}` },
  });
  assert.equal(misspelt.status, 400);
  assert.match(await misspelt.text(), /fromat[\s\S]*It takes format/);
});

test('a refused request is rejected with the reason', async (context) => {
  const { control } = await start(context);
  for (const [act, code, words] of [
    [() => control.healNode('p', 'n'), 'PoolNotFound', /PoolNotFound/],
    [() => control.failNext(0), 'InvalidPropertyValue', /below 1/],
    [() => control.advanceTime(0), 'InvalidPropertyValue', /at most P31D/],
  ] as const) {
    await assert.rejects(
      act(),
      (error) => error instanceof SimulatorRefusal && error.code === code && words.test(error.message),
    );
  }
});
