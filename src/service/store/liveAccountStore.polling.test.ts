import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { changingJobs, openLiveStore } from '../../../test/fakes/liveStore.ts';
import { BatchError } from '../../core/model/batchError.ts';

const jobsScope = { kind: 'jobs' } as const;

test('several watchers share one poller, which follows the most impatient', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  const { store, clock, pass } = openLiveStore({ jobs: { listJobs } });
  await store.load(jobsScope);
  const advance = async (ms: number) => {
    await pass(ms);
    return state.lists;
  };
  const slow = store.watch(30_000);
  const quick = store.watch(10_000);
  assert.equal(await advance(10_000), 2);
  assert.equal(await advance(10_000), 3);
  quick.dispose();
  assert.equal(await advance(20_000), 3);
  assert.equal(await advance(10_000), 4);
  slow.dispose();
  assert.equal(await advance(3_600_000), 4);
  assert.equal(clock.pending, 0);
});

test('what no watcher looks at is not refreshed', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  const { store, pass } = openLiveStore({ jobs: { listJobs } });
  await store.load(jobsScope);
  const turn = async () => {
    await pass(10_000);
    return state.lists;
  };
  const elsewhere = store.watch(10_000, ({ kind }) => kind === 'pools');
  assert.equal(await turn(), 1);
  const here = store.watch(10_000, ({ kind }) => kind === 'jobs');
  assert.equal(await turn(), 2);
  here.dispose();
  assert.equal(await turn(), 2);
  elsewhere.dispose();
});

test('an hour of sleep is caught up by one refresh', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  const { store, pass } = openLiveStore({ jobs: { listJobs } });
  await store.load(jobsScope);
  store.watch(10_000);
  await pass(3_600_000);
  assert.equal(state.lists, 2);
});

test('a service that cannot be reached is asked less and less often, until it answers', async () => {
  const offline = new BatchError({ code: 'NetworkUnreachable', message: 'Offline.' });
  let lists = 0;
  let isOffline = true;
  const { store, pass } = openLiveStore({
    jobs: {
      listJobs: () => {
        lists++;
        if (isOffline) throw offline;
        return pagesOf([{ id: 'j1' }]);
      },
    },
  });
  await store.load(jobsScope);
  store.watch(1000);
  const listsIn = async (seconds: number) => {
    const before = lists;
    for (let second = 0; second < seconds; second++) {
      await pass(1000);
    }
    return lists - before;
  };
  assert.equal(await listsIn(7), 3);
  assert.equal(await listsIn(100), 10);
  isOffline = false;
  assert.equal(await listsIn(10), 3);
  assert.equal(await listsIn(5), 5);
});

test('what is gone is not polled, but a refresh by hand asks again', async () => {
  const scope = { kind: 'nodes', poolId: 'p1' } as const;
  let lists = 0;
  const { store, pass } = openLiveStore({
    nodes: {
      listNodes: () => {
        lists++;
        throw new BatchError({ code: 'PoolNotFound', message: 'Gone.', status: 404 });
      },
    },
  });
  await store.load(scope);
  store.watch(1000);
  await pass(1000);
  assert.equal(lists, 1);
  await store.refresh([scope]);
  assert.equal(lists, 2);
});
