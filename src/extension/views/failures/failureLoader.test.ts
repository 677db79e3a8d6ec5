import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noNodes } from '../../../../test/builders/nodeCounts.ts';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { pagesOf } from '../../../../test/fakes/fakeBatchService.ts';
import { FakeStore } from '../../../../test/fakes/fakeStore.ts';
import { failedCounts, openLiveStore } from '../../../../test/fakes/liveStore.ts';
import { FailureLoader } from './failureLoader.ts';

test('what failed is loaded, and nothing of what is well', async (context) => {
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
  await new FailureLoader().load(store);
  // Pools and jobs do not wait for each other.
  assert.deepEqual(
    store.loaded.toSorted((one, other) => one.kind.localeCompare(other.kind)),
    [
      { kind: 'nodes', poolId: 'broken' },
      { kind: 'preparation', jobId: 'stuck' },
      { kind: 'tasks', jobId: 'failed', group: 'failed' },
    ],
  );
});

/** An account of thirty jobs, in each of which a task failed; `asked` are the requests about jobs in their order. */
function openFailing() {
  const asked: string[] = [];
  const jobs = Array.from({ length: 30 }, (_, index) => ({ id: `j${index}`, state: 'active' }));
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

test('the first failed tasks do not wait until all jobs are counted', async (context) => {
  const { store, asked } = openFailing();
  context.after(() => store.dispose());
  await new FailureLoader().load(store);
  assert.ok(asked.indexOf('list j0') <= 3, asked.join(', '));
  assert.equal(asked.filter((one) => one.startsWith('count')).length, 30);
  assert.equal(asked.filter((one) => one.startsWith('list')).length, 20);
});

test('who wants the failures of an account while they are loaded sends nothing', async (context) => {
  const { store, asked } = openFailing();
  context.after(() => store.dispose());
  const loader = new FailureLoader();
  await Promise.all([loader.load(store), loader.load(store)]);
  assert.equal(new Set(asked).size, asked.length);
  const before = asked.length;
  await loader.load(store);
  assert.equal(asked.length, before);
});
