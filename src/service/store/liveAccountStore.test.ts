import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { changingJobs, openLiveStore } from '../../../test/fakes/liveStore.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Attempt } from '../ports.ts';

const jobsScope = { kind: 'jobs' } as const;
const poolsScope = { kind: 'pools' } as const;

test('a snapshot never changes, and changes create a new snapshot', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1', state: 'active' }]);
  const { store } = openLiveStore({ jobs: { listJobs } });
  const before = store.snapshot;
  await store.load(jobsScope);
  const loaded = store.snapshot;
  state.jobs = [{ id: 'j1', state: 'completed' }];
  await store.refresh();
  assert.deepEqual(before.slice(jobsScope).items, []);
  assert.equal(loaded.slice(jobsScope).items[0]?.state, 'active');
  assert.equal(store.snapshot.slice(jobsScope).items[0]?.state, 'completed');
});

test('only changes are announced, several changes together', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  const listPools = () => pagesOf([{ id: 'p1' }]);
  const { store, announced } = openLiveStore({
    jobs: { listJobs },
    pools: { listPools, listNodeCounts: () => pagesOf([]) },
  });
  await Promise.all([store.load(jobsScope), store.load(poolsScope)]);
  assert.deepEqual(announced(), [[jobsScope, poolsScope]]);
  await store.refresh();
  assert.deepEqual(announced(), []);
  state.jobs = [{ id: 'j1', state: 'completed' }];
  await store.refresh();
  assert.deepEqual(announced(), [[jobsScope]]);
});

test('a refresh of some scopes does not affect the others, and loads no scope that was not loaded before', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  const { store } = openLiveStore({ jobs: { listJobs } });
  await store.refresh([jobsScope, poolsScope]);
  assert.equal(state.lists, 0);
  await store.load(jobsScope);
  await store.refresh([poolsScope]);
  assert.equal(state.lists, 1);
  await store.refresh([{ kind: 'jobs' }]);
  assert.equal(state.lists, 2);
});

test('scopes that failed to load are reloaded together, and no others are', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  const down = { isDown: true, lists: 0 };
  const listPools = () => {
    down.lists += 1;
    if (down.isDown) throw new BatchError({ code: 'NetworkUnreachable', message: 'Offline.' });
    return pagesOf([{ id: 'p1' }]);
  };
  const listNodes = () => {
    if (down.isDown) throw new BatchError({ code: 'HostNotFound', message: 'Offline.' });
    return pagesOf([{ id: 'n1' }]);
  };
  const { store } = openLiveStore({
    jobs: { listJobs },
    pools: { listPools, listNodeCounts: () => pagesOf([]) },
    nodes: { listNodes },
  });
  const nodesScope = { kind: 'nodes', poolId: 'p1' } as const;
  await Promise.all([store.load(jobsScope), store.load(poolsScope), store.load(nodesScope)]);
  const failed = [poolsScope, nodesScope].filter((scope) => store.snapshot.slice(scope).error !== undefined);
  assert.equal(failed.length, 2);
  down.isDown = false;
  await store.reloadFailed();
  assert.equal(store.snapshot.slice(poolsScope).items[0]?.id, 'p1');
  assert.equal(store.snapshot.slice(nodesScope).items[0]?.id, 'n1');
  await store.reloadFailed();
  assert.deepEqual([state.lists, down.lists], [1, 2]);
});

test('a defect of the extension is shown as an error too', async () => {
  const { store } = openLiveStore({});
  await store.load(jobsScope);
  const { error } = store.snapshot.slice(jobsScope);
  assert.equal(error?.code, 'Unknown');
  assert.match(error?.message ?? '', /the fake has no jobs\.listJobs/);
});

test('while the service throttles, the snapshot contains the end of the wait', async () => {
  const listeners: ((attempt: Attempt) => void)[] = [];
  const onDidAttempt = (listener: (attempt: Attempt) => void) => {
    listeners.push(listener);
    return { dispose: () => {} };
  };
  const { store, clock, announced } = openLiveStore({ onDidAttempt });
  const attempt = {
    accountId: 'a',
    method: 'GET',
    path: '/',
    attempt: 1,
    durationMs: 1,
    apiVersion: '2025-06-01',
  } as const;
  const notify = (outcome: Partial<Attempt>) => {
    for (const listener of listeners) listener({ ...attempt, ...outcome });
  };
  notify({ status: 429, retryInMs: 2000 });
  assert.equal(store.snapshot.throttledUntil, '2026-11-20T09:00:02.000Z');
  assert.deepEqual(announced(), [[]]);
  notify({ status: 404 });
  notify({ status: 200 });
  assert.equal(store.snapshot.throttledUntil, '2026-11-20T09:00:02.000Z');
  clock.advance(1000);
  announced();
  notify({ status: 200 });
  assert.deepEqual(announced(), [[]], 'nothing is waited for any more');
  assert.equal(store.snapshot.throttledUntil, '2026-11-20T09:00:02.000Z');
  clock.advance(30_000);
  notify({ status: 429, retryInMs: 4000 });
  assert.equal(store.snapshot.throttledUntil, new Date(clock.now() + 4000).toISOString());
  clock.advance(4000);
  notify({ status: 200 });
  clock.advance(59_000);
  assert.ok(store.snapshot.throttledUntil, 'a minute after the last, and not the first');
  clock.advance(1000);
  assert.equal(store.snapshot.throttledUntil, undefined);
});

test('A9-34 disposing the store closes the service, and no change is announced afterward', async () => {
  let isDisposed = false;
  const { listJobs } = changingJobs([{ id: 'j1' }]);
  const dispose = () => {
    isDisposed = true;
  };
  const { store, announced, clock } = openLiveStore({ jobs: { listJobs }, dispose });
  store.watch(1000);
  const load = store.load(jobsScope);
  store.dispose();
  await load;
  assert.deepEqual(announced(), []);
  assert.equal(isDisposed, true);
  assert.equal(clock.pending, 0);
});
