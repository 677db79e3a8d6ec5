import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { changingJobs, failedCounts, openLiveStore, settled } from '../../../test/fakes/liveStore.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Job, TaskCounts } from '../../core/model/job.ts';

const jobsScope = { kind: 'jobs' } as const;
const poolsScope = { kind: 'pools' } as const;

test('node counts are loaded with the pools, and a failure to load them does not affect the pools', async () => {
  const counts = { poolId: 'p1' };
  let fails = false;
  const { store, announced } = openLiveStore({
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

test('node counts that the user may not read are absent, with the reason, until they may be read', async () => {
  const missing = { accountId: 'a', right: 'readNodes' } as const;
  const state = { isRefused: false };
  const { store, announced } = openLiveStore({
    pools: {
      listPools: () => pagesOf([{ id: 'p1' }]),
      listNodeCounts: () => {
        if (state.isRefused) throw new BatchError({ code: 'Refused', message: 'No role.', status: 403, missing });
        return pagesOf([{ poolId: 'p1' }]);
      },
    },
  });
  await store.load(poolsScope);
  state.isRefused = true;
  announced();
  await store.refresh();
  assert.deepEqual([store.snapshot.nodeCounts.size, store.snapshot.nodeCountsRefusal?.message], [0, 'No role.']);
  assert.deepEqual(announced(), [[poolsScope]]);
  await store.refresh();
  assert.deepEqual(announced(), [], 'it is told once');
  state.isRefused = false;
  await store.refresh();
  assert.deepEqual([store.snapshot.nodeCounts.size, store.snapshot.nodeCountsRefusal], [1, undefined]);
});

test("the times of the last count of a pool's nodes and of the last change of that count are available", async () => {
  const at = (minutes: number): string => new Date(Date.parse('2026-11-20T09:00:00Z') + minutes * 60_000).toISOString();
  const counts = { idle: 2, running: 0 };
  const { store, clock } = openLiveStore({
    pools: {
      listPools: () => pagesOf([{ id: 'p1' }, { id: 'p2' }]),
      listNodeCounts: () => pagesOf([{ poolId: 'p1', dedicated: { ...counts } }, { poolId: 'p2' }]),
    },
  });
  await store.load(poolsScope);
  assert.deepEqual([store.snapshot.nodesCountedAt, store.snapshot.nodesMovedAt.size], [at(0), 0]);
  clock.advance(60_000);
  await store.refresh();
  assert.deepEqual([store.snapshot.nodesCountedAt, store.snapshot.nodesMovedAt.size], [at(1), 0]);
  Object.assign(counts, { idle: 0, running: 2 });
  clock.advance(60_000);
  await store.refresh();
  Object.assign(counts, { idle: 2, running: 0 });
  clock.advance(60_000);
  await store.refresh();
  clock.advance(60_000);
  await store.refresh();
  assert.deepEqual([store.snapshot.nodesCountedAt, [...store.snapshot.nodesMovedAt]], [at(4), [['p1', at(3)]]]);
});

test('counting the tasks of a job takes one request, and the latest request wins', async () => {
  const answers: ((counts: TaskCounts) => void)[] = [];
  const getTaskCounts = () => new Promise<TaskCounts>((resolve) => answers.push(resolve));
  const { store } = openLiveStore({ jobs: { getTaskCounts } });
  const older = store.loadTaskCounts(['j1', 'j1']);
  await settled();
  const newer = store.loadTaskCounts(['j1']);
  await settled();
  assert.equal(answers.length, 2);
  answers[1]?.(failedCounts(2));
  answers[0]?.(failedCounts(1));
  await Promise.all([older, newer]);
  assert.equal(store.snapshot.taskCounts.get('j1')?.failed, 2);
});

test('only a few requests for counts are sent at once', async () => {
  let open_ = 0;
  let most = 0;
  const getTaskCounts = async () => {
    most = Math.max(most, ++open_);
    await settled();
    open_--;
    return failedCounts(0);
  };
  const { store } = openLiveStore({ jobs: { getTaskCounts } });
  await store.loadTaskCounts(Array.from({ length: 20 }, (_, index) => `j${index}`));
  assert.equal(store.snapshot.taskCounts.size, 20);
  assert.equal(most, 4);
});

test('callers that want the same queued counts wait together for a single request', async () => {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const getTaskCounts = (jobId: string) => {
    asked.push(jobId);
    return new Promise<TaskCounts>((resolve) => answers.push(() => resolve(failedCounts(0))));
  };
  const { store } = openLiveStore({ jobs: { getTaskCounts } });
  const jobIds = ['j1', 'j2', 'j3', 'j4', 'j5', 'j6'];
  const all = [store.loadTaskCounts(jobIds), store.loadTaskCounts(['j5', 'j6'])];
  await settled();
  assert.deepEqual(asked, ['j1', 'j2', 'j3', 'j4']);
  all.push(store.loadTaskCounts(['j6']));
  while (answers.length > 0) {
    for (const answer of answers.splice(0)) answer();
    await settled();
  }
  await Promise.all(all);
  assert.deepEqual(asked, jobIds);
});

test('missing counts are requested once, however many callers need them', async () => {
  const answers: (() => void)[] = [];
  const getTaskCounts = () => new Promise<TaskCounts>((resolve) => answers.push(() => resolve(failedCounts(1))));
  const { store } = openLiveStore({ jobs: { getTaskCounts } });
  const first = store.loadMissingTaskCounts(['j1']);
  await settled();
  let isThere = false;
  const second = store.loadMissingTaskCounts(['j1']).then(() => {
    isThere = true;
  });
  await settled();
  assert.equal(answers.length, 1);
  assert.equal(isThere, false);
  answers[0]?.();
  await Promise.all([first, second]);
  await store.loadMissingTaskCounts(['j1']);
  assert.equal(answers.length, 1);
  assert.equal(store.snapshot.taskCounts.get('j1')?.failed, 1);
});

test('a refresh recounts what may have changed, but not the tasks of a job that stayed completed', async () => {
  const { listJobs, state } = changingJobs([
    { id: 'running', state: 'active' },
    { id: 'done', state: 'completed' },
    { id: 'ending', state: 'active' },
    { id: 'never counted', state: 'active' },
  ]);
  const counted: string[] = [];
  const getTaskCounts = async (jobId: string) => {
    counted.push(jobId);
    return failedCounts(0);
  };
  const { store } = openLiveStore({ jobs: { listJobs, getTaskCounts } });
  await store.load(jobsScope);
  await store.loadTaskCounts(['running', 'done', 'ending']);
  counted.length = 0;
  state.jobs = state.jobs.map((job) => (job.id === 'ending' ? { ...job, state: 'completed' } : { ...job }));
  await store.refresh();
  assert.deepEqual(counted.sort(), ['ending', 'running']);
});

test('the counts of a deleted job are removed with it', async () => {
  let isGone = false;
  const getTaskCounts = async () => {
    if (isGone) throw new BatchError({ code: 'JobNotFound', message: 'Gone.', status: 404 });
    return failedCounts(1);
  };
  const { store } = openLiveStore({ jobs: { getTaskCounts } });
  await store.loadTaskCounts(['j1']);
  isGone = true;
  await store.loadTaskCounts(['j1']);
  assert.equal(store.snapshot.taskCounts.has('j1'), false);
});

test('a job whose tasks were changed from here is counted next, however long its counts stayed the same', async () => {
  const counted: string[] = [];
  const getTaskCounts = async (jobId: string) => {
    counted.push(jobId);
    return failedCounts(5);
  };
  const jobs: readonly Job[] = [
    { id: 'blast 1', state: 'active' },
    { id: 'other', state: 'active' },
  ];
  const { store, pass, attempt } = openLiveStore({ jobs: { listJobs: () => pagesOf(jobs), getTaskCounts } });
  await store.load(jobsScope);
  await store.loadTaskCounts(jobs.map(({ id }) => id));
  store.watch(15_000);
  // Unchanged counts are requested less and less often.
  for (let turn = 0; turn < 40; turn++) await pass(15_000);
  const countedWithin = async (ms: number): Promise<readonly string[]> => {
    counted.length = 0;
    await pass(ms);
    return [...counted];
  };
  assert.deepEqual(await countedWithin(5_000), []);
  attempt({ method: 'POST', path: '/jobs/blast%201/tasks/t-0/reactivate?api-version=1', status: 204 });
  assert.deepEqual(await countedWithin(5_000), ['blast 1']);
  attempt({ method: 'POST', path: '/jobs/blast%201/tasks/t-1/reactivate?api-version=1', status: 409 });
  assert.deepEqual(await countedWithin(5_000), []);
});

test('many jobs are counted three at a time, starting with the oldest counts', async () => {
  const jobs = Array.from({ length: 12 }, (_, index): Job => ({ id: `j${index}`, state: 'active' }));
  const counted: string[] = [];
  const getTaskCounts = async (jobId: string) => {
    counted.push(jobId);
    return failedCounts(0);
  };
  const { store, pass } = openLiveStore({ jobs: { listJobs: () => pagesOf(jobs), getTaskCounts } });
  await store.load(jobsScope);
  await store.loadTaskCounts(jobs.map(({ id }) => id));
  const countedIn = async (work: () => Promise<void>) => {
    counted.length = 0;
    await work();
    return [...counted];
  };
  store.watch(15_000);
  const turns: (readonly string[])[] = [];
  for (let turn = 0; turn < 4; turn++) turns.push(await countedIn(() => pass(15_000)));
  assert.deepEqual(turns, [
    ['j0', 'j1', 'j2'],
    ['j3', 'j4', 'j5'],
    ['j6', 'j7', 'j8'],
    ['j9', 'j10', 'j11'],
  ]);
  assert.equal((await countedIn(() => store.refresh())).length, 12);
  await pass(60_000);
  assert.equal((await countedIn(() => store.refresh([jobsScope]))).length, 3);
});

test('the time of the last count of a job is updated even if its counts are unchanged', async () => {
  const { store, clock } = openLiveStore({ jobs: { getTaskCounts: async () => failedCounts(1) } });
  await store.loadTaskCounts(['j1']);
  assert.equal(store.snapshot.countedAt.get('j1'), '2026-11-20T09:00:00.000Z');
  clock.advance(60_000);
  await store.loadTaskCounts(['j1']);
  assert.equal(store.snapshot.countedAt.get('j1'), '2026-11-20T09:01:00.000Z');
});

test('tasks that disappear from the list of a completed job disappear from its counts', async () => {
  const failedScope = { kind: 'tasks', jobId: 'done', group: 'failed' } as const;
  const state = { tasks: [{ id: 't1' }, { id: 't2' }], counted: 0 };
  const { store, pass } = openLiveStore({
    jobs: {
      listJobs: () => pagesOf([{ id: 'done', state: 'completed' }]),
      getTaskCounts: async () => {
        state.counted++;
        return failedCounts(state.tasks.length);
      },
    },
    tasks: { listTasks: () => pagesOf(state.tasks) },
  });
  await Promise.all([store.load(jobsScope), store.load(failedScope), store.loadTaskCounts(['done'])]);
  store.watch(15_000);
  for (let turn = 0; turn < 3; turn++) await pass(15_000);
  assert.equal(state.counted, 1);
  state.tasks = [{ id: 't2' }];
  for (let turn = 0; turn < 3; turn++) await pass(15_000);
  assert.equal(store.snapshot.taskCounts.get('done')?.failed, 1);
  assert.equal(state.counted, 2);
});
