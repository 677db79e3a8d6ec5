import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toAccount } from '../../../test/fakes/connect.ts';
import { type FakePorts, fakeBatchService, page, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Job, TaskCounts } from '../../core/model/job.ts';
import type { Attempt } from '../ports.ts';
import type { Scope, StoreChange } from './accountStore.ts';
import { LiveAccountStore } from './liveAccountStore.ts';

const jobsScope = { kind: 'jobs' } as const;
const poolsScope = { kind: 'pools' } as const;

function toCounts(failed: number): TaskCounts {
  return { active: 0, running: 0, completed: failed, succeeded: 0, failed };
}

function open(ports: FakePorts) {
  const clock = new FakeClock();
  const store = new LiveAccountStore(toAccount('https://a.westus.batch.azure.com'), fakeBatchService(ports), clock);
  const changes: StoreChange[] = [];
  store.onDidChange((change) => changes.push(change));
  /** Announcements since the last call, after those that are about to come. */
  const announced = (): readonly (readonly Scope[])[] => {
    clock.advance(1000);
    return changes.splice(0).map(({ scopes }) => scopes);
  };
  return { store, clock, announced };
}

/** Jobs that change between refreshes. */
function changingJobs(jobs: readonly Job[]) {
  const state = { jobs, lists: 0 };
  const listJobs = () => {
    state.lists++;
    return pagesOf(state.jobs);
  };
  return { state, listJobs };
}

test('a snapshot does not change; a new one takes its place', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1', state: 'active' }]);
  const { store } = open({ jobs: { listJobs } });
  const before = store.snapshot;
  await store.load(jobsScope);
  const loaded = store.snapshot;
  state.jobs = [{ id: 'j1', state: 'completed' }];
  await store.refresh();
  assert.deepEqual(before.slice(jobsScope).items, []);
  assert.equal(loaded.slice(jobsScope).items[0]?.state, 'active');
  assert.equal(store.snapshot.slice(jobsScope).items[0]?.state, 'completed');
});

test('only what changed is announced, several changes as one', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  const listPools = () => pagesOf([{ id: 'p1' }]);
  const { store, announced } = open({ jobs: { listJobs }, pools: { listPools, listNodeCounts: () => pagesOf([]) } });
  await Promise.all([store.load(jobsScope), store.load(poolsScope)]);
  assert.deepEqual(announced(), [[jobsScope, poolsScope]]);
  await store.refresh();
  assert.deepEqual(announced(), []);
  state.jobs = [{ id: 'j1', state: 'completed' }];
  await store.refresh();
  assert.deepEqual(announced(), [[jobsScope]]);
});

test('a refresh of some scopes leaves the others, and loads none that was not loaded', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  const { store } = open({ jobs: { listJobs } });
  await store.refresh([jobsScope, poolsScope]);
  assert.equal(state.lists, 0);
  await store.load(jobsScope);
  await store.refresh([poolsScope]);
  assert.equal(state.lists, 1);
  await store.refresh([{ kind: 'jobs' }]);
  assert.equal(state.lists, 2);
});

test('node counts come with the pools, and their failure does not spoil the pools', async () => {
  const counts = { poolId: 'p1' };
  let fails = false;
  const { store, announced } = open({
    pools: {
      listPools: () => pagesOf([{ id: 'p1' }]),
      listNodeCounts: () => {
        if (fails) throw new BatchError({ code: 'ServerBusy', message: 'Busy.' });
        return pagesOf([counts]);
      },
    },
  });
  await store.load(poolsScope);
  assert.deepEqual(store.snapshot.nodeCounts.get('p1'), counts);
  announced();
  fails = true;
  await store.refresh();
  assert.deepEqual(store.snapshot.nodeCounts.get('p1'), counts);
  assert.equal(store.snapshot.slice(poolsScope).error, undefined);
  assert.deepEqual(announced(), []);
});

test('task counts: one request a job, and the answer asked for last wins', async () => {
  const answers: ((counts: TaskCounts) => void)[] = [];
  const getTaskCounts = () => new Promise<TaskCounts>((resolve) => answers.push(resolve));
  const { store } = open({ jobs: { getTaskCounts } });
  const older = store.loadTaskCounts(['j1', 'j1']);
  const newer = store.loadTaskCounts(['j1']);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(answers.length, 2);
  answers[1]?.(toCounts(2));
  answers[0]?.(toCounts(1));
  await Promise.all([older, newer]);
  assert.equal(store.snapshot.taskCounts.get('j1')?.failed, 2);
});

test('no more than a few counts are asked for at once', async () => {
  let open_ = 0;
  let most = 0;
  const getTaskCounts = async () => {
    most = Math.max(most, ++open_);
    await new Promise((resolve) => setImmediate(resolve));
    open_--;
    return toCounts(0);
  };
  const { store } = open({ jobs: { getTaskCounts } });
  await store.loadTaskCounts(Array.from({ length: 20 }, (_, index) => `j${index}`));
  assert.equal(store.snapshot.taskCounts.size, 20);
  assert.equal(most, 4);
});

test('a refresh counts again what may have changed: not the tasks of a job that was and is completed', async () => {
  const { listJobs, state } = changingJobs([
    { id: 'running', state: 'active' },
    { id: 'done', state: 'completed' },
    { id: 'ending', state: 'active' },
    { id: 'never counted', state: 'active' },
  ]);
  const counted: string[] = [];
  const getTaskCounts = async (jobId: string) => {
    counted.push(jobId);
    return toCounts(0);
  };
  const { store } = open({ jobs: { listJobs, getTaskCounts } });
  await store.load(jobsScope);
  await store.loadTaskCounts(['running', 'done', 'ending']);
  counted.length = 0;
  state.jobs = state.jobs.map((job) => (job.id === 'ending' ? { ...job, state: 'completed' } : { ...job }));
  await store.refresh();
  assert.deepEqual(counted.sort(), ['ending', 'running']);
});

test('the counts of a job that is gone go with it', async () => {
  let isGone = false;
  const getTaskCounts = async () => {
    if (isGone) throw new BatchError({ code: 'JobNotFound', message: 'Gone.', status: 404 });
    return toCounts(1);
  };
  const { store } = open({ jobs: { getTaskCounts } });
  await store.loadTaskCounts(['j1']);
  isGone = true;
  await store.loadTaskCounts(['j1']);
  assert.equal(store.snapshot.taskCounts.has('j1'), false);
});

test('tasks are asked for by group', async () => {
  const filters: (string | undefined)[] = [];
  const { store } = open({
    tasks: {
      listTasks: (_jobId, options) => {
        filters.push(options?.filter);
        return pagesOf([]);
      },
    },
  });
  for (const group of ['failed', 'succeeded', 'running', 'preparing', 'active'] as const) {
    await store.load({ kind: 'tasks', jobId: 'j1', group });
  }
  assert.deepEqual(filters, [
    "(state eq 'completed') and (executionInfo/result eq 'failure')",
    "(state eq 'completed') and (executionInfo/result eq 'success')",
    "state eq 'running'",
    "state eq 'preparing'",
    "state eq 'active'",
  ]);
});

test('a refresh of much takes few requests', async () => {
  const jobs = Array.from({ length: 2500 }, (_, index) => ({ id: `j${index}` }));
  const pageSizes: number[] = [];
  const { store } = open({
    jobs: {
      async *listJobs({ pageSize = 1 } = {}) {
        for (let start = 0; start < jobs.length; start += pageSize) {
          pageSizes.push(pageSize);
          yield page(jobs.slice(start, start + pageSize), start + pageSize >= jobs.length);
        }
      },
    },
  });
  await store.load(jobsScope);
  for (let more = 0; more < 24; more++) await store.loadMore(jobsScope);
  assert.equal(store.snapshot.slice(jobsScope).items.length, 2500);
  assert.deepEqual(new Set(pageSizes.splice(0)), new Set([100]));
  await store.refresh();
  assert.deepEqual(pageSizes, [1000, 1000, 1000]);
});

test('every kind of scope is loaded from its own port, and each place of it for itself', async () => {
  const { store } = open({
    pools: { listPools: () => pagesOf([{ id: 'p' }]), listNodeCounts: () => pagesOf([]) },
    nodes: { listNodes: (poolId) => pagesOf([{ id: `node of ${poolId}` }]) },
    nodeFiles: { listFiles: ({ nodeId }) => pagesOf([{ name: `file of ${nodeId}`, isDirectory: false }]) },
    jobs: {
      listJobs: () => pagesOf([{ id: 'j' }]),
      listPreparationAndReleaseStatus: (jobId) => pagesOf([{ poolId: 'p', nodeId: `node of ${jobId}` }]),
    },
  });
  const scopes = [
    { kind: 'pools' },
    { kind: 'nodes', poolId: 'p1' },
    { kind: 'nodes', poolId: 'p2' },
    { kind: 'nodeFiles', poolId: 'p1', nodeId: 'n1', path: '' },
    { kind: 'jobs' },
    { kind: 'preparation', jobId: 'j1' },
  ] as const satisfies readonly Scope[];
  await Promise.all(scopes.map((scope) => store.load(scope)));
  const { snapshot } = store;
  assert.deepEqual(
    scopes.map((scope) => snapshot.slice<typeof scope.kind>(scope).items),
    [
      [{ id: 'p' }],
      [{ id: 'node of p1' }],
      [{ id: 'node of p2' }],
      [{ name: 'file of n1', isDirectory: false }],
      [{ id: 'j' }],
      [{ poolId: 'p', nodeId: 'node of j1' }],
    ],
  );
});

test('a fault of ours is shown as an error, too', async () => {
  const { store } = open({});
  await store.load(jobsScope);
  const { error } = store.snapshot.slice(jobsScope);
  assert.equal(error?.code, 'Unknown');
  assert.match(error?.message ?? '', /the fake has no jobs\.listJobs/);
});

test('a folder shows its direct children', async () => {
  const names = ['wd', 'wd/a.txt', 'wd/sub', 'wd/sub/b.txt', 'wd2', 'wd2/c.txt'];
  const asked: unknown[] = [];
  const { store } = open({
    taskFiles: {
      listFiles: (_owner, options) => {
        const { recursive = false, namePrefix = '' } = options ?? {};
        asked.push({ recursive, namePrefix });
        const found = names.filter((name) => name.startsWith(namePrefix) && (recursive || !name.includes('/')));
        return pagesOf(found.map((name) => ({ name, isDirectory: !name.endsWith('.txt') })));
      },
    },
  });
  const list = async (path: string) => {
    const scope = { kind: 'taskFiles', jobId: 'j1', taskId: 't1', path } as const;
    await store.load(scope);
    return store.snapshot.slice(scope).items.map(({ name }) => name);
  };
  assert.deepEqual(await list(''), ['wd', 'wd2']);
  assert.deepEqual(await list('wd'), ['wd/a.txt', 'wd/sub']);
  assert.deepEqual(asked, [
    { recursive: false, namePrefix: '' },
    { recursive: true, namePrefix: 'wd' },
  ]);
});

test('while the service throttles, the snapshot says until when', async () => {
  const listeners: ((attempt: Attempt) => void)[] = [];
  const onDidAttempt = (listener: (attempt: Attempt) => void) => {
    listeners.push(listener);
    return { dispose: () => {} };
  };
  const { store, announced } = open({ onDidAttempt });
  const attempt = {
    accountId: 'a',
    method: 'GET',
    path: '/',
    attempt: 1,
    durationMs: 1,
    apiVersion: '2025-06-01',
  } as const;
  const tell = (outcome: Partial<Attempt>) => {
    for (const listener of listeners) listener({ ...attempt, ...outcome });
  };
  tell({ status: 429, retryInMs: 2000 });
  assert.equal(store.snapshot.throttledUntil, '2026-11-20T09:00:02.000Z');
  assert.deepEqual(announced(), [[]]);
  tell({ status: 404 });
  assert.notEqual(store.snapshot.throttledUntil, undefined);
  tell({ status: 200 });
  assert.equal(store.snapshot.throttledUntil, undefined);
});

test('several watchers share one poller, which follows the most impatient', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  const { store, clock } = open({ jobs: { listJobs } });
  await store.load(jobsScope);
  const advance = async (ms: number) => {
    clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
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
  const { store, clock } = open({ jobs: { listJobs } });
  await store.load(jobsScope);
  const turn = async () => {
    clock.advance(10_000);
    await new Promise((resolve) => setImmediate(resolve));
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

test('many jobs are counted in turns, the stalest first', async () => {
  const jobs = Array.from({ length: 120 }, (_, index) => ({ id: `j${index}`, state: 'active' }));
  const counted: string[] = [];
  const getTaskCounts = async (jobId: string) => {
    counted.push(jobId);
    return toCounts(0);
  };
  const { store, clock } = open({ jobs: { listJobs: () => pagesOf(jobs), getTaskCounts } });
  await store.load(jobsScope);
  await store.loadTaskCounts(jobs.map(({ id }) => id));
  const countedIn = async (work: () => void | Promise<void>) => {
    counted.length = 0;
    await work();
    await new Promise((resolve) => setImmediate(resolve));
    return [...counted];
  };
  store.watch(1000);
  const turns = [
    await countedIn(() => clock.advance(1000)),
    await countedIn(() => clock.advance(1000)),
    await countedIn(() => clock.advance(1000)),
  ];
  assert.deepEqual(
    turns.map(({ length }) => length),
    [50, 50, 50],
  );
  assert.equal(new Set(turns.flat()).size, 120);
  assert.equal((await countedIn(() => store.refresh())).length, 120);
});

test('an hour of sleep is caught up by one refresh', async () => {
  const { listJobs, state } = changingJobs([{ id: 'j1' }]);
  const { store, clock } = open({ jobs: { listJobs } });
  await store.load(jobsScope);
  store.watch(10_000);
  clock.advance(3_600_000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(state.lists, 2);
});

test('a service that cannot be reached is asked less and less often, until it answers', async () => {
  const offline = new BatchError({ code: 'NetworkUnreachable', message: 'Offline.' });
  let lists = 0;
  let isOffline = true;
  const { store, clock } = open({
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
      clock.advance(1000);
      await new Promise((resolve) => setImmediate(resolve));
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
  const { store, clock } = open({
    nodes: {
      listNodes: () => {
        lists++;
        throw new BatchError({ code: 'PoolNotFound', message: 'Gone.', status: 404 });
      },
    },
  });
  await store.load(scope);
  store.watch(1000);
  clock.advance(1000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(lists, 1);
  await store.refresh([scope]);
  assert.equal(lists, 2);
});

test('disposing ends the service, and nobody is told anything after it', async () => {
  let isDisposed = false;
  const { listJobs } = changingJobs([{ id: 'j1' }]);
  const dispose = () => {
    isDisposed = true;
  };
  const { store, announced, clock } = open({ jobs: { listJobs }, dispose });
  store.watch(1000);
  const load = store.load(jobsScope);
  store.dispose();
  await load;
  assert.deepEqual(announced(), []);
  assert.equal(isDisposed, true);
  assert.equal(clock.pending, 0);
});
