import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RealClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { oldVersion, poolBody, RawClient } from './rawClient.ts';

let simulator: Simulator;
let client: RawClient;

before(async () => {
  simulator = await startSimulator({ isLenient: true });
  client = new RawClient(simulator, new RealClock());
});

after(() => simulator.close());

const lastRecord = () => simulator.requests.at(-1);

const nearest = [
  ['2018-03-01.6.1', '2022-10-01.16.0'],
  ['2020-03-01.11.0', '2022-10-01.16.0'],
  ['2023-05-01.17.0', '2022-10-01.16.0'],
  ['2024-02-01.19.0', '2022-10-01.16.0'],
  ['2024-07-01.20.0', '2025-06-01'],
  ['2026-08-01', '2025-06-01'],
  ['2026-08-01-preview', '2025-06-01'],
] as const;
for (const [version, servedAs] of nearest) {
  test(`a client of ${version} is served like one of ${servedAs}`, async () => {
    assert.equal((await client.send('GET /jobs', { version })).status, 200);
    assert.deepEqual([lastRecord()?.askedVersion, lastRecord()?.servedAs], [version, servedAs]);
    // Distinguishes the versions: an operation that was removed in 2024-07-01.
    const { status } = await client.send('GET /lifetimejobstats', { version });
    assert.equal(status, servedAs === '2025-06-01' ? 404 : 501);
  });
}

test('an invalid version is still refused, with the supported ones', async () => {
  const { status, body } = await client.send('GET /jobs', { version: 'latest' });
  assert.deepEqual([status, body.code], [400, 'InvalidQueryParameterValue']);
  assert.match(body.values?.find(({ key }) => key === 'Reason')?.value ?? '', /2022-10-01\.16\.0, 2025-06-01/);
});

test("a property that the nearest version doesn't have is ignored and reported; others are checked as usual", async () => {
  const version = '2024-02-01.19.0';
  const more = { upgradePolicy: { mode: 'automatic' }, resourceTags: { a: 'b' }, 'odd\nname': 1 };
  assert.equal((await client.send('POST /pools', { version, body: poolBody('tagged', 0, more) })).status, 201);
  assert.deepEqual(lastRecord()?.ignored, ['upgradePolicy', 'resourceTags', 'odd?name']);
  const { body } = await client.send('GET /pools/tagged', { version });
  assert.equal(body['upgradePolicy'], undefined);
  const refused = await client.send('POST /pools', { version, body: poolBody('x', 0, { taskSlotsPerNode: 'many' }) });
  assert.equal(refused.body.code, 'InvalidPropertyValue');
});

test('a list of tasks reports its ignored properties once', async () => {
  const version = '2026-08-01';
  await client.send('POST /jobs', { version, body: { id: 'j', poolInfo: { poolId: 'none' } } });
  const tasks = Array.from({ length: 30 }, (_, index) => ({ id: `t${index}`, commandLine: 'x', colour: 'red' }));
  assert.equal((await client.send('POST /jobs/j/addtaskcollection', { version, body: { value: tasks } })).status, 200);
  assert.deepEqual(lastRecord()?.ignored, ['value[].colour']);
});

test('a client of a supported version is treated strictly', async () => {
  const { status, body } = await client.send('POST /pools', { body: poolBody('x', 0, { upgradePolicy: {} }) });
  assert.deepEqual([status, body.code], [400, 'UnsupportedProperty']);
  assert.equal(lastRecord()?.servedAs, undefined);
});

test('names from before 2020-09-01 are accepted, and returned together with the newer ones', async () => {
  const version = '2020-03-01.11.0';
  await client.send('POST /pools', { version, body: poolBody('older', 0, { maxTasksPerNode: 4 }) });
  assert.equal(lastRecord()?.ignored, undefined);
  const older = await client.send('GET /pools/older', { version });
  assert.deepEqual([older.body['maxTasksPerNode'], older.body['taskSlotsPerNode']], [4, 4]);
  const newer = await client.send('GET /pools/older', { version: oldVersion });
  assert.deepEqual([newer.body['maxTasksPerNode'], newer.body['taskSlotsPerNode']], [undefined, 4]);
  const listed = await client.send('GET /pools', { version });
  assert.equal(listed.body.value?.find(({ id }) => id === 'older')?.['maxTasksPerNode'], 4);
});

test('task counts are also returned where clients from before 2020-09-01 expect them', async () => {
  const version = '2020-03-01.11.0';
  await client.send('POST /jobs', { body: { id: 'counted', poolInfo: { poolId: 'none' } } });
  await client.send('POST /jobs/counted/tasks', { body: { id: 't', commandLine: 'x' } });
  assert.equal((await client.send('GET /jobs/counted/taskcounts', { version })).body['active'], 1);
});

test('a single supported version serves all clients', async (context) => {
  const single = await startSimulator({ isLenient: true, apiVersions: ['2025-06-01'] });
  context.after(() => single.close());
  const reply = await new RawClient(single, new RealClock()).send('GET /jobs', { version: oldVersion });
  assert.deepEqual([reply.status, single.requests[0]?.servedAs], [200, '2025-06-01']);
});
