import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { type Held, startHeld } from './heldSimulator.ts';
import { poolBody, type RawBody } from './rawClient.ts';

const minuteMs = 60_000;

const world: Scenario = {
  name: 'schedules',
  description: 'An account with room for two pools.',
  quotas: { poolQuota: 2 },
  pools: [],
  jobs: [],
};

let held: Held;

beforeEach(async () => {
  await held?.simulator.close();
  held = await startHeld(world);
  await ok('POST /pools', poolBody('p', 1));
  await held.clock.advance(minuteMs);
});

after(() => held.simulator.close());

async function ok(what: string, body?: unknown): Promise<RawBody> {
  const reply = await held.client.send(what, body === undefined ? {} : { body });
  assert.ok(reply.status < 300, `${what}: ${reply.status} ${reply.text}`);
  return reply.body;
}

async function add(schedule: unknown, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await ok('POST /jobschedules', { id: 's', schedule, jobSpecification: { poolInfo: { poolId: 'p' }, ...more } });
}

async function jobs(): Promise<readonly string[]> {
  const body = await ok('GET /jobschedules/s/jobs');
  return (body.value ?? []).map((job) => `${String(job['id'])} ${String(job['state'])}`);
}

function iso(inMs: number): string {
  return new Date(held.clock.now() + inMs).toISOString();
}

test('a recurring schedule creates its next job at the next interval after the last job has ended', async () => {
  await add({ recurrenceInterval: 'PT10M' });
  await held.clock.advance(minuteMs);
  assert.deepEqual(await jobs(), ['s:job-1 active']);
  await ok('POST /jobs/s:job-1/terminate');
  await held.clock.advance(8 * minuteMs);
  assert.deepEqual(await jobs(), ['s:job-1 completed']);
  await held.clock.advance(2 * minuteMs);
  assert.deepEqual(await jobs(), ['s:job-1 completed', 's:job-2 active']);
  const info = (await ok('GET /jobschedules/s'))['executionInfo'];
  assert.equal(Reflect.get(Object(Reflect.get(Object(info), 'recentJob')), 'id'), 's:job-2');
});

test('a schedule with an unlimited interval creates one job, and plans no further run', async () => {
  await add({ recurrenceInterval: 'P10675199DT2H48M5.4775807S' });
  await held.clock.advance(minuteMs);
  assert.deepEqual(await jobs(), ['s:job-1 active']);
  const info = (await ok('GET /jobschedules/s'))['executionInfo'];
  assert.equal(Reflect.get(Object(info), 'nextRunTime'), undefined);
});

test('a job that is due while the last one still runs is created if the last one ends within the start window', async () => {
  await add({ recurrenceInterval: 'PT10M', startWindow: 'PT5M' });
  await held.clock.advance(12 * minuteMs);
  assert.deepEqual(await jobs(), ['s:job-1 active']);
  await ok('POST /jobs/s:job-1/terminate');
  await held.clock.advance(minuteMs);
  assert.deepEqual(await jobs(), ['s:job-1 completed', 's:job-2 active']);
});

test('if the start window passes while the last job still runs, the run is skipped', async () => {
  await add({ recurrenceInterval: 'PT10M', startWindow: 'PT5M' });
  await held.clock.advance(16 * minuteMs);
  await ok('POST /jobs/s:job-1/terminate');
  await held.clock.advance(2 * minuteMs);
  assert.deepEqual(await jobs(), ['s:job-1 completed']);
  await held.clock.advance(3 * minuteMs);
  assert.deepEqual(await jobs(), ['s:job-1 completed', 's:job-2 active']);
});

test('a schedule creates no job before its start time, while it is disabled, or after its end', async () => {
  await add({ doNotRunUntil: iso(10 * minuteMs), doNotRunAfter: iso(45 * minuteMs), recurrenceInterval: 'PT10M' });
  await held.clock.advance(9 * minuteMs);
  assert.deepEqual(await jobs(), []);
  await ok('POST /jobschedules/s/disable');
  await held.clock.advance(5 * minuteMs);
  assert.deepEqual(await jobs(), []);
  await ok('POST /jobschedules/s/enable');
  await held.clock.advance(10 * minuteMs);
  assert.deepEqual(await jobs(), ['s:job-1 active']);
  await held.clock.advance(30 * minuteMs);
  assert.equal((await ok('GET /jobschedules/s'))['state'], 'active');
  await ok('POST /jobs/s:job-1/terminate');
  await held.clock.advance(minuteMs);
  assert.equal((await ok('GET /jobschedules/s'))['state'], 'completed');
});

async function nextRunInMs(): Promise<number> {
  const info = (await ok('GET /jobschedules/s'))['executionInfo'];
  return Date.parse(String(Reflect.get(Object(info), 'nextRunTime'))) - held.clock.now();
}

for (const verb of ['PATCH', 'PUT']) {
  const jobSpecification = { poolInfo: { poolId: 'p' } };

  test(`${verb} with the same interval starts no job, and the next one starts when it would have`, async () => {
    const schedule = { recurrenceInterval: 'PT1H' };
    await add(schedule);
    await held.clock.advance(10 * minuteMs);
    await ok(`${verb} /jobschedules/s`, { schedule, jobSpecification });
    await held.clock.advance(minuteMs);
    assert.deepEqual([await jobs(), await nextRunInMs()], [['s:job-1 active'], 49 * minuteMs]);
  });

  test(`${verb} with another interval counts it from the start of the last job`, async () => {
    await add({ recurrenceInterval: 'PT1H' });
    await held.clock.advance(40 * minuteMs);
    const change = (schedule: unknown) => ok(`${verb} /jobschedules/s`, { schedule, jobSpecification });
    await change({ recurrenceInterval: 'PT2H' });
    await held.clock.advance(minuteMs);
    assert.deepEqual([await jobs(), await nextRunInMs()], [['s:job-1 active'], 79 * minuteMs]);
    await change({ recurrenceInterval: 'PT30M' });
    await held.clock.advance(minuteMs);
    assert.deepEqual([await jobs(), await nextRunInMs()], [['s:job-1 active'], 18 * minuteMs]);
    await change({ recurrenceInterval: 'PT30M', doNotRunUntil: iso(60 * minuteMs) });
    assert.equal(await nextRunInMs(), 60 * minuteMs);
  });

  test(`${verb} that ends the recurrence plans no further run, and one that begins it counts from the job`, async () => {
    await add({ recurrenceInterval: 'PT1H' });
    await held.clock.advance(10 * minuteMs);
    await ok(`${verb} /jobschedules/s`, { schedule: {}, jobSpecification });
    assert.equal(Number.isNaN(await nextRunInMs()), true);
    await ok(`${verb} /jobschedules/s`, { schedule: { recurrenceInterval: 'PT1H' }, jobSpecification });
    await held.clock.advance(minuteMs);
    assert.deepEqual(await jobs(), ['s:job-1 active']);
    assert.ok(Math.abs((await nextRunInMs()) - 49 * minuteMs) < 1000);
  });

  test(`${verb} before the first run moves that run`, async () => {
    await add({ doNotRunUntil: iso(60 * minuteMs) });
    await ok(`${verb} /jobschedules/s`, { schedule: { doNotRunUntil: iso(30 * minuteMs) }, jobSpecification });
    assert.equal(await nextRunInMs(), 30 * minuteMs);
    await held.clock.advance(31 * minuteMs);
    assert.deepEqual(await jobs(), ['s:job-1 active']);
  });
}

test("an auto pool that can't be created completes its job with a scheduling error", async () => {
  const autoPoolSpecification = { poolLifetimeOption: 'job', pool: { ...poolBody('x'), id: undefined } };
  await ok('POST /jobs', { id: 'first', poolInfo: { autoPoolSpecification } });
  await ok('POST /jobs', { id: 'second', poolInfo: { autoPoolSpecification } });
  const second = await ok('GET /jobs/second');
  assert.equal(second['state'], 'completed');
  const error = Reflect.get(Object(second['executionInfo']), 'schedulingError');
  assert.equal(Reflect.get(Object(error), 'code'), 'AutoPoolCreationFailedWithQuotaReached');
});

test('job preparation runs again after a reboot by default', async () => {
  for (const [id, rerun] of Object.entries({ again: true, once: false })) {
    const jobPreparationTask = { commandLine: 'prepare', rerunOnNodeRebootAfterSuccess: rerun };
    await ok('POST /jobs', { id, poolInfo: { poolId: 'p' }, jobPreparationTask });
    await ok(`POST /jobs/${id}/tasks`, { id: 'before', commandLine: 'work' });
  }
  await held.clock.advance(minuteMs);
  const [node] = (await ok('GET /pools/p/nodes')).value ?? [];
  await ok(`POST /pools/p/nodes/${String(node?.['id'])}/reboot`);
  await held.clock.advance(minuteMs);
  const rebootedAt = iso(-minuteMs);
  for (const id of ['again', 'once']) await ok(`POST /jobs/${id}/tasks`, { id: 'after', commandLine: 'work' });
  await held.clock.advance(minuteMs);
  const startedAt = async (id: string): Promise<string> => {
    const [status] = (await ok(`GET /jobs/${id}/jobpreparationandreleasetaskstatus`)).value ?? [];
    return String(Reflect.get(Object(status?.['jobPreparationTaskExecutionInfo']), 'startTime'));
  };
  assert.ok((await startedAt('again')) > rebootedAt);
  assert.ok((await startedAt('once')) < rebootedAt);
});
