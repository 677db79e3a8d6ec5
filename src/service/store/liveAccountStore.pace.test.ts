import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { openLiveStore } from '../../../test/fakes/liveStore.ts';
import { BatchError } from '../../core/model/batchError.ts';

const jobsScope = { kind: 'jobs' } as const;
const poolsScope = { kind: 'pools' } as const;
const minute = 60;

/** Opens an account whose jobs are watched, and counts how often they are listed. */
async function openWatched(intervalMs = 15_000) {
  const state = { id: 'j1', lists: 0 };
  const live = openLiveStore({
    jobs: {
      listJobs: () => {
        state.lists++;
        return pagesOf([{ id: state.id }]);
      },
    },
  });
  await live.store.load(jobsScope);
  const watcher = live.store.watch(intervalMs);
  /** Waits `seconds`, and returns the seconds, counted from 1, in which the jobs were listed. */
  const listedIn = async (seconds: number): Promise<readonly number[]> => {
    const at: number[] = [];
    for (let second = 1; second <= seconds; second++) {
      const before = state.lists;
      await live.pass(1000);
      if (state.lists > before) at.push(second);
    }
    return at;
  };
  return { ...live, state, watcher, listedIn };
}

test('the polling interval grows to four times the setting while nothing changes, and is reset after a change', async () => {
  const { listedIn, state } = await openWatched();
  assert.deepEqual(await listedIn(4 * minute), [15, 30, 45, 60, 90, 120, 150, 180, 240]);
  assert.deepEqual(await listedIn(4 * minute), [60, 120, 180, 240]);
  state.id = 'j2';
  assert.deepEqual(await listedIn(2 * minute), [60, 75, 90, 105, 120]);
});

test('after an action, its effect is checked soon, then less and less often', async () => {
  const { listedIn, attempt } = await openWatched();
  await listedIn(4 * minute);
  attempt({ method: 'POST', status: 204 });
  assert.deepEqual(await listedIn(45), [2, 5, 10, 17, 28, 43]);
  attempt({ method: 'DELETE', status: 202 });
  attempt({ method: 'DELETE', status: 202 });
  assert.deepEqual(await listedIn(9), [2, 5]);
});

test('many successive actions neither delay the turns of polling nor add any', async () => {
  const { pass, attempt, state } = await openWatched();
  const before = state.lists;
  for (let second = 1; second <= minute; second++) {
    attempt({ method: 'PUT', status: 200 });
    await pass(1000);
  }
  assert.equal(state.lists - before, 18);
});

test('only changes to the account count as actions', async () => {
  const { listedIn, attempt } = await openWatched();
  attempt({ method: 'GET', status: 200 });
  attempt({ method: 'HEAD', status: 200 });
  attempt({ method: 'POST', status: 409 });
  attempt({ method: 'POST' });
  attempt({ method: 'POST', status: 200, host: 'management.azure.com' });
  assert.deepEqual(await listedIn(14), []);
});

test('a returning watcher gets one turn at once, and one that was away only briefly waits for the next turn', async () => {
  const { store, watcher, listedIn, clock, state } = await openWatched();
  watcher.dispose();
  assert.deepEqual(await listedIn(10 * minute), []);
  const returned = [store.watch(15_000), store.watch(60_000), store.watch(15_000)];
  assert.deepEqual(await listedIn(14), [1]);
  for (const one of returned) one.dispose();
  assert.equal(clock.pending, 0);
  store.watch(15_000);
  assert.deepEqual(await listedIn(15), [15]);
  assert.equal(state.lists, 3);
});

test('a list that fails alone is requested less and less often, and the others as usual', async () => {
  const lists = { jobs: 0, pools: 0, nodeCounts: 0 };
  const busy = new BatchError({ code: 'InternalError', message: 'Down.', status: 500 });
  const { store, pass } = openLiveStore({
    jobs: {
      listJobs: () => {
        lists.jobs++;
        throw busy;
      },
    },
    pools: {
      listPools: () => pagesOf([{ id: `p${++lists.pools}` }]),
      listNodeCounts: () => {
        lists.nodeCounts++;
        throw busy;
      },
    },
  });
  await Promise.all([store.load(jobsScope), store.load(poolsScope)]);
  store.watch(15_000);
  for (let turn = 0; turn < 40; turn++) await pass(15_000);
  assert.deepEqual(lists, { jobs: 7, pools: 41, nodeCounts: 7 });
});

test("a list that isn't responding is not requested again, and does not delay the others", async () => {
  const lists = { jobs: 0, pools: 0 };
  const answer = Promise.withResolvers<void>();
  const { store, pass } = openLiveStore({
    jobs: {
      async *listJobs() {
        lists.jobs++;
        if (lists.jobs === 2) await answer.promise;
        yield* pagesOf([{ id: 'j1' }]);
      },
    },
    pools: { listPools: () => pagesOf([{ id: `p${++lists.pools}` }]), listNodeCounts: () => pagesOf([]) },
  });
  await Promise.all([store.load(jobsScope), store.load(poolsScope)]);
  store.watch(15_000);
  for (let second = 0; second < 2 * minute; second++) await pass(1000);
  assert.deepEqual(lists, { jobs: 2, pools: 8 });
  answer.resolve();
  for (let second = 0; second < minute; second++) await pass(1000);
  assert.deepEqual(lists, { jobs: 6, pools: 12 });
});

test('an unchanged list is announced if it had no watchers for a long time, so that its displayed age is updated', async () => {
  const { store, clock, announced } = await openWatched();
  announced();
  clock.advance(50_000);
  await store.refresh([jobsScope]);
  assert.deepEqual(announced(), []);
  clock.advance(120_000);
  await store.refresh([jobsScope]);
  assert.deepEqual(announced(), [[jobsScope]]);
});
