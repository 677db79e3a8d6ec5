import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { failedCounts, openLiveStore } from '../../../test/fakes/liveStore.ts';
import type { Job } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import { agentBudget, BriefLook, mostRequests } from './briefLook.ts';
import { FailureLoader } from './failureLoader.ts';
import { requestsPerTask } from './knownCauses.ts';

/** Makes an account of thirty jobs in two pools, each with a failed task; `asked` lists the requests in order. */
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
  const pools: Pool[] = [{ id: 'cpu' }, { id: 'gpu' }];
  const { store, clock } = openLiveStore({
    jobs: {
      listJobs: () => note('jobs', pagesOf(jobs)),
      getTaskCounts: async (jobId) => note(`count ${jobId}`, failedCounts(1)),
    },
    tasks: { listTasks: (jobId) => note(`list ${jobId}`, pagesOf([{ id: 't1' }])) },
    pools: {
      listPools: () => note('pools', pagesOf([...pools])),
      listNodeCounts: () => note('nodes', pagesOf([])),
    },
  });
  return { store, clock, asked, pools };
}

function listCounts(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => `count j${from + index}`);
}

function listJobs(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => `list j${from + index}`);
}

test('looking at an unknown account sends few requests, and leaves enough to inspect a task', async (context) => {
  const { store, asked } = openFailing();
  context.after(() => store.dispose());
  const look = new BriefLook(Date.now);
  await look.load(store, new FailureLoader(Date.now));
  const all = [...listCounts(0, 10), ...listJobs(0, 7), 'jobs', 'nodes', 'pools'];
  assert.deepEqual(asked.toSorted(), all.toSorted());
  assert.equal(asked.length, mostRequests - requestsPerTask);
  assert.ok(look.take(requestsPerTask));
  assert.equal(look.take(), false);
});

test('looking at a pool asks only for its own jobs', async (context) => {
  const { store, asked } = openFailing();
  context.after(() => store.dispose());
  await new BriefLook(Date.now).load(store, new FailureLoader(Date.now), 'gpu');
  const all = [...listCounts(28, 30), ...listJobs(28, 30), 'jobs', 'nodes', 'pools'];
  assert.deepEqual(asked.toSorted(), all.toSorted());
});

test('asking again within a minute sends nothing, and the next look continues', async (context) => {
  const { store, clock, asked } = openFailing();
  context.after(() => store.dispose());
  const loader = new FailureLoader(Date.now);
  let nowMs = clock.now();
  const look = new BriefLook(() => nowMs);
  await look.load(store, loader, 'gpu');
  await look.load(store, loader, 'cpu');
  const first = asked.splice(0).length;
  assert.equal(first, mostRequests - requestsPerTask);
  assert.deepEqual([look.isOver(), look.isOver(agentBudget)], [false, true]);
  nowMs += 60_000;
  assert.equal(look.isOver(), true);
  await new BriefLook(() => nowMs).load(store, loader, 'cpu');
  assert.deepEqual(
    asked.filter((one) => one.startsWith('list')),
    listJobs(3, 7),
  );
  assert.deepEqual(
    asked.filter((one) => one.startsWith('count')),
    listCounts(10, 20),
  );
});

test('old data is read again, since it is not refreshed in the background', async (context) => {
  const { store, clock, asked, pools } = openFailing();
  context.after(() => store.dispose());
  const loader = new FailureLoader(() => clock.now());
  await new BriefLook(() => clock.now()).load(store, loader);
  pools.push({ id: 'new' });
  asked.length = 0;
  clock.advance(59_000);
  await new BriefLook(() => clock.now()).load(store, loader);
  assert.ok(!asked.includes('pools'), asked.join(', '));
  clock.advance(60_000);
  await new BriefLook(() => clock.now()).load(store, loader);
  assert.ok(asked.includes('pools') && asked.includes('jobs'), asked.join(', '));
  assert.ok(store.snapshot.slice({ kind: 'pools' }).items.some(({ id }) => id === 'new'));
  assert.ok(asked.length <= 2 * (mostRequests - requestsPerTask), asked.join(', '));
});
