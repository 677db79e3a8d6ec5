import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Fault } from '../../src/simulator/http/fault.ts';
import { type Held, startHeld } from './heldSimulator.ts';
import { poolBody, type RawReply } from './rawClient.ts';

let held: Held;

before(async () => {
  held = await startHeld();
  await held.client.send('POST /pools', { body: poolBody('p') });
  for (const id of ['a', 'b']) await held.client.send('POST /jobs', { body: { id, poolInfo: { poolId: 'p' } } });
});

afterEach(() => held.simulator.clearFaults());

after(() => held.simulator.close());

function list(): Promise<RawReply> {
  return held.client.send('GET /jobs');
}

const retryAfters = ['3', 'Fri, 20 Nov 2026 09:00:07 GMT', '0', 'soon'];
for (const retryAfter of retryAfters) {
  test(`a throttled request is answered with Retry-After: ${retryAfter}`, async () => {
    held.simulator.addFault({
      operation: 'Job_List',
      times: 1,
      status: 429,
      headers: { 'retry-after': retryAfter },
      body: '{"code":"TooManyRequests","message":{"lang":"en-US","value":"Too many requests."}}',
    });
    const reply = await list();
    assert.deepEqual(
      [reply.status, reply.headers['retry-after'], reply.body.code],
      [429, retryAfter, 'TooManyRequests'],
    );
    assert.equal((await list()).status, 200);
  });
}

test('a fault affects the nth call of one operation and a given number of following calls', async () => {
  held.simulator.addFault({ operation: 'Job_List', nthCall: 2, times: 2, status: 503 });
  const statuses: number[] = [];
  for (let call = 0; call < 5; call += 1) {
    statuses.push((await list()).status);
    assert.equal((await held.client.send('GET /pools')).status, 200);
  }
  assert.deepEqual(statuses, [200, 503, 503, 200, 200]);
});

test('the fault loginPage returns an HTML page with status 200', async () => {
  held.simulator.addFault({ operation: '*', effect: 'loginPage', times: 1 });
  const reply = await list();
  assert.equal(reply.status, 200);
  assert.equal(reply.headers['content-type'], 'text/html');
  assert.match(reply.text, /<html>/);
});

const links: readonly (readonly [effect: Fault['effect'], host: RegExp])[] = [
  ['foreignNextLink', /^https:\/\/foreign\.example\.net\//],
  ['selfNextLink', /\/jobs\?api-version=/],
];
for (const [effect, pattern] of links) {
  test(`the next link of a page is changed by the fault ${effect}`, async () => {
    held.simulator.addFault({ operation: 'Job_List', times: 1, ...(effect === undefined ? {} : { effect }) });
    assert.match((await list()).body['odata.nextLink'] ?? '', pattern);
  });
}

test('a reset before the request is processed leaves it undone, and a reset after that does not', async () => {
  const add = (id: string) => held.client.send('POST /jobs', { body: { id, poolInfo: { poolId: 'p' } } });
  held.simulator.addFault({ operation: 'Job_Add', times: 1, effect: 'resetBefore' });
  await assert.rejects(add('before'));
  assert.equal((await held.client.send('GET /jobs/before')).status, 404);
  held.simulator.clearFaults();
  held.simulator.addFault({ operation: 'Job_Add', times: 1, effect: 'resetAfter' });
  await assert.rejects(add('after'));
  assert.equal((await held.client.send('GET /jobs/after')).status, 200);
});

test('faults can truncate the body of an answer, or slow it down', async () => {
  held.simulator.addFault({ operation: 'Job_List', times: 1, effect: 'truncate' });
  await assert.rejects(list());
  held.simulator.clearFaults();
  held.simulator.addFault({ operation: 'Job_Get', times: 1, effect: 'slow' });
  const slow = held.client.send('GET /jobs/a');
  let isDone = false;
  void slow.then(() => {
    isDone = true;
  });
  await held.clock.advance(1_000);
  assert.equal(isDone, false);
  while (!isDone) await held.clock.advance(10_000);
  assert.equal((await slow).body['id'], 'a');
});

test('a hanging server can still be closed', async () => {
  const other = await startHeld(undefined, [{ operation: 'Job_List', effect: 'hang' }]);
  const hanging = assert.rejects(other.client.send('GET /jobs'));
  while (other.simulator.requests.length === 0) await other.clock.advance(1);
  await Promise.all([other.simulator.close(), other.simulator.close()]);
  await hanging;
});

test('a hang after the request is processed does not undo it', async () => {
  const other = await startHeld(undefined, [{ operation: 'Job_Add', effect: 'hangAfter' }]);
  const hanging = assert.rejects(other.client.send('POST /jobs', { body: { id: 'done', poolInfo: { poolId: 'p' } } }));
  while ((await other.client.send('GET /jobs/done')).status !== 200);
  await other.simulator.close();
  await hanging;
});

test('two concurrent simulators are independent', async () => {
  const other = await startHeld();
  assert.notEqual(other.simulator.url, held.simulator.url);
  assert.notEqual(other.simulator.accountKey, held.simulator.accountKey);
  assert.deepEqual((await other.client.send('GET /jobs')).body.value, []);
  await other.simulator.close();
});

test('the request log has requests and answers', async () => {
  await held.client.send('GET /jobs/absent');
  const last = held.simulator.requests.at(-1);
  assert.deepEqual([last?.method, last?.operation, last?.status], ['GET', 'Job_Get', 404]);
});

test('faults are added and cleared over HTTP with the key', async () => {
  const path = '/$simulator/faults';
  const fault = { operation: 'Job_List', status: 503, effect: null };
  assert.equal((await held.client.send(`POST ${path}`, { body: fault })).status, 201);
  assert.equal((await list()).status, 503);
  assert.equal((await held.client.send(`DELETE ${path}`)).status, 204);
  assert.equal((await list()).status, 200);
  const unknown = await held.client.send(`POST ${path}`, { body: { operation: 'Job_List', effect: 'explode' } });
  assert.deepEqual([unknown.status, unknown.body.code], [400, 'InvalidPropertyValue']);
  const none = await held.client.send(`POST ${path}`, { body: [fault, { operation: 'JobLst', status: 503 }] });
  assert.deepEqual([none.status, none.body.code], [400, 'InvalidPropertyValue']);
  assert.match(none.text, /the closest matches are Job_List, /);
  assert.equal((await list()).status, 200, 'of faults one of which is refused none is added');
  const key = Buffer.from('wrong').toString('base64');
  assert.equal((await held.client.send(`POST ${path}`, { body: fault, key })).status, 403);
  const log = await held.client.send('GET /$simulator/requests');
  assert.ok(log.body.value?.some((record) => record['operation'] === 'Job_List' && record['status'] === 503));
});
