import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from '../../../test/fakes/fakeBatchService.ts';
import { failedCounts, openLiveStore, settled } from '../../../test/fakes/liveStore.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Job } from '../../core/model/job.ts';
import type { Page } from '../ports.ts';

/** Opens an account with these jobs on the pages of their list; `asked` lists the counted jobs, in order. */
function open(...pages: readonly (readonly string[])[]) {
  const state = { asked: [] as string[], busy: new Set<string>(), pages: 0 };
  async function* listJobs(): AsyncGenerator<Page<Job>> {
    for (const [index, ids] of pages.entries()) {
      state.pages += 1;
      yield page(
        ids.map((id) => ({ id, state: 'active' })),
        index === pages.length - 1,
      );
    }
  }
  const getTaskCounts = async (jobId: string) => {
    state.asked.push(jobId);
    if (state.busy.has(jobId)) throw new BatchError({ code: 'ServerBusy', message: 'It is busy.' });
    return failedCounts(1);
  };
  return { ...openLiveStore({ jobs: { listJobs, getTaskCounts } }), state };
}

const jobs = { kind: 'jobs' } as const;

test('while there is a watcher, all jobs in the list are counted once each', async () => {
  const { store, state } = open(['a', 'b'], ['c'], ['d']);
  await store.load(jobs);
  await settled();
  assert.deepEqual(state.asked, [], 'nobody looks');
  const keeping = store.keepCounting();
  await settled();
  assert.deepEqual(state.asked.toSorted(), ['a', 'b', 'c', 'd']);
  assert.equal(state.pages, 3);
  assert.equal(store.snapshot.taskCounts.size, 4);
  keeping.dispose();
  store.dispose();
});

test('without watchers, counting pauses, and later continues where it stopped', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `j${index}`);
  const { store, state } = open(ids);
  await store.load(jobs);
  const keeping = store.keepCounting();
  keeping.dispose();
  keeping.dispose();
  await settled();
  assert.ok(state.asked.length <= 4, String(state.asked.length));
  store.keepCounting();
  await settled();
  assert.deepEqual(state.asked.toSorted(), ids.toSorted());
  store.dispose();
});

test('requested jobs are counted before other jobs', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `j${index}`);
  const { store, state } = open(ids);
  await store.load(jobs);
  store.pauseCounting(true);
  store.keepCounting();
  const named = store.loadMissingTaskCounts(['j18', 'j19']);
  await settled();
  assert.deepEqual(state.asked, [], 'it is paused');
  assert.equal(store.snapshot.isCountingPaused, true);
  store.pauseCounting(false);
  await named;
  assert.deepEqual(state.asked.slice(0, 2), ['j18', 'j19']);
  assert.equal(store.snapshot.isCountingPaused, undefined);
  store.dispose();
});

test('jobs that could not be counted are retried after a pause, and delay no caller', async () => {
  const { store, state, pass } = open(['busy', 'well']);
  state.busy.add('busy');
  await store.load(jobs);
  store.keepCounting();
  await store.loadMissingTaskCounts(['busy']);
  assert.equal(store.snapshot.taskCounts.has('busy'), false);
  await pass(1000);
  assert.equal(state.asked.filter((id) => id === 'busy').length, 1);
  state.busy.clear();
  await pass(60_000);
  assert.deepEqual([...store.snapshot.taskCounts.keys()].toSorted(), ['busy', 'well']);
  store.dispose();
});

test('callers that wait for counts stop waiting when the account is closed', async () => {
  const { store } = open(['a']);
  await store.load(jobs);
  store.pauseCounting(true);
  const waiting = store.loadMissingTaskCounts(['a']);
  store.dispose();
  await waiting;
});
