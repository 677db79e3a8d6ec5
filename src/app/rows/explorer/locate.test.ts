import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { pagesOf } from '../../../../test/fakes/fakeBatchService.ts';
import { FakeStore } from '../../../../test/fakes/fakeStore.ts';
import { openLiveStore } from '../../../../test/fakes/liveStore.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Task } from '../../../core/model/task.ts';
import { locate } from './locate.ts';
import { TreeNodes } from './treeNode.ts';

const accountId = snapshot().build().account.id;
const failedTask: Task = { id: 't', state: 'completed', executionInfo: { result: 'failure', exitCode: 1 } };

function storeWith(known: ReturnType<typeof snapshot>, task: Task = failedTask): FakeStore {
  const store = new FakeStore(known.build().account, known.build());
  return Object.assign(store, {
    service: { ...store.service, tasks: { ...store.service.tasks, getTask: async () => task } },
  });
}

async function locateIn(store: FakeStore, resource: Parameters<typeof locate>[0]): Promise<string> {
  const node = await locate(resource, { getStore: async () => store }, new TreeNodes());
  store.dispose();
  return node.id.split('/').slice(2).join(' / ');
}

test('a task is found in its group, on any page', async () => {
  const known = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'j' }])
    .withTaskCounts('j', { failed: 1 })
    .with({ kind: 'tasks', jobId: 'j', group: 'failed' }, [failedTask]);
  const place = await locateIn(storeWith(known), { kind: 'task', accountId, jobId: 'j', taskId: 't' });
  assert.equal(place, 'jobs: / job:j / taskGroup:failed / task:t');
});

test('a task that is being prepared is found with the running ones', async () => {
  const preparing: Task = { id: 't', state: 'preparing' };
  const known = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'j' }])
    .withTaskCounts('j', { running: 1 })
    .with({ kind: 'tasks', jobId: 'j', group: 'preparing' }, [preparing]);
  const place = await locateIn(storeWith(known, preparing), { kind: 'task', accountId, jobId: 'j', taskId: 't' });
  assert.equal(place, 'jobs: / job:j / taskGroup:running / task:t');
});

test('a file is located at its task, and a node in its group', async () => {
  const known = snapshot()
    .with({ kind: 'pools' }, [{ id: 'p' }])
    .with({ kind: 'nodes', poolId: 'p' }, [{ id: 'n', state: 'unusable' }]);
  const place = await locateIn(storeWith(known), { kind: 'nodeFile', accountId, poolId: 'p', nodeId: 'n', path: 'a' });
  assert.equal(place, 'pools: / pool:p / nodeGroup:attention / node:n');
});

test('an item that has left its list is located at its container', async () => {
  const known = snapshot()
    .with({ kind: 'pools' }, [{ id: 'p' }])
    .with({ kind: 'nodes', poolId: 'p' }, []);
  assert.equal(
    await locateIn(storeWith(known), { kind: 'node', accountId, poolId: 'p', nodeId: 'n' }),
    'pools: / pool:p',
  );
  assert.equal(await locateIn(storeWith(known), { kind: 'pool', accountId, poolId: 'gone' }), 'pools:');
});

test('an item beyond the loaded part of its list is requested by ID, once', async (context) => {
  const asked: string[] = [];
  const { store } = openLiveStore({
    jobs: {
      listJobs: () => pagesOf([{ id: 'a' }], [{ id: 'b' }]),
      getJob: async (id) => {
        asked.push(id);
        if (id === 'gone') throw new BatchError({ code: 'JobNotFound', message: 'It is gone.', status: 404 });
        return { id };
      },
    },
  });
  context.after(() => store.dispose());
  const locateJob = async (jobId: string): Promise<string | undefined> =>
    (await locate({ kind: 'job', accountId, jobId }, { getStore: async () => store }, new TreeNodes())).id
      .split('/')
      .at(-1);
  assert.equal(await locateJob('a'), 'job:a');
  assert.equal(await locateJob('far-down'), 'job:far-down');
  assert.equal(await locateJob('far-down'), 'job:far-down');
  assert.equal(await locateJob('gone'), 'jobs:');
  assert.deepEqual(asked, ['far-down', 'gone']);
});
