import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run as retry } from '../../src/app/actions/task/retry.ts';
import { loadJob, loadPool } from '../../src/app/causes/jobItself.ts';
import type { WantedJobs } from '../../src/app/lists/taskCount.ts';
import { judgeNewest, lookIntoAll } from '../../src/cli/lookIntoAll.ts';
import { type JobResource, type PoolResource, toOwnId } from '../../src/core/model/resource.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { openCold, startCold } from './support/coldApp.ts';
import { simulate } from './support/simulate.ts';

/** The only log of the sample that is too long to be read at once: its parts have the same address. */
const long = '/jobs/train/tasks/shard-66/files/stdout.txt?';

test('a first look sends no request twice', async (context) => {
  const { simulator, store, causes, explain } = await startCold(context, 'sample');
  const watching = causes.watch();
  context.after(() => watching.dispose());
  const { isDone, toRead } = await causes.lookIntoAll(store);
  assert.deepEqual([isDone, toRead], [true, []]);
  await explain({ resource: { kind: 'account', accountId: store.account.id }, document: 'explanation' });
  const asked = simulator.requests.map(({ path }) => decodeURIComponent(path)).filter((path) => !path.startsWith(long));
  const again = asked.filter((path, index) => asked.indexOf(path) < index);
  assert.deepEqual(again, []);
  assert.ok(asked.length > 100);
  assert.deepEqual(
    simulator.requests.filter(({ operation }) => operation === 'Task_Get'),
    [],
    'lists have everything about few failed tasks',
  );
});

/** Jobs and pools as for `failures --job` and `--pool`, with the maximum number of requests. */
const questions: readonly (readonly [wanted: WantedJobs, most: number])[] = [
  [{ jobId: 'train' }, 60],
  [{ jobId: 'frames' }, 60],
  [{ jobId: 'nightly' }, 60],
  [{ poolId: 'spot-genomics' }, 60],
  [{ poolId: 'elastic' }, 60],
  // Two requests for each of 18 failed and 5 succeeded tasks, and for a start task of a task that lacks a module.
  [{ poolId: 'gpu-train' }, 64],
];
for (const [wanted, most] of questions)
  test(`only data that ${JSON.stringify(wanted)} needs is read`, async (context) => {
    const { simulator, store, causes } = await startCold(context, 'sample');
    if (wanted.jobId !== undefined) await loadJob(store, wanted.jobId);
    if (wanted.poolId !== undefined) await loadPool(store, wanted.poolId);
    const { snapshot, toRead } = await lookIntoAll(
      { causes, store },
      { note: () => undefined, progress: () => undefined, progressMs: 10_000 },
      wanted,
    );
    await judgeNewest({ causes, store }, wanted);
    assert.deepEqual(toRead, []);
    const jobs = snapshot.slice({ kind: 'jobs' }).items.map(({ id }) => id);
    assert.ok(jobs.length > 1);
    const asked = simulator.requests.map(({ path }) => /^\/jobs\/([^/?]+)\//.exec(path)?.[1] ?? '');
    const others = wanted.jobId === undefined ? [] : jobs.filter((id) => id !== wanted.jobId && asked.includes(id));
    assert.deepEqual(others, []);
    assert.ok(simulator.requests.length <= most, `${simulator.requests.length} requests`);
  });

/**
 * For 18 failed and 5 succeeded tasks, whose logs take two requests each, and for the node and both logs of a start
 * task.
 */
const longest: { readonly [jobId: string]: number } = { train: 72 };

test('a page that is opened first reads only its own data', async (context) => {
  const { simulator, store } = await startCold(context, 'sample');
  await Promise.all([store.load({ kind: 'jobs' }), store.load({ kind: 'pools' })]);
  const { snapshot } = store;
  const accountId = store.account.id;
  const resources: readonly (JobResource | PoolResource)[] = [
    ...snapshot.slice({ kind: 'jobs' }).items.map(({ id }) => ({ kind: 'job', accountId, jobId: id }) as const),
    ...snapshot.slice({ kind: 'pools' }).items.map(({ id }) => ({ kind: 'pool', accountId, poolId: id }) as const),
  ];
  assert.ok(resources.length > 12);
  for (const resource of resources) {
    const cold = openCold(simulator);
    const { asked } = await cold.explain({ resource, document: 'explanation' });
    cold.close();
    const id = toOwnId(resource);
    assert.ok(asked.length <= (longest[id] ?? 60), `${resource.kind} ${id}: ${asked.length} requests`);
  }
});

test('the page of a cause of pools, nodes, or jobs is complete without the logs of tasks', async (context) => {
  const { simulator, store, causes, explain } = await startCold(context, 'sample');
  const watching = causes.watch();
  context.after(() => watching.dispose());
  const all = await causes.lookIntoAll(store);
  const others = all.causes.filter(({ cluster }) => cluster.kind !== 'task');
  assert.ok(others.length > 5);
  for (const { cluster } of others) {
    const { fingerprint, title } = cluster;
    const target = {
      resource: { kind: 'account', accountId: store.account.id },
      document: 'cause',
      fingerprint,
    } as const;
    const cold = openCold(simulator);
    const { asked, text } = await cold.explain(target);
    cold.close();
    assert.equal(text, (await explain(target)).text, title);
    assert.ok(asked.length <= 40, `${title}: ${asked.length} requests`);
  }
});

test('data that determines an action or its outcome is always read again', async (context) => {
  const world = await simulate(makeSmallWorld(1, 2, 0));
  context.after(() => world.close());
  const store = await world.accounts.getStore(world.accountId);
  const watching = world.causes.watch();
  context.after(() => watching.dispose());
  await world.causes.lookIntoAll(store);
  const task = { kind: 'task', accountId: world.accountId, jobId: 'broken', taskId: 'f0' } as const;
  const before = world.simulator.requests.length;
  await world.run(retry, [task], { question: () => 'confirm' });
  const sent = world.simulator.requests.slice(before).map(({ operation = '' }) => operation);
  const retried = sent.indexOf('Task_Reactivate');
  assert.ok(retried > 0, sent.join(' '));
  assert.ok(sent.slice(0, retried).includes('Task_Get'), sent.join(' '));
  assert.ok(
    sent.slice(retried).some((operation) => operation === 'Task_Get' || operation === 'Task_List'),
    sent.join(' '),
  );
});
