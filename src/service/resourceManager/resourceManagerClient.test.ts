import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, BatchServer, json, text } from '../../../test/fakes/batchServer.ts';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { ResourceManagerClient } from './resourceManagerClient.ts';

function connect(endpoint: string) {
  const source = { getToken: async () => ({ token: 'no token of anybody', expiresOnMs: Number.POSITIVE_INFINITY }) };
  const access = { endpoint, scope: 'scope', source };
  return new ResourceManagerClient(access, new FakeClock(), () => {});
}

/** Pages of the collection, each with a link to the next. */
function pages(toLink: (page: number) => string, items: readonly object[]): Answer {
  let number = 0;
  return (response, request) => {
    number++;
    json({ value: items, nextLink: `http://${request.headers.host}${toLink(number)}` })(response, request);
  };
}

const unending = new AbortController().signal;
const cases: readonly (readonly [name: string, answer: Answer, code: string, requests: number])[] = [
  ['leads back to itself', pages((page) => `/subscriptions?page=${page % 2}`, [{ id: 's' }]), 'MalformedResponse', 3],
  ['has pages without an item only', pages((page) => `/subscriptions?page=${page}`, []), 'EndlessList', 200],
  ['leads elsewhere', json({ value: [], nextLink: 'https://evil.example/subscriptions' }), 'ForeignOrigin', 1],
  ['is a page of a proxy', text(200, '<html></html>', { 'content-type': 'text/html' }), 'MalformedResponse', 1],
];
for (const [name, answer, code, requests] of cases) {
  test(`A9-15 reading a collection that ${name} comes to an end`, async () => {
    await using server = await BatchServer.start(answer);
    const client = connect(server.url);
    await assert.rejects(Array.fromAsync(client.list('/subscriptions', '2022-12-01', unending)), { code });
    assert.equal(server.requests.length, requests);
    client.dispose();
  });
}

test('a request that is canceled while it waits for its turn ends, and so do all requests when the account is closed', async () => {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  await using server = await BatchServer.start(() => server.requests.length === 4 && resolve());
  const client = connect(server.url);
  const running = Promise.allSettled([1, 2, 3, 4].map((id) => client.get(`/${id}`, '1', unending)));
  await asked;
  const abort = new AbortController();
  const waiting = assert.rejects(client.get('/5', '1', abort.signal), Cancelled.is);
  abort.abort();
  await waiting;
  client.dispose();
  for (const result of await running) assert.ok(result.status === 'rejected' && Cancelled.is(result.reason));
});
