import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noNodes } from '../../../test/builders/nodeCounts.ts';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { page, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { FakeStore } from '../../../test/fakes/fakeStore.ts';
import { failedCounts, openLiveStore } from '../../../test/fakes/liveStore.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Job } from '../../core/model/job.ts';
import type { Task } from '../../core/model/task.ts';
import type { Page } from '../../service/ports.ts';
import { FailureLoader } from './failureLoader.ts';

test('failures are loaded, and nothing about healthy items', async (context) => {
  const known = snapshot()
    .with({ kind: 'jobs' }, [
      { id: 'failed' },
      { id: 'well' },
      { id: 'stuck', jobPreparationTask: { commandLine: 'prepare' } },
    ])
    .withTaskCounts('failed', { failed: 2 })
    .withTaskCounts('well', { succeeded: 9 })
    .withTaskCounts('stuck', { active: 3 })
    .with({ kind: 'pools' }, [{ id: 'broken' }, { id: 'healthy' }])
    .withNodeCounts({ poolId: 'broken', dedicated: { ...noNodes, unusable: 1 } })
    .withNodeCounts({ poolId: 'healthy', dedicated: { ...noNodes, idle: 4 } })
    .build();
  const store = new FakeStore(known.account, known);
  context.after(() => store.dispose());
  await new FailureLoader(Date.now).load(store);
  // Pools and jobs do not wait for each other.
  assert.deepEqual(
    store.loaded.toSorted((one, other) => one.kind.localeCompare(other.kind)),
    [
      { kind: 'failures', jobId: 'failed' },
      { kind: 'nodes', poolId: 'broken' },
      { kind: 'preparation', jobId: 'stuck' },
    ],
  );
});

test('waiting tasks are read if none runs or a dependency may have failed, in twenty jobs at first', async (context) => {
  const queued = Array.from({ length: 25 }, (_, index): Job => ({ id: `q${index}`, state: 'active' }));
  const flow: Job = { id: 'flow', state: 'active', usesTaskDependencies: true };
  const builder = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'runs', state: 'active' }, { id: 'off', state: 'disabled' }, flow, ...queued])
    .with({ kind: 'pools' }, [])
    .withTaskCounts('runs', { active: 3, running: 1 })
    .withTaskCounts('off', { active: 3 })
    .withTaskCounts('flow', { active: 3, running: 1, failed: 1 });
  const known = queued.reduce((built, { id }) => built.withTaskCounts(id, { active: 2 }), builder).build();
  const store = new FakeStore(known.account, known);
  context.after(() => store.dispose());
  const loader = new FailureLoader(Date.now);
  const listWaiting = () =>
    store.loaded.flatMap((scope) => (scope.kind === 'tasks' ? [`${scope.group} ${scope.jobId}`] : []));
  await loader.load(store);
  assert.deepEqual(listWaiting(), ['active flow', ...queued.slice(0, 19).map(({ id }) => `active ${id}`)]);
  loader.widen(store);
  await loader.load(store);
  assert.ok(listWaiting().includes('active q24'));
});

test("a list of waiting tasks is refreshed when the service's counts change", () => {
  const scope = { kind: 'tasks', jobId: 'j', group: 'active' } as const;
  const wants = (active: number, more = false) => {
    const known = snapshot()
      .with({ kind: 'jobs' }, [{ id: 'j', state: 'active' }])
      .withTaskCounts('j', { active })
      .with(scope, [{ id: 'a' }], { more })
      .build();
    return new FailureLoader(Date.now).wants(new FakeStore(known.account, known), scope);
  };
  assert.equal(wants(1), false);
  assert.equal(wants(2), true);
  assert.equal(wants(2, true), false);
  assert.equal(wants(0), true);
});

/** Makes an account of thirty jobs, each with a failed task; `asked` lists the requests about jobs in order. */
function openFailing() {
  const asked: string[] = [];
  const jobs = Array.from({ length: 30 }, (_, index): Job => ({ id: `j${index}`, state: 'active' }));
  const { store } = openLiveStore({
    jobs: {
      listJobs: () => pagesOf(jobs),
      getTaskCounts: async (jobId) => {
        asked.push(`count ${jobId}`);
        return failedCounts(1);
      },
    },
    tasks: {
      listTasks: (jobId) => {
        asked.push(`list ${jobId}`);
        return pagesOf([{ id: 't1' }]);
      },
    },
    pools: { listPools: () => pagesOf([]), listNodeCounts: () => pagesOf([]) },
  });
  return { store, asked };
}

test('the first failed tasks are loaded before all jobs are counted', async (context) => {
  const { store, asked } = openFailing();
  context.after(() => store.dispose());
  await new FailureLoader(Date.now).load(store);
  assert.ok(asked.indexOf('list j0') <= 3, asked.join(', '));
  assert.equal(asked.filter((one) => one.startsWith('count')).length, 30);
  assert.equal(asked.filter((one) => one.startsWith('list')).length, 30);
});

test('the number of passes over the jobs does not grow with the number of failing jobs', async () => {
  const few: readonly Task[] = [{ id: 't1' }];
  const page = Array.from({ length: 1000 }, (_, index): Task => ({ id: `t${index}` }));
  const countLooks = async (jobs: number, tasks: readonly Task[], more: boolean): Promise<number> => {
    const ids = Array.from({ length: jobs }, (_, index) => ({ id: `j${index}` }));
    const builder = ids.reduce(
      (known, { id }) =>
        known.withTaskCounts(id, { failed: tasks.length }).with({ kind: 'failures', jobId: id }, tasks, { more }),
      snapshot().with({ kind: 'jobs' }, ids),
    );
    const known = builder.with({ kind: 'pools' }, []).build();
    let looks = 0;
    const counting: typeof known = {
      ...known,
      slice: (scope) => {
        looks += 1;
        return known.slice(scope);
      },
    };
    const store = new FakeStore(known.account, counting);
    await new FailureLoader(Date.now).load(store);
    store.dispose();
    return looks;
  };
  // The longer lists together have more tasks than are read at first.
  for (const [tasks, more] of [
    [few, false],
    [page, true],
  ] as const) {
    const [ofFew, ofMany] = [await countLooks(50, tasks, more), await countLooks(200, tasks, more)];
    assert.ok(ofMany < 5 * ofFew, `${ofFew} looks for 50 jobs, ${ofMany} for 200`);
  }
});

test('loading the failures of an account again sends nothing', async (context) => {
  const { store, asked } = openFailing();
  context.after(() => store.dispose());
  const loader = new FailureLoader(Date.now);
  await Promise.all([loader.load(store), loader.load(store)]);
  assert.equal(new Set(asked).size, asked.length);
  const before = asked.length;
  await loader.load(store);
  assert.equal(asked.length, before);
});

/** Makes an account whose jobs have this many failed tasks each; `pages` counts the requests for them. */
function openLarge(jobs: number, failed: number) {
  const state = { failed, pages: 0, nowMs: 0 };
  const ids = Array.from({ length: jobs }, (_, index): Job => ({ id: `j${index}`, state: 'active' }));
  async function* inPages<T>(items: readonly T[], pageSize: number): AsyncGenerator<Page<T>> {
    for (let from = 0; from === 0 || from < items.length; from += pageSize) {
      yield page(items.slice(from, from + pageSize), from + pageSize >= items.length);
    }
  }
  const { store, clock } = openLiveStore({
    jobs: {
      listJobs: ({ pageSize = 1000 } = {}) => inPages(ids, pageSize),
      getTaskCounts: async () => failedCounts(state.failed),
    },
    tasks: {
      async *listTasks(_jobId, { pageSize = 1 } = {}) {
        const tasks = Array.from({ length: state.failed }, (_, index) => ({ id: `t${index}` }));
        for await (const one of inPages(tasks, pageSize)) {
          state.pages += 1;
          yield one;
        }
      },
    },
    pools: { listPools: () => pagesOf([]), listNodeCounts: () => pagesOf([]) },
  });
  const read = () => {
    const { snapshot: known } = store;
    const { items } = known.slice({ kind: 'jobs' });
    const lists = items.map(({ id }) => known.slice({ kind: 'failures', jobId: id }).items.length);
    return { jobs: items.length, tasks: lists.reduce((sum, count) => sum + count, 0), most: Math.max(0, ...lists) };
  };
  return { store, clock, state, read, loader: new FailureLoader(() => clock.now()) };
}

test('all failed tasks of jobs are read, a thousand per request', async (context) => {
  const { store, state, read, loader } = openLarge(3, 2500);
  context.after(() => store.dispose());
  assert.equal(loader.isDone(store), false);
  await loader.load(store);
  assert.equal(loader.isDone(store), true);
  assert.deepEqual(read(), { jobs: 3, tasks: 7500, most: 2500 });
  assert.equal(state.pages, 9);
});

test('no more failures of a job are read than a window can hold, until the user wants more', async (context) => {
  const { store, read, loader } = openLarge(1, 25_000);
  context.after(() => store.dispose());
  await loader.load(store);
  assert.equal(read().tasks, 10_000);
  loader.widen(store);
  assert.equal(loader.isDone(store), false);
  await loader.load(store);
  assert.equal(read().tasks, 20_000);
});

test('the first failures of each of many jobs are read, in total no more than a window can hold', async (context) => {
  const { store, read, loader } = openLarge(20, 5000);
  context.after(() => store.dispose());
  await loader.load(store);
  const { tasks } = read();
  assert.ok(tasks >= 30_000 && tasks < 33_000, String(tasks));
  const lists = store.snapshot
    .slice({ kind: 'jobs' })
    .items.map(({ id }) => ({ kind: 'failures', jobId: id }) as const);
  assert.ok(lists.every((scope) => store.snapshot.slice(scope).items.length >= 1000));
});

test('all jobs are read, however many there are', async (context) => {
  const { store, read, loader } = openLarge(700, 1);
  context.after(() => store.dispose());
  await loader.load(store);
  assert.deepEqual(read(), { jobs: 700, tasks: 700, most: 1 });
});

test('loading stops when the result is no longer wanted', async (context) => {
  const { store, read, loader } = openLarge(700, 1);
  context.after(() => store.dispose());
  await loader.load(store, () => read().tasks < 10);
  assert.ok(read().tasks < 20, String(read().tasks));
  assert.equal(loader.isDone(store), false);
  await loader.load(store);
  assert.equal(read().tasks, 700);
});

test("a list is reloaded when the service's counts change, but a long list is not reloaded every time", async (context) => {
  const { store, clock, state, read, loader } = openLarge(1, 2500);
  context.after(() => store.dispose());
  const scope = { kind: 'failures', jobId: 'j0' } as const;
  await loader.load(store);
  clock.advance(60_000);
  assert.equal(loader.wants(store, scope), false, 'nothing has changed');
  await loader.load(store);
  assert.equal(state.pages, 3);
  state.failed = 2400;
  await store.loadTaskCounts(['j0']);
  assert.equal(loader.wants(store, scope), true);
  await loader.load(store);
  assert.equal(read().tasks, 2400);
  state.failed = 2300;
  await store.loadTaskCounts(['j0']);
  clock.advance(20_000);
  assert.equal(loader.wants(store, scope), false, 'it was read just now');
  clock.advance(30_000);
  assert.equal(loader.wants(store, scope), true);
});

test('an unreadable list is retried at the next round, not on every change', async (context) => {
  let asked = 0;
  const { store } = openLiveStore({
    jobs: { listJobs: () => pagesOf([{ id: 'j' }]), getTaskCounts: async () => failedCounts(1) },
    tasks: {
      listTasks: () => {
        asked += 1;
        throw new BatchError({ code: 'ServerBusy', message: 'It is busy.' });
      },
    },
    pools: { listPools: () => pagesOf([]), listNodeCounts: () => pagesOf([]) },
  });
  context.after(() => store.dispose());
  const loader = new FailureLoader(Date.now);
  await loader.load(store);
  await loader.load(store);
  assert.equal(asked, 1);
  assert.equal(loader.wants(store, { kind: 'failures', jobId: 'j' }), true);
});

test('jobs that the service does not count are recorded, and requested again', async (context) => {
  const state = { isBusy: true };
  const { store } = openLiveStore({
    jobs: {
      listJobs: () => pagesOf([{ id: 'counted' }, { id: 'not counted' }]),
      getTaskCounts: async (jobId) => {
        if (state.isBusy && jobId === 'not counted')
          throw new BatchError({ code: 'ServerBusy', message: 'It is busy.' });
        return failedCounts(0);
      },
    },
    pools: { listPools: () => pagesOf([]), listNodeCounts: () => pagesOf([]) },
  });
  context.after(() => store.dispose());
  const loader = new FailureLoader(Date.now);
  assert.deepEqual(loader.findUncounted(store), [], 'nobody has asked');
  await loader.load(store);
  assert.deepEqual(loader.findUncounted(store), ['not counted']);
  state.isBusy = false;
  await loader.load(store);
  assert.deepEqual(loader.findUncounted(store), []);
});

test('pools on all pages of their list are inspected', async (context) => {
  const asked: string[] = [];
  const unusable = { poolId: 'broken', dedicated: { ...noNodes, unusable: 1 } };
  const { store } = openLiveStore({
    jobs: { listJobs: () => pagesOf([]) },
    pools: {
      listPools: () => pagesOf([{ id: 'well' }], [{ id: 'broken' }]),
      listNodeCounts: () => pagesOf([unusable]),
    },
    nodes: {
      listNodes: (poolId) => {
        asked.push(poolId);
        return pagesOf([{ id: 'n', state: 'unusable' }]);
      },
    },
  });
  context.after(() => store.dispose());
  await new FailureLoader(Date.now).load(store);
  assert.deepEqual(asked, ['broken']);
});

test('twenty of many pools with broken nodes are inspected, and more when the user wants that', async (context) => {
  const ids = Array.from({ length: 25 }, (_, index) => `p${index}`);
  const asked: string[] = [];
  const { store } = openLiveStore({
    jobs: { listJobs: () => pagesOf([]) },
    pools: {
      listPools: () => pagesOf(ids.map((id) => ({ id }))),
      listNodeCounts: () => pagesOf(ids.map((poolId) => ({ poolId, dedicated: { ...noNodes, unusable: 1 } }))),
    },
    nodes: {
      listNodes: (poolId) => {
        asked.push(poolId);
        return pagesOf([{ id: 'n', state: 'unusable' }]);
      },
    },
  });
  context.after(() => store.dispose());
  const loader = new FailureLoader(Date.now);
  await loader.load(store);
  assert.equal(asked.length, 20);
  loader.widen(store);
  await loader.load(store);
  assert.deepEqual(asked, ids);
});

test('the nodes of a pool are read until all nodes that the service counts as broken are found', async (context) => {
  const nodes = (['idle', 'unusable', 'idle'] as const).map((state, index) => ({ id: `n${index}`, state }));
  const unusable = { poolId: 'p', dedicated: { ...noNodes, idle: 2, unusable: 1 } };
  const { store } = openLiveStore({
    jobs: { listJobs: () => pagesOf([]) },
    pools: { listPools: () => pagesOf([{ id: 'p' }]), listNodeCounts: () => pagesOf([unusable]) },
    nodes: { listNodes: () => pagesOf(...nodes.map((node) => [node])) },
  });
  context.after(() => store.dispose());
  await new FailureLoader(Date.now).load(store);
  const { items } = store.snapshot.slice({ kind: 'nodes', poolId: 'p' });
  assert.deepEqual(items, nodes.slice(0, 2));
});

test('A9-15 reading an endless list without items stops, and continues once when the user wants more', async (context) => {
  let asked = 0;
  async function* listJobs() {
    for (;;) {
      asked++;
      yield page<{ id: string }>([], false);
    }
  }
  const { store } = openLiveStore({
    jobs: { listJobs },
    pools: { listPools: () => pagesOf([]), listNodeCounts: () => pagesOf([]) },
  });
  context.after(() => store.dispose());
  const loader = new FailureLoader(Date.now);
  await loader.load(store);
  await loader.load(store);
  assert.equal(asked, 200);
  loader.widen(store);
  await loader.load(store);
  await loader.load(store);
  assert.equal(asked, 400);
});
