import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type Answer, BatchServer, failure, json, text } from '../../../test/fakes/batchServer.ts';
import { testVersions } from '../../../test/fakes/connect.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { BatchService, ChangeOptions } from '../ports.ts';
import { silenceLimitMs } from './http/timeLimit.ts';

/** A response that never comes, and a promise that resolves when it is requested. */
function hanging(): { readonly answer: Answer; readonly asked: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { answer: () => resolve(), asked: promise };
}

testVersions('cancellation ends a running request and its connection at once', async ({ connectTo }) => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const abort = new AbortController();
  await using server = await BatchServer.start((response) => {
    void once(response, 'close').then(() => resolve());
    abort.abort();
  });
  const { service, attempts } = connectTo(server.url);
  await assert.rejects(service.jobs.getJob('j1', { signal: abort.signal }), Cancelled.is);
  await closed;
  assert.deepEqual(attempts, []);
});

testVersions('cancellation ends the wait before the next attempt at once', async ({ connectTo }) => {
  await using server = await BatchServer.start(failure(503, 'ServerBusy', { headers: { 'retry-after': '60' } }));
  const abort = new AbortController();
  const { service, clock } = connectTo(server.url, { onAttempt: () => setImmediate(() => abort.abort()) });
  await assert.rejects(service.jobs.getJob('j1', { signal: abort.signal }), Cancelled.is);
  assert.equal(server.requests.length, 1);
  assert.equal(clock.pending, 0);
});

testVersions('a request that was canceled before is not sent', async ({ connectTo }) => {
  await using server = await BatchServer.start(json({ id: 'j1' }));
  const { service } = connectTo(server.url);
  await assert.rejects(service.jobs.getJob('j1', { signal: AbortSignal.abort() }), Cancelled.is);
  assert.equal(server.requests.length, 0);
});

testVersions('a request that is never answered times out', async ({ connectTo }) => {
  const { answer, asked } = hanging();
  await using server = await BatchServer.start(answer);
  const { service, clock } = connectTo(server.url);
  const call = service.tasks.reactivateTask('j1', 't1');
  await asked;
  clock.advance(silenceLimitMs);
  await assert.rejects(call, { code: 'RequestTimedOut', mayHaveActed: true });
});

testVersions('disposing ends running requests, and those that would be retried', async ({ connectTo }) => {
  const { answer, asked } = hanging();
  await using server = await BatchServer.start(answer);
  const { service } = connectTo(server.url);
  const call = service.jobs.getJob('j1');
  await asked;
  service.dispose();
  await assert.rejects(call, Cancelled.is);
  await assert.rejects(service.jobs.getJob('j1'), Cancelled.is);
  assert.equal(server.requests.length, 1);
});

/** A call of every method that changes something. */
const changes: readonly (readonly [
  name: string,
  call: (service: BatchService, options: ChangeOptions) => Promise<void>,
])[] = [
  ['POST', (service, options) => service.nodes.rebootNode('p1', 'n1', 'requeue', options)],
  ['PUT', (service, options) => service.nodes.updateUser('p1', 'n1', { name: 'u1' }, options)],
  ['DELETE', (service, options) => service.tasks.deleteTask('j1', 't1', options)],
];

for (const [method, change] of changes) {
  testVersions(`a ${method} that was sent is not aborted by a cancellation`, async ({ connectTo }) => {
    const abort = new AbortController();
    await using server = await BatchServer.start((response, request) => {
      abort.abort();
      // The delayed response gives the client time to react to the cancellation first.
      setImmediate(() => setImmediate(() => text(statusOf(method))(response, request)));
    });
    const { service, attempts } = connectTo(server.url);
    await change(service, { signal: abort.signal });
    assert.deepEqual(
      attempts.map((attempt) => [attempt.method, attempt.status]),
      [[method, statusOf(method)]],
    );
  });

  testVersions(`a ${method} that was sent is not aborted when its account is closed`, async ({ connectTo }) => {
    const sent = Promise.withResolvers<() => void>();
    await using server = await BatchServer.start((response, request) =>
      sent.resolve(() => text(statusOf(method))(response, request)),
    );
    const { service } = connectTo(server.url);
    const call = change(service, {});
    const answer = await sent.promise;
    service.dispose();
    await assert.rejects(change(service, {}), Cancelled.is);
    answer();
    await call;
    assert.equal(server.requests.length, 1);
  });

  testVersions(`a ${method} without an answer ends by its own timeout`, async ({ connectTo }) => {
    const { answer, asked } = hanging();
    await using server = await BatchServer.start(answer);
    const abort = new AbortController();
    const { service, clock } = connectTo(server.url);
    const call = change(service, { signal: abort.signal });
    await asked;
    abort.abort();
    clock.advance(silenceLimitMs);
    await assert.rejects(call, { code: 'RequestTimedOut', mayHaveActed: true });
  });

  testVersions(`a refused ${method} is not sent again after it was canceled`, async ({ connectTo }) => {
    const headers = { 'retry-after': '60' };
    await using server = await BatchServer.start(failure(429, 'TooManyRequests', { headers }), text(statusOf(method)));
    const abort = new AbortController();
    const { service, clock } = connectTo(server.url, { onAttempt: () => setImmediate(() => abort.abort()) });
    await assert.rejects(change(service, { signal: abort.signal }), Cancelled.is);
    assert.equal(server.requests.length, 1);
    assert.equal(clock.pending, 0);
  });

  testVersions(`a ${method} that was canceled before is not sent`, async ({ connectTo }) => {
    await using server = await BatchServer.start(text(statusOf(method)));
    const { service } = connectTo(server.url);
    await assert.rejects(change(service, { signal: AbortSignal.abort() }), Cancelled.is);
    assert.equal(server.requests.length, 0);
  });
}

/** Status of the service's response to a change that it accepts. */
function statusOf(method: string): number {
  return method === 'POST' ? 202 : 200;
}
