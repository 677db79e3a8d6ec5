import assert from 'node:assert/strict';
import { addJob, addPool, collect, testBothVersions } from './simulated.ts';

const busy = JSON.stringify({ code: 'ServerBusy', message: { lang: 'en-US', value: 'The server is busy.' } });
const throttled = JSON.stringify({ code: 'TooManyRequests', message: { lang: 'en-US', value: 'Too many requests.' } });

testBothVersions('a throttled request is retried after the wait, and reported', async (world) => {
  const { service, simulator, attempts } = world;
  await service.verify();
  simulator.addFault({
    operation: 'Job_List',
    nthCall: 1,
    times: 2,
    status: 429,
    headers: { 'retry-after': '0' },
    body: throttled,
  });
  await collect(service.jobs.listJobs());
  assert.deepEqual(
    attempts.slice(-3).map(({ attempt, status, code, retryInMs }) => [attempt, status, code, retryInMs]),
    [
      [1, 429, 'TooManyRequests', 0],
      [2, 429, 'TooManyRequests', 0],
      [3, 200, undefined, undefined],
    ],
  );
});

for (const effect of ['resetBefore', 'resetAfter', 'truncate'] as const) {
  testBothVersions(`a list is read completely despite ${effect} in the middle`, async (world) => {
    const { service, simulator } = world;
    await addPool(world, 'pool', 0);
    await addJob(world, 'job', 'pool', ['a', 'b', 'c']);
    await service.verify();
    simulator.addFault({ operation: 'Task_List', nthCall: 2, effect });
    const tasks = await collect(service.tasks.listTasks('job', { pageSize: 1 }));
    assert.deepEqual(
      tasks.map(({ id }) => id),
      ['a', 'b', 'c'],
    );
  });
}

testBothVersions('a retry whose answer is lost is not sent twice', async (world) => {
  const { service, simulator } = world;
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['fail']);
  await service.verify();
  simulator.addFault({ operation: 'Task_Reactivate', nthCall: 1, effect: 'resetAfter' });
  await assert.rejects(service.tasks.reactivateTask('job', 'fail'), { code: 'ConnectionReset', mayHaveActed: true });
  assert.equal(simulator.requests.filter(({ operation }) => operation === 'Task_Reactivate').length, 1);
  assert.equal((await service.tasks.getTask('job', 'fail')).state, 'active');
});

testBothVersions('a retry that was refused because of load is sent again', async (world) => {
  const { service, simulator } = world;
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['fail']);
  await service.verify();
  const headers = { 'retry-after': '0' };
  simulator.addFault({ operation: 'Task_Reactivate', nthCall: 1, status: 503, headers, body: busy });
  await service.tasks.reactivateTask('job', 'fail');
  assert.equal((await service.tasks.getTask('job', 'fail')).state, 'active');
});

testBothVersions('a sign-in page in place of the service is reported as such', async ({ service, simulator }) => {
  await service.verify();
  simulator.addFault({ operation: 'Job_List', effect: 'loginPage' });
  await assert.rejects(collect(service.jobs.listJobs()), { code: 'NotBatchService' });
});

testBothVersions('a list whose link leads to another host, or back to itself, is refused', async (world) => {
  const { service, simulator } = world;
  await service.verify();
  simulator.addFault({ operation: 'Job_List', nthCall: 1, effect: 'foreignNextLink' });
  await assert.rejects(collect(service.jobs.listJobs()), { code: 'ForeignOrigin' });
  simulator.clearFaults();
  simulator.addFault({ operation: 'Job_List', nthCall: 1, effect: 'selfNextLink' });
  await assert.rejects(collect(service.jobs.listJobs()), { code: 'MalformedResponse' });
});

testBothVersions('a wrong key is distinguished from a wrong clock', async ({ connect, account, clock, simulator }) => {
  const key = Buffer.from('another key').toString('base64');
  const wrongKey = connect({ credential: { kind: 'sharedKey', accountName: account.name, key } });
  await assert.rejects(wrongKey.verify(), { code: 'AuthenticationFailed', status: 403 });
  const lateMs = 20 * 60_000;
  const wrongClock = connect({
    credential: { kind: 'sharedKey', accountName: account.name, key: simulator.accountKey },
    clock: { now: () => clock.now() - lateMs, elapsedMs: () => clock.now(), schedule: () => ({ cancel: () => {} }) },
  });
  await assert.rejects(wrongClock.verify(), { code: 'ClockSkew', message: /20 min behind/ });
});

testBothVersions('thirty simultaneous requests all succeed', async (world) => {
  const { service } = world;
  await addPool(world, 'pool', 0);
  const pools = await Promise.all(Array.from({ length: 30 }, () => service.pools.getPool('pool')));
  assert.ok(pools.every(({ id }) => id === 'pool'));
});
