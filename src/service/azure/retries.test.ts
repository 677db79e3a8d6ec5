import assert from 'node:assert/strict';
import { type Answer, BatchServer, failure, json, reset, text, truncate } from '../../../test/fakes/batchServer.ts';
import { testVersions } from '../../../test/fakes/connect.ts';
import { BatchError } from '../../core/model/batchError.ts';

const job = json({ id: 'j1' });

const curable: readonly (readonly [name: string, fault: Answer])[] = [
  ['429', failure(429, 'TooManyRequests')],
  ['503', failure(503, 'ServerBusy')],
  ['500', failure(500, 'InternalError')],
  ['408', text(408)],
  ['502 with a page of HTML', text(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' })],
  ['a reset', reset],
  ['half an answer', truncate],
];

for (const [name, fault] of curable) {
  testVersions(`a GET is sent again after ${name}`, async ({ connectTo }) => {
    await using server = await BatchServer.start(fault, fault, job);
    const { service, attempts } = connectTo(server.url);
    assert.equal((await service.jobs.getJob('j1')).id, 'j1');
    assert.deepEqual(
      attempts.map(({ attempt, status }) => ({ attempt, succeeded: status === 200 })),
      [
        { attempt: 1, succeeded: false },
        { attempt: 2, succeeded: false },
        { attempt: 3, succeeded: true },
      ],
    );
  });
}

testVersions('a request is attempted at most five times', async ({ connectTo }) => {
  await using server = await BatchServer.start(failure(503, 'ServerBusy'));
  const { service, attempts } = connectTo(server.url);
  await assert.rejects(service.jobs.getJob('j1'), (error) => BatchError.is(error, 'ServerBusy'));
  assert.equal(server.requests.length, 5);
  assert.equal(attempts.at(-1)?.retryInMs, undefined);
});

testVersions('every attempt has its own signature and ID', async ({ connectTo }) => {
  const busy = failure(503, 'ServerBusy', { headers: { 'retry-after': '2' } });
  await using server = await BatchServer.start(busy, busy, job);
  const { service } = connectTo(server.url);
  await service.jobs.getJob('j1');
  for (const name of ['authorization', 'client-request-id']) {
    assert.equal(new Set(server.requests.map(({ headers }) => headers[name])).size, 3, name);
  }
});

const waits: readonly (readonly [header: string, waitMs: number])[] = [
  ['2', 2500],
  ['Fri, 20 Nov 2026 09:00:30 GMT', 30_500],
  ['-1', 3000],
  ['later', 3000],
  ['', 3000],
];
for (const [header, waitMs] of waits) {
  testVersions(
    `A9-7 Retry-After "${header}" causes a wait of ${waitMs} ms, which is reported`,
    async ({ connectTo }) => {
      await using server = await BatchServer.start(
        failure(429, 'TooManyRequests', { headers: { 'retry-after': header } }),
        job,
      );
      const { service, attempts, clock } = connectTo(server.url);
      const startMs = clock.now();
      await service.jobs.getJob('j1');
      assert.equal(attempts[0]?.retryInMs, waitMs);
      assert.equal(clock.now() - startMs, waitMs);
    },
  );
}

testVersions('A9-7 a wait of an hour that the service requests is refused', async ({ connectTo }) => {
  await using server = await BatchServer.start(failure(429, 'TooManyRequests', { headers: { 'retry-after': '3600' } }));
  const { service } = connectTo(server.url);
  await assert.rejects(service.jobs.getJob('j1'), (error) => BatchError.is(error) && error.retryAfterMs === 3_600_000);
  assert.equal(server.requests.length, 1);
});

const harmless: readonly (readonly [name: string, fault: Answer])[] = [
  ['429', failure(429, 'TooManyRequests')],
  ['503 with Retry-After', failure(503, 'ServerBusy', { headers: { 'retry-after': '1' } })],
];
for (const [name, fault] of harmless) {
  testVersions(`a reactivation is sent again after ${name}`, async ({ connectTo }) => {
    await using server = await BatchServer.start(fault, text(204));
    const { service } = connectTo(server.url);
    await service.tasks.reactivateTask('j1', 't1');
    assert.equal(server.requests.length, 2);
  });
}

const doubtful: readonly (readonly [name: string, fault: Answer])[] = [
  ['500', failure(500, 'InternalError')],
  ['503 without Retry-After', failure(503, 'ServerBusy')],
  ['408', text(408)],
  ['a reset', reset],
];
for (const [name, fault] of doubtful) {
  testVersions(
    `A9-14 a reactivation is not sent again after ${name}, and the error shows that it may have happened`,
    async ({ connectTo }) => {
      await using server = await BatchServer.start(fault, text(204));
      const { service } = connectTo(server.url);
      await assert.rejects(
        service.tasks.reactivateTask('j1', 't1'),
        (error) => BatchError.is(error) && error.mayHaveActed && error.retryable,
      );
      assert.equal(server.requests.length, 1);
    },
  );
}

const foreign: readonly (readonly [name: string, answer: Answer])[] = [
  ...[300, 302, 304, 307].map((status) => [`a ${status}`, text(status)] as const),
  ['a 302 to another host', text(302, '', { location: 'https://sign-in.example/' })],
  ['a 200 with a page', text(200, '<html>Sign in</html>', { 'content-type': 'text/html' })],
  ['a 299', text(299)],
];
for (const [name, answer] of foreign) {
  testVersions(`A9-14 ${name} leaves open whether a change was carried out`, async ({ connectTo }) => {
    await using server = await BatchServer.start(answer);
    const { service } = connectTo(server.url);
    await assert.rejects(service.tasks.reactivateTask('j1', 't1'), { mayHaveActed: true });
    await assert.rejects(service.jobs.deleteJob('j1'), { mayHaveActed: true });
    await assert.rejects(service.jobs.getJob('j1'), { mayHaveActed: false });
    assert.equal(server.requests.length, 3);
  });
}

testVersions('a refusal by a web page shows that the service has not acted', async ({ connectTo }) => {
  await using server = await BatchServer.start(text(403, '<html>No</html>', { 'content-type': 'text/html' }));
  const { service } = connectTo(server.url);
  await assert.rejects(service.jobs.deleteJob('j1'), { code: 'NotBatchService', mayHaveActed: false });
});

testVersions('a conflict is reported without a retry', async ({ connectTo, version }) => {
  await using server = await BatchServer.start(failure(409, 'TaskNotCompleted', { message: 'It is not completed.' }));
  const { service, attempts } = connectTo(server.url);
  await assert.rejects(service.tasks.reactivateTask('j1', 't1'), {
    code: 'TaskNotCompleted',
    message: 'It is not completed.',
    mayHaveActed: false,
  });
  assert.deepEqual(
    attempts.map(({ method, path, status, code, requestId }) => ({ method, path, status, code, requestId })),
    [
      {
        method: 'POST',
        path: `/jobs/j1/tasks/t1/reactivate?api-version=${version}`,
        status: 409,
        code: 'TaskNotCompleted',
        requestId: '00000000-0000-0000-0000-000000000001',
      },
    ],
  );
});

testVersions(
  'A9-1 a port on which no server listens, no longer or ever, is reported as unreachable',
  async ({ connectTo }) => {
    const server = await BatchServer.start(job);
    const known = connectTo(server.url);
    await known.service.jobs.getJob('j1');
    const never = connectTo(server.url);
    await server[Symbol.asyncDispose]();
    const code = 'NetworkUnreachable';
    await assert.rejects(never.service.tasks.reactivateTask('j1', 't1'), { code, mayHaveActed: false });
    assert.equal(never.attempts.length, 1);
    known.attempts.length = 0;
    await assert.rejects(known.service.jobs.getJob('j1'), { code });
    // The first of the attempts used a connection that was open when the server closed.
    assert.equal(known.attempts.length, 3);
  },
);

testVersions('while the service requests a wait, other requests wait, too', async ({ connectTo }) => {
  const throttled = failure(429, 'TooManyRequests', { headers: { 'retry-after': '10' } });
  await using server = await BatchServer.start(throttled, job);
  const notified = Promise.withResolvers<void>();
  const { service, clock } = connectTo(server.url, { onAttempt: () => notified.resolve() });
  const first = service.jobs.getJob('j1');
  await notified.promise;
  const second = service.jobs.getJob('j2');
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(9999);
  // Anything sent before would arrive before this request.
  await fetch(server.url);
  assert.equal(server.requests.filter(({ url }) => url.startsWith('/jobs/')).length, 1);
  clock.advance(2000);
  await Promise.all([first, second]);
});

for (const status of [404, 409, 500]) {
  testVersions(`a ${status} that requests a wait delays no other request`, async ({ connectTo }) => {
    const refusal = failure(status, 'JobNotFound', { headers: { 'retry-after': '100' } });
    await using server = await BatchServer.start(refusal, json({ id: 'j2' }));
    const { service, clock } = connectTo(server.url);
    await assert.rejects(service.jobs.deleteJob('j1'), { status });
    const heldBack = Promise.withResolvers<never>();
    const schedule = clock.schedule.bind(clock);
    clock.schedule = (delayMs, callback) => {
      if (delayMs >= 100_000) heldBack.reject(new Error('It is held back.'));
      return schedule(delayMs, callback);
    };
    await Promise.race([service.jobs.getJob('j2'), heldBack.promise]);
  });
}

testVersions('A9-7 a clock that is set back during a requested wait does not prolong it', async ({ connectTo }) => {
  const throttled = failure(429, 'TooManyRequests', { headers: { 'retry-after': '5' } });
  await using server = await BatchServer.start(throttled, job);
  const { service, clock, attempts } = connectTo(server.url);
  const schedule = clock.schedule.bind(clock);
  const tooLong = Promise.withResolvers<never>();
  clock.schedule = (delayMs, callback) => {
    if (delayMs > 60_000) tooLong.reject(new Error(`It waits for ${delayMs} ms.`));
    if (delayMs >= 5_000 && delayMs < 7_000) clock.setBy(-3_600_000);
    return schedule(delayMs, callback);
  };
  await Promise.race([service.jobs.getJob('j1'), tooLong.promise]);
  assert.ok(attempts.every(({ durationMs }) => durationMs >= 0));
});
