import assert from 'node:assert/strict';
import { createAccountStore } from '../../src/service/service.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import { addJob, addPool, type SimulatedAccount, testBothVersions } from './simulated.ts';

const jobs = { kind: 'jobs' } as const;
const failedTasks = { kind: 'tasks', jobId: 'job', group: 'failed' } as const;
const succeededTasks = { kind: 'tasks', jobId: 'job', group: 'succeeded' } as const;

function openStore({ account, service }: SimulatedAccount): AccountStore {
  return createAccountStore(account, service);
}

testBothVersions('the store follows a failed task to its success', async (world) => {
  const { service, clock } = world;
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['fail', 'fail-once', 'succeed']);
  const store = openStore(world);
  await Promise.all([store.load(jobs), store.load(failedTasks), store.load(succeededTasks)]);
  await store.loadTaskCounts(['job']);
  const ids = (scope: typeof failedTasks | typeof succeededTasks) =>
    store.snapshot.slice(scope).items.map(({ id }) => id);
  assert.deepEqual(ids(failedTasks), ['fail', 'fail-once']);
  assert.equal(store.snapshot.taskCounts.get('job')?.failed, 2);

  const unchanged = store.snapshot.slice(failedTasks).items[0];
  await service.tasks.reactivateTask('job', 'fail-once');
  await clock.advance(60_000);
  await store.refresh();
  assert.deepEqual(ids(failedTasks), ['fail']);
  assert.deepEqual(ids(succeededTasks), ['fail-once', 'succeed']);
  assert.equal(store.snapshot.taskCounts.get('job')?.failed, 1);
  assert.equal(store.snapshot.slice(failedTasks).items[0], unchanged);
  store.dispose();
});

testBothVersions('folders of a task are listed level by level', async (world) => {
  await addPool(world, 'pool');
  await addJob(world, 'job', 'pool', ['succeed']);
  const store = openStore(world);
  const list = async (path: string) => {
    const scope = { kind: 'taskFiles', jobId: 'job', taskId: 'succeed', path } as const;
    await store.load(scope);
    return store.snapshot.slice(scope).items.map(({ name }) => name);
  };
  assert.ok((await list('')).includes('wd'));
  assert.ok((await list('wd')).includes('wd/out'));
  assert.deepEqual(await list('wd/out'), ['wd/out/result.txt']);
  store.dispose();
});

testBothVersions('data that cannot be refreshed is kept, with the error', async (world) => {
  await addPool(world, 'pool', 0);
  await addJob(world, 'job', 'pool', []);
  const store = openStore(world);
  await store.load(jobs);
  world.simulator.addFault({ operation: 'Job_List', effect: 'loginPage' });
  await store.refresh([jobs]);
  const slice = store.snapshot.slice(jobs);
  assert.equal(slice.items.length, 1);
  assert.equal(slice.error?.code, 'NotBatchService');
  store.dispose();
});
