import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { failedCounts, openLiveStore } from '../../../test/fakes/liveStore.ts';
import type { TaskCounts } from '../../core/model/job.ts';
import type { Task } from '../../core/model/task.ts';
import { listPadded } from '../../core/relations/taskDependencies.ts';
import type { Scope } from './accountStore.ts';

const jobsScope = { kind: 'jobs' } as const;

test('tasks are requested separately for each group', async () => {
  const filters: (string | undefined)[] = [];
  const { store } = openLiveStore({
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

test('a refresh of many scopes takes few requests', async () => {
  const jobs = Array.from({ length: 2500 }, (_, index) => ({ id: `j${index}` }));
  const pageSizes: number[] = [];
  const { store } = openLiveStore({
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

test("every kind of scope is loaded through its own port, and each item's scope separately", async () => {
  const { store } = openLiveStore({
    pools: { listPools: () => pagesOf([{ id: 'p' }]), listNodeCounts: () => pagesOf([]) },
    nodes: { listNodes: (poolId) => pagesOf([{ id: `node of ${poolId}` }]) },
    nodeFiles: { listFiles: ({ nodeId }) => pagesOf([{ name: `file of ${nodeId}`, isDirectory: false }]) },
    jobs: {
      listJobs: () => pagesOf([{ id: 'j' }]),
      listPreparationAndReleaseStatus: (jobId) => pagesOf([{ poolId: 'p', nodeId: `node of ${jobId}` }]),
    },
    jobSchedules: {
      listJobSchedules: () => pagesOf([{ id: 's' }]),
      listJobsFromSchedule: (scheduleId) => pagesOf([{ id: `${scheduleId}:job-1` }]),
    },
  });
  const scopes = [
    { kind: 'pools' },
    { kind: 'nodes', poolId: 'p1' },
    { kind: 'nodes', poolId: 'p2' },
    { kind: 'nodeFiles', poolId: 'p1', nodeId: 'n1', path: '' },
    { kind: 'jobs' },
    { kind: 'preparation', jobId: 'j1' },
    { kind: 'jobSchedules' },
    { kind: 'scheduleJobs', scheduleId: 's' },
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
      [{ id: 's' }],
      [{ id: 's:job-1' }],
    ],
  );
});

test('a folder shows its direct children', async () => {
  const names = ['wd', 'wd/a.txt', 'wd/sub', 'wd/sub/b.txt', 'wd2', 'wd2/c.txt'];
  const asked: unknown[] = [];
  const { store } = openLiveStore({
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

test('in an account with few failures, the failures are listed with all details', async () => {
  const counts = new Map([
    ['few', 200],
    ['more', 1],
  ]);
  const selects: unknown[] = [];
  const { store } = openLiveStore({
    jobs: { getTaskCounts: async (jobId) => failedCounts(counts.get(jobId) ?? 0) },
    tasks: {
      listTasks: (_jobId, { select } = {}) => {
        selects.push(select);
        return pagesOf([{ id: 't', state: 'completed' }]);
      },
    },
  });
  for (const jobId of counts.keys()) {
    await store.loadTaskCounts([jobId]);
    await store.load({ kind: 'failures', jobId });
  }
  assert.equal(selects[0], undefined);
  assert.notEqual(selects[1], undefined, 'with one more there are too many');
});

test('failures are requested a thousand at a time, with the details of their cause, and repeated values are shared', async () => {
  const asked: unknown[] = [];
  const failureInfo = {
    category: 'UserError',
    code: 'BlobNotFound',
    details: [{ name: 'FilePath', value: 'a.exr' }],
  } as const;
  const toFailed = (id: string): Task => ({
    id,
    state: 'completed',
    commandLine: 'render',
    constraints: { maxWallClockTime: 'PT1H' },
    executionInfo: { result: 'failure', failureInfo: { ...failureInfo } },
    nodeInfo: { poolId: 'p', nodeId: 'n', taskRootDirectory: `workitems/j/${id}`, nodeUrl: 'https://a/n' },
  });
  const { store } = openLiveStore({
    tasks: {
      listTasks: (jobId, { signal: _signal, ...options } = {}) => {
        asked.push({ jobId, ...options });
        return pagesOf([toFailed('t1'), toFailed('t2')], [toFailed('t3')]);
      },
    },
  });
  const scope = { kind: 'failures', jobId: 'j' } as const;
  await store.load(scope);
  await store.loadMore(scope);
  assert.deepEqual(asked, [
    {
      jobId: 'j',
      filter: "(state eq 'completed') and (executionInfo/result eq 'failure')",
      select: [
        'id',
        'creationTime',
        'state',
        'stateTransitionTime',
        'commandLine',
        'constraints',
        'exitConditions',
        'executionInfo',
        'nodeInfo',
        'requiredSlots',
        'multiInstanceSettings',
      ],
      pageSize: 1000,
      isPatient: true,
    },
  ]);
  const { items, hasMore } = store.snapshot.slice(scope);
  assert.equal(hasMore, false);
  assert.deepEqual(items[2], { ...toFailed('t3'), isExcerpt: true, nodeInfo: { poolId: 'p', nodeId: 'n' } });
  assert.equal(new Set(items.map(({ nodeInfo }) => nodeInfo)).size, 1);
  assert.equal(new Set(items.map(({ constraints }) => constraints)).size, 1);
  assert.equal(new Set(items.map(({ executionInfo }) => executionInfo?.failureInfo)).size, 1);
});

const waiting = (task: Partial<Task>) => async (): Promise<Task> => ({ id: 'merge', state: 'active', ...task });

test('a few dependencies are requested by ID, in two requests', async () => {
  const asked: unknown[] = [];
  const { store } = openLiveStore({
    tasks: {
      getTask: waiting({ dependsOn: { taskIds: ['a'], taskIdRanges: [{ start: 7, end: 8 }] } }),
      listTasks: (jobId, options) => {
        asked.push([jobId, options?.filter]);
        return pagesOf([{ id: 'a', state: 'running' }]);
      },
    },
  });
  const scope = { kind: 'dependencies', jobId: 'j1', taskId: 'merge' } as const;
  await store.load(scope);
  const named = ['a', ...listPadded(7), ...listPadded(8)].map((id) => `(id eq '${id}')`);
  assert.deepEqual(asked, [['j1', named.join(' or ')]]);
  assert.deepEqual(
    store.snapshot.slice(scope).items.map(({ id, isMissing }) => (isMissing ? `no ${id}` : id)),
    ['a', 'no 7', 'no 8'],
  );
});

const countOf = (completed: number) => async (): Promise<TaskCounts> => ({
  active: 1,
  running: 0,
  completed,
  succeeded: completed,
  failed: 0,
});

test('the existence of a hundred tasks is checked by ID, or by listing the job if that takes fewer requests', async () => {
  const done = { state: 'completed', executionInfo: { exitCode: 0, result: 'success' } } as const;
  const load = async (
    tasksOfJob: number,
  ): Promise<[filters: readonly (string | undefined)[], items: readonly string[]]> => {
    const filters: (string | undefined)[] = [];
    const { store } = openLiveStore({
      jobs: { getTaskCounts: countOf(tasksOfJob) },
      tasks: {
        getTask: waiting({ dependsOn: { taskIdRanges: [{ start: 1, end: 100 }] } }),
        listTasks: (_jobId, options) => {
          filters.push(options?.filter);
          const isAsked = (id: string): boolean => options?.filter?.includes(`'${id}'`) ?? true;
          const ids = Array.from({ length: 99 }, (_, index) => String(index + 1)).filter(isAsked);
          return pagesOf([
            ...ids.map((id) => ({ id, ...done })),
            ...(options?.filter ? [] : [{ id: 'other', ...done }]),
          ]);
        },
      },
    });
    const scope = { kind: 'dependencies', jobId: 'j1', taskId: 'merge' } as const;
    await store.load(scope);
    const { items, hasMore } = store.snapshot.slice(scope);
    assert.equal(hasMore, false);
    return [filters, items.map(({ id, isMissing }) => (isMissing ? `no ${id}` : id))];
  };
  const [byIds, found] = await load(100_000);
  assert.equal(byIds.length, 4);
  assert.deepEqual([found.length, found.at(-1)], [100, 'no 100']);
  const [whole, same] = await load(900);
  assert.deepEqual(whole, [undefined]);
  assert.deepEqual(same, found);
});

test('a large number of dependencies is looked up in the list of tasks that have not succeeded', async () => {
  const filters: (string | undefined)[] = [];
  const { store } = openLiveStore({
    jobs: { getTaskCounts: countOf(100_000) },
    tasks: {
      getTask: waiting({ dependsOn: { taskIdRanges: [{ start: 1, end: 1000 }] } }),
      listTasks: (_jobId, options) => {
        filters.push(options?.filter);
        return pagesOf([
          { id: '7', state: 'running' },
          { id: '1001', state: 'running' },
          { id: '8', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } },
        ]);
      },
    },
  });
  const scope = { kind: 'dependencies', jobId: 'j1', taskId: 'merge' } as const;
  await store.load(scope);
  assert.equal(filters.length, 1);
  assert.match(filters[0] ?? '', /state eq 'active'/);
  assert.deepEqual(
    store.snapshot.slice(scope).items.map(({ id }) => id),
    ['7', '8'],
  );
});

test('if a task no longer waits, only the task itself is requested', async () => {
  const { store } = openLiveStore({ tasks: { getTask: waiting({}) } });
  const scope = { kind: 'dependencies', jobId: 'j1', taskId: 'merge' } as const;
  await store.load(scope);
  const { items, error, loadedAt } = store.snapshot.slice(scope);
  assert.deepEqual([items, error], [[], undefined]);
  assert.ok(loadedAt !== undefined);
});
