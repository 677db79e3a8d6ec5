import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { openLiveStore } from '../../../test/fakes/liveStore.ts';
import type { Job } from '../../core/model/job.ts';
import { BriefLook, mostRequests } from './briefLook.ts';
import { FailureLoader } from './failureLoader.ts';
import { requestsPerTask } from './logReader.ts';

/** An account of thirty jobs in two pools, in each of which a task failed; `asked` are the requests in their order. */
function openFailing() {
  const asked: string[] = [];
  const note = <T>(what: string, answer: T): T => {
    asked.push(what);
    return answer;
  };
  const jobs = Array.from(
    { length: 30 },
    (_, index): Job => ({
      id: `j${index}`,
      state: 'active',
      poolInfo: { poolId: index < 28 ? 'cpu' : 'gpu' },
    }),
  );
  const { store } = openLiveStore({
    jobs: { listJobs: () => note('jobs', pagesOf(jobs)) },
    tasks: { listTasks: (jobId) => note(`list ${jobId}`, pagesOf([{ id: 't1' }])) },
    pools: {
      listPools: () => note('pools', pagesOf([{ id: 'cpu' }, { id: 'gpu' }])),
      listNodeCounts: () => note('nodes', pagesOf([])),
    },
  });
  return { store, asked };
}

test('a look at an account of which nothing is known sends few requests, and leaves enough to look into a task', async (context) => {
  const { store, asked } = openFailing();
  context.after(() => store.dispose());
  const look = new BriefLook(Date.now);
  await look.load(store, new FailureLoader(Date.now), 'gpu');
  assert.deepEqual(asked.toSorted(), ['jobs', 'list j28', 'list j29', 'nodes', 'pools']);
  assert.equal(asked.length, mostRequests - requestsPerTask);
  assert.ok(look.take(requestsPerTask));
  assert.equal(look.take(), false);
});

test('who asks again within the minute sends nothing, and the next look goes on', async (context) => {
  const { store, asked } = openFailing();
  context.after(() => store.dispose());
  const loader = new FailureLoader(Date.now);
  let nowMs = 0;
  const look = new BriefLook(() => nowMs);
  await look.load(store, loader, 'gpu');
  await look.load(store, loader, 'cpu');
  assert.equal(asked.length, 5);
  assert.equal(look.isOver, false);
  nowMs = 60_000;
  assert.equal(look.isOver, true);
  await new BriefLook(() => nowMs).load(store, loader, 'cpu');
  assert.deepEqual(asked.slice(5), ['list j0', 'list j1', 'list j2', 'list j3', 'list j4']);
});
