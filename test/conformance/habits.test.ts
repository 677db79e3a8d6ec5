import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Held, startHeld } from './heldSimulator.ts';
import { poolBody, type RawOptions } from './rawClient.ts';

/** Ways in which clients in other languages write the same requests. */
let held: Held;

before(async () => {
  held = await startHeld();
  await held.client.send('POST /pools', { body: poolBody('p', 1) });
  for (const id of ['j', 'k', 'l']) await held.client.send('POST /jobs', { body: { id, poolInfo: { poolId: 'p' } } });
  await held.client.send('POST /jobs/j/tasks', { body: { id: 't', commandLine: 'work' } });
  await held.clock.advance(20_000);
});

after(() => held.simulator.close());

const habits: readonly (readonly [habit: string, what: string, options: RawOptions, status: number])[] = [
  ['the date in the Date header', 'GET /jobs', { dateHeader: 'date' }, 200],
  [
    'plain JSON as media type',
    'PATCH /jobs/j',
    { text: '{"priority":3}', headers: { 'content-type': 'application/json' } },
    200,
  ],
  ['a length of nothing on DELETE', 'DELETE /jobs/k', { headers: { 'content-length': '0' } }, 202],
  ['an Accept of its own', 'GET /jobs', { headers: { accept: 'application/json;odata=minimalmetadata' } }, 200],
  ['a media type without a body', 'GET /jobs', { headers: { 'content-type': 'application/json; charset=utf-8' } }, 200],
  [
    'slashes in the path of a file as they are',
    'GET /pools/p/nodes/NODE/files/workitems/j/job-1/t/stdout.txt',
    {},
    200,
  ],
  [
    'slashes in the path of a file encoded',
    'GET /pools/p/nodes/NODE/files/workitems%2Fj%2Fjob-1%2Ft%2Fstdout.txt',
    {},
    200,
  ],
  ['names of parameters in any case', 'GET /jobs', { query: { maxResults: '1', timeOut: '30' } }, 200],
  ['literal paths in any case', 'GET /Jobs/j/TaskCounts', {}, 200],
  [
    'an ETag in quotes that is another',
    'PATCH /jobs/j',
    { body: { priority: 1 }, headers: { 'if-match': '"0x1"' } },
    412,
  ],
  ['an ETag that is any', 'PATCH /jobs/j', { body: { priority: 1 }, headers: { 'if-match': '*' } }, 200],
];

for (const [habit, what, options, status] of habits) {
  test(`a request with ${habit} gets the same status as from the service: ${what}`, async () => {
    const [node] = (await held.client.send('GET /pools/p/nodes')).body.value ?? [];
    const reply = await held.client.send(what.replace('NODE', String(node?.['id'])), options);
    assert.equal(reply.status, status, reply.text);
  });
}

test('a next link may be used unchanged, or parsed and signed in lowercase', async () => {
  const first = await held.client.send('GET /jobs', { query: { maxresults: '1' } });
  const next = new URL(first.body['odata.nextLink'] ?? '');
  const query = Object.fromEntries(next.searchParams);
  const token = query['$skiptoken'] ?? '';
  const second = await held.client.send('GET /jobs', { query });
  assert.equal(second.body.value?.length, 1);
  const { $skiptoken: _token, ...rest } = query;
  const again = await held.client.send('GET /jobs', { query: { ...rest, $skipToken: token } });
  assert.deepEqual(again.body.value, second.body.value);
});
