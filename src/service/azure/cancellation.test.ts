import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type Answer, BatchServer, failure, json } from '../../../test/fakes/batchServer.ts';
import { testVersions } from '../../../test/fakes/connect.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { silenceLimitMs } from './http/timeLimit.ts';

/** An answer that never comes, and a promise for the moment when it was asked for. */
function hanging(): { readonly answer: Answer; readonly asked: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { answer: () => resolve(), asked: promise };
}

testVersions('a running request ends at once, and its connection with it', async ({ connectTo }) => {
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

testVersions('the wait before the next attempt ends at once', async ({ connectTo }) => {
  await using server = await BatchServer.start(failure(503, 'ServerBusy', { headers: { 'retry-after': '60' } }));
  const abort = new AbortController();
  const { service, clock } = connectTo(server.url, { onAttempt: () => setImmediate(() => abort.abort()) });
  await assert.rejects(service.jobs.getJob('j1', { signal: abort.signal }), Cancelled.is);
  assert.equal(server.requests.length, 1);
  assert.equal(clock.pending, 0);
});

testVersions('what was given up before is not sent', async ({ connectTo }) => {
  await using server = await BatchServer.start(json({ id: 'j1' }));
  const { service } = connectTo(server.url);
  await assert.rejects(service.jobs.getJob('j1', { signal: AbortSignal.abort() }), Cancelled.is);
  assert.equal(server.requests.length, 0);
});

testVersions('a service that never answers is given up', async ({ connectTo }) => {
  const { answer, asked } = hanging();
  await using server = await BatchServer.start(answer);
  const { service, clock } = connectTo(server.url);
  const call = service.tasks.reactivateTask('j1', 't1');
  await asked;
  clock.advance(silenceLimitMs);
  await assert.rejects(call, { code: 'RequestTimedOut', mayHaveActed: true });
});

testVersions('disposing ends what is under way, and what would be tried again', async ({ connectTo }) => {
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
