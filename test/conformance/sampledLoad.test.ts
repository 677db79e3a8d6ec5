import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { runs } from '../builders/nightly.ts';
import { type Held, startHeld } from './heldSimulator.ts';
import { newVersion, poolBody, type RawBody } from './rawClient.ts';

const secondMs = 1000;
/** Longer than it takes a task to end and the next sample to be taken. */
const settlingMs = 60 * secondMs;

const world: Scenario = {
  name: 'load',
  description: 'An empty account in which command lines say how they end.',
  pools: [],
  jobs: [],
  rules: [
    { commandLineIncludes: 'quick', outcomes: [{ durationMs: secondMs, exitCode: 0 }] },
    { commandLineIncludes: 'fails', outcomes: [{ durationMs: secondMs, exitCode: 3 }] },
    { commandLineIncludes: 'long', outcomes: [{ durationMs: 10_000_000 * secondMs, exitCode: 0 }] },
  ],
};

const poolIds = ['p', 'q'] as const;
const formula = ['Active', 'Running', 'Succeeded', 'Failed']
  .map((name) => `${name} = val($${name}Tasks.GetSample(1), 0);`)
  .join(' ');

let held: Held;

before(async () => {
  held = await startHeld(world);
  for (const id of poolIds) {
    const { targetDedicatedNodes: _target, ...pool } = poolBody(id, 0, { taskSlotsPerNode: 8 });
    const body = { ...pool, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 1;' };
    assert.equal((await held.client.send('POST /pools', { body })).status, 201);
  }
  await held.clock.advance(settlingMs);
});

after(() => held.simulator.close());

interface Step {
  readonly verb: string;
  readonly job: string;
  readonly task: string;
  readonly pool: (typeof poolIds)[number];
  readonly kind: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom('job', 'task', 'task', 'task', 'drop-task', 'end-task', 'again', 'drop-job', 'move', 'end-job'),
  job: fc.constantFrom('a', 'b', 'c'),
  task: fc.constantFrom('1', '2', '3'),
  pool: fc.constantFrom(...poolIds),
  kind: fc.constantFrom('quick', 'fails', 'long'),
});

/** Sends the request of a step, which may be refused. */
async function take({ verb, job, task, pool, kind }: Step): Promise<void> {
  const { client } = held;
  const at = `/jobs/${job}`;
  const poolInfo = { poolId: pool };
  switch (verb) {
    case 'job':
      await client.send('POST /jobs', { body: { id: job, poolInfo } });
      break;
    case 'task':
      await client.send(`POST ${at}/tasks`, { body: { id: task, commandLine: kind } });
      break;
    case 'drop-task':
      await client.send(`DELETE ${at}/tasks/${task}`);
      break;
    case 'end-task':
      await client.send(`POST ${at}/tasks/${task}/terminate`);
      break;
    case 'again':
      await client.send(`POST ${at}/tasks/${task}/reactivate`);
      break;
    case 'drop-job':
      await client.send(`DELETE ${at}`);
      break;
    case 'end-job':
      await client.send(`POST ${at}/terminate`);
      break;
    default:
      await client.send(`POST ${at}/disable`, { body: { disableTasks: 'requeue' } });
      await held.clock.advance(secondMs);
      await client.send(`PATCH ${at}`, { body: { poolInfo } });
      await client.send(`POST ${at}/enable`);
  }
}

/** Sums the tasks of a pool's jobs by state. */
async function addUp(pool: string, jobs: readonly RawBody[]): Promise<string> {
  const total = { active: 0, running: 0, succeeded: 0, failed: 0 };
  for (const job of jobs.filter((one) => Object(one['executionInfo']).poolId === pool)) {
    const { body } = await held.client.send(`GET /jobs/${String(job['id'])}/taskcounts`);
    const counts = body['taskCounts'] as typeof total;
    for (const name of ['active', 'running', 'succeeded', 'failed'] as const) total[name] += counts[name];
  }
  return `Active=${total.active};Running=${total.running};Succeeded=${total.succeeded};Failed=${total.failed}`;
}

test('for any history of jobs and tasks, the samples of a pool match the tasks of its jobs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      for (const one of steps) await take(one);
      await held.clock.advance(settlingMs);
      const jobs = (await held.client.send('GET /jobs')).body.value ?? [];
      for (const pool of poolIds) {
        const asked = { body: { autoScaleFormula: formula }, version: newVersion };
        const { body } = await held.client.send(`POST /pools/${pool}/evaluateautoscale`, asked);
        assert.equal(String(body['results']).split('requeue;')[1], await addUp(pool, jobs), JSON.stringify(body));
      }
    }),
    { numRuns: runs(60) },
  );
});
