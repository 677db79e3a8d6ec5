import assert from 'node:assert/strict';
import { askService } from '../../src/app/actions/explorer/askService.ts';
import { parseFindText } from '../../src/app/actions/explorer/findText.ts';
import { toFoundName } from '../../src/app/actions/explorer/found.ts';
import { addJob, addPool, type SimulatedAccount, testBothVersions } from './simulated.ts';

/** Returns an account's results for a search text, and the paths and filters of the requests for it. */
async function ask({ service, account, attempts }: SimulatedAccount, typed: string, jobId?: string) {
  // The first answer determines the API version.
  await service.verify();
  const before = attempts.length;
  const focus = jobId === undefined ? {} : { job: { kind: 'job', accountId: account.id, jobId } as const };
  const answer = await askService(parseFindText(typed), { account, service }, focus, new AbortController().signal);
  const sent = attempts.slice(before).map(({ path }) => {
    const url = new URL(path, account.endpoint);
    return [url.pathname, url.searchParams.get('$filter'), url.searchParams.get('maxresults')] as const;
  });
  return {
    found: answer.found.map((one) => `${one.resource.kind} ${toFoundName(one)}`).sort(),
    hasMore: answer.hasMore,
    sent: sent.sort(([one], [other]) => one.localeCompare(other)),
  };
}

testBothVersions('items that begin with a text are requested with one page of each list', async (world) => {
  await addPool(world, 'batch-pool');
  await addJob(world, 'batch-0777', 'batch-pool', ['succeed']);
  await addJob(world, 'other', 'batch-pool', ['succeed']);
  const { found, hasMore, sent } = await ask(world, 'BATCH-');
  assert.deepEqual(found, ['job batch-0777', 'pool batch-pool']);
  assert.equal(hasMore, false);
  const filter = "startswith(id,'BATCH-')";
  assert.deepEqual(sent, [
    ['/jobs', filter, '10'],
    ['/jobschedules', filter, '10'],
    ['/pools', filter, '10'],
  ]);
});

testBothVersions('a task is searched for only in the job in focus', async (world) => {
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['task-0-succeed', 'task-1-fail']);
  const { found, sent } = await ask(world, 'task', 'job');
  assert.deepEqual(found, ['task task-0-succeed', 'task task-1-fail']);
  assert.deepEqual(
    sent.map(([path]) => path),
    ['/jobs', '/jobs/job/tasks', '/pools'],
  );
});

testBothVersions('job/task requests only the task and the tasks whose IDs begin with the text', async (world) => {
  await addPool(world, 'pool');
  await addJob(
    world,
    'job',
    'pool',
    Array.from({ length: 12 }, (_, index) => `task-${index}-succeed`),
  );
  const one = await ask(world, 'job/task-11-succeed');
  assert.deepEqual([...new Set(one.found)], ['task task-11-succeed']);
  assert.deepEqual(
    one.sent.map(([path]) => path),
    ['/jobs/job/tasks', '/jobs/job/tasks/task-11-succeed'],
  );
  const many = await ask(world, 'job/');
  assert.deepEqual([many.found.length, many.hasMore, many.sent.length], [10, true, 1]);
  assert.deepEqual((await ask(world, 'unknown/task-1')).found, []);
});

testBothVersions('a text that no ID can contain causes no request', async (world) => {
  assert.deepEqual((await ask(world, 'node 7')).sent, []);
  assert.deepEqual((await ask(world, "o'brien")).sent, []);
});
