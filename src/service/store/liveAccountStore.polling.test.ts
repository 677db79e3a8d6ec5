import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { changingJobs, openLiveStore } from '../../../test/fakes/liveStore.ts';
import { BatchError } from '../../core/model/batchError.ts';

const jobsScope = { kind: 'jobs' } as const;

test('several watchers share one poller, which uses the shortest interval', async () => {
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

test('lists without a watcher are not refreshed', async () => {
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

test('A9-6 after an hour of sleep, there is only one refresh', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  const { store, pass } = openLiveStore({ jobs: { listJobs } });
  await store.load(jobsScope);
  store.watch(10_000);
  await pass(3_600_000);
  assert.equal(state.lists, 2);
});

test('an unreachable service is requested less and less often, until it answers', async () => {
  const offline = new BatchError({ code: 'NetworkUnreachable', message: 'Offline.' });
  let lists = 0;
  let isOffline = true;
  const { store, pass } = openLiveStore({
    jobs: {
      listJobs: () => {
        lists++;
        if (isOffline) throw offline;
        return pagesOf([{ id: `j${lists}` }]);
      },
    },
  });
  await store.load(jobsScope);
  store.watch(1000);
  const listsIn = async (seconds: number) => {
    const before = lists;
    for (let second = 0; second < seconds; second++) await pass(1000);
    return lists - before;
  };
  assert.equal(await listsIn(7), 3);
  assert.equal(await listsIn(100), 10);
  isOffline = false;
  assert.equal(await listsIn(10), 3);
  assert.equal(await listsIn(5), 5);
});

test('a deleted item is not polled, but a manual refresh requests it again', async () => {
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

test('A9-6 after a night of sleep, each list is requested once, however many watchers there are', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  let pools = 0;
  const listPools = () => {
    pools++;
    return pagesOf([]);
  };
  const { store, pass } = openLiveStore({
    jobs: { listJobs },
    pools: { listPools, listNodeCounts: () => pagesOf([]) },
  });
  await Promise.all([store.load(jobsScope), store.load({ kind: 'pools' })]);
  store.watch(10_000);
  store.watch(30_000);
  await pass(8 * 3_600_000);
  assert.deepEqual([state.lists, pools], [2, 2]);
});

test('A9-15 a list that returns no items pauses after 200 pages, is not polled, and continues where it stopped', async () => {
  let asked = 0;
  const { store, pass } = openLiveStore({
    jobs: {
      async *listJobs() {
        for (;;) {
          asked++;
          yield page(asked === 450 ? [{ id: 'j450' }] : [], false);
        }
      },
    },
  });
  await store.load(jobsScope);
  const slice = () => store.snapshot.slice(jobsScope);
  assert.deepEqual([asked, slice().emptyPages, slice().hasMore, slice().loading], [200, 200, true, false]);
  store.watch(10_000);
  await pass(60_000);
  assert.equal(asked, 200);
  await store.loadMore(jobsScope);
  assert.deepEqual([asked, slice().emptyPages], [400, 200]);
  await store.loadMore(jobsScope);
  assert.deepEqual([asked, slice().emptyPages, slice().items], [450, undefined, [{ id: 'j450' }]]);
});

test('A9-15 a list pauses after a minute without an item', async () => {
  let asked = 0;
  const live = openLiveStore({
    jobs: {
      async *listJobs() {
        for (;;) {
          asked++;
          live.clock.advance(20_000);
          yield page([], false);
        }
      },
    },
  });
  await live.store.load(jobsScope);
  assert.deepEqual([asked, live.store.snapshot.slice(jobsScope).emptyPages], [3, 3]);
});
