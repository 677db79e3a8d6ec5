import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findScenario } from '../../src/simulator/scenarios/catalogue.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { freshId, jobOn, poolWithNodes, refuses, taskIn } from './account.ts';
import { findingsIn } from './answerCheck.ts';
import { startHeld } from './heldSimulator.ts';
import { newVersion, oldVersion, poolBody } from './rawClient.ts';
import { useSimulated } from './useAccount.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;

const world: Scenario = {
  name: 'statistics',
  description: 'Runs of a known length.',
  pools: [],
  jobs: [],
  rules: [
    { commandLineIncludes: 'minute', outcomes: [{ durationMs: minuteMs, exitCode: 0 }] },
    { commandLineIncludes: 'twice', outcomes: [{ durationMs: 10 * secondMs, exitCode: 1 }] },
    { commandLineIncludes: 'long', outcomes: [{ durationMs: 60 * minuteMs, exitCode: 0 }] },
  ],
};

/** Returns the seconds of a duration below an hour. */
function secondsOf(duration: unknown): number {
  const [, minutes = '0', seconds = '0'] = /^PT(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(String(duration)) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

test('statistics include the number and duration of runs, including retries and running tasks', async () => {
  const held = await startHeld(world);
  try {
    const send = held.client.send.bind(held.client);
    await send('POST /pools', { body: poolBody('p', 3) });
    await held.clock.advance(10 * secondMs);
    await send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } });
    const constraints = { maxTaskRetryCount: 1 };
    for (const [id, more] of [['minute'], ['twice', { constraints }], ['long']] as const) {
      await send('POST /jobs/j/tasks', { body: { id, commandLine: id, ...more } });
    }
    await held.clock.advance(2 * minuteMs);
    const statsOf = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
      const { body } = await send(`GET ${path}`, { query: { $expand: 'stats' } });
      assert.equal((await send(`GET ${path}`)).body['stats'], undefined);
      return body['stats'] as Readonly<Record<string, unknown>>;
    };
    const ran = async (id: string): Promise<number> =>
      secondsOf((await statsOf(`/jobs/j/tasks/${id}`))['wallClockTime']);
    assert.equal(await ran('minute'), 60);
    assert.equal(await ran('twice'), 20);
    const long = await ran('long');
    assert.ok(long > 119 && long <= 120, String(long));
    const job = await statsOf('/jobs/j');
    assert.deepEqual(
      [job['numSucceededTasks'], job['numFailedTasks'], job['numTaskRetries'], job['readIOps'], job['readIOGiB']],
      ['1', '1', '1', '0', 0],
    );
    assert.equal(Math.round(secondsOf(job['wallClockTime']) * 10), Math.round((80 + long) * 10));
    const { usageStats } = await statsOf('/pools/p');
    const cores = secondsOf((usageStats as Readonly<Record<string, unknown>>)['dedicatedCoreTime']);
    assert.ok(cores > 3 * 2 * 120 && cores <= 3 * 2 * 130, String(cores));
  } finally {
    await held.simulator.close();
  }
});

const models = [
  ['pools', 'BatchPool'],
  ['jobs', 'BatchJob'],
  ['jobschedules', 'BatchJobSchedule'],
  ['jobs/job/tasks', 'BatchTask'],
] as const;

test('in 2025-06-01, statistics match the models of that version, and only statistics can be expanded', async () => {
  const held = await startHeld(findScenario('application'));
  try {
    const schedule = { recurrenceInterval: 'PT1H' };
    const jobSpecification = { poolInfo: { poolId: 'pool' } };
    await held.client.send('POST /jobschedules', { body: { id: 's', schedule, jobSpecification } });
    const options = { version: newVersion, query: { $expand: 'stats' } };
    for (const [collection, model] of models) {
      const [one] = (await held.client.send(`GET /${collection}`, options)).body.value ?? [];
      assert.ok(one?.['stats']);
      assert.deepEqual(findingsIn(one, model), []);
      const selected = { version: newVersion, query: { $expand: 'stats', $select: 'id' } };
      const [narrow] = (await held.client.send(`GET /${collection}`, selected)).body.value ?? [];
      assert.deepEqual(Object.keys(narrow ?? {}), ['id']);
      const wrong = { version: newVersion, query: { $expand: 'everything' } };
      assert.equal((await held.client.send(`GET /${collection}`, wrong)).status, 400);
    }
  } finally {
    await held.simulator.close();
  }
});

for (const apiVersion of [oldVersion, newVersion]) {
  describe(`statistics in ${apiVersion}`, () => {
    const account = useSimulated({ apiVersion });

    test('pools, jobs, schedules, and tasks return statistics on request', async () => {
      const { client } = account;
      const expand = 'stats';
      const poolId = await poolWithNodes(account, 1);
      const jobId = await jobOn(account, poolId);
      await client.task.add(jobId, { id: 'one', commandLine: '/bin/sh -c "exit 0"' });
      await taskIn(account, jobId, 'one', 'completed');
      const scheduleId = freshId('schedule');
      const schedule = { doNotRunUntil: new Date(Date.now() + 30 * 24 * 60 * minuteMs) };
      await client.jobSchedule.add({ id: scheduleId, schedule, jobSpecification: { poolInfo: { poolId } } });
      const pool = await client.pool.get(poolId, { poolGetOptions: { expand } });
      assert.match(pool.stats?.usageStats?.dedicatedCoreTime ?? '', /^PT/);
      const job = await client.job.get(jobId, { jobGetOptions: { expand } });
      assert.equal(Number(job.stats?.numSucceededTasks), 1);
      const task = await client.task.get(jobId, 'one', { taskGetOptions: { expand } });
      assert.match(task.stats?.wallClockTime ?? '', /^PT/);
      assert.ok((task.stats?.lastUpdateTime ?? 0) > (task.stats?.startTime ?? 0));
      const later = await client.jobSchedule.get(scheduleId, { jobScheduleGetOptions: { expand } });
      assert.equal(Number(later.stats?.numSucceededTasks), 0);
      assert.equal((await client.pool.get(poolId)).stats, undefined);
      const listed = await client.task.list(jobId, { taskListOptions: { expand } });
      assert.ok(listed[0]?.stats);
      await refuses(client.job.list({ jobListOptions: { expand: 'all' } }), 400, 'InvalidQueryParameterValue');
    });
  });
}
