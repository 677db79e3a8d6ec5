import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { type FakePorts, fakeBatchService, logFilesOf, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { gatherTask } from './taskEvidence.ts';

const resource = { kind: 'task', accountId: 'sample', jobId: 'frames', taskId: 'frame-1' } as const;
const now = new Date('2026-11-20T10:00:00Z');

const failed = {
  id: 'frame-1',
  state: 'completed',
  executionInfo: { exitCode: 1, result: 'failure' },
  nodeInfo: { poolId: 'cpu', nodeId: 'tvm-1' },
};
const gone = (code: string) => () => Promise.reject(new BatchError({ code, message: `sentence about ${code}` }));

/** The part of a store that gathering uses, and a reader that finds nothing. */
function setUp(ports: FakePorts) {
  const siblings = [{ id: 'frame-2', state: 'completed' }];
  const known = snapshot()
    .with({ kind: 'tasks', jobId: 'frames', group: 'succeeded' }, siblings)
    .withTaskCounts('frames', { completed: 3, succeeded: 2, failed: 1 })
    .build();
  const store: Pick<AccountStore, 'service' | 'snapshot'> = { service: fakeBatchService(ports), snapshot: known };
  const logs = {
    stdout: { path: 'stdout.txt', text: 'out' },
    stderr: { path: 'stderr.txt', missing: 'stderr.txt was cleaned up.' },
  };
  const reader = { read: async () => ({ resource, task: failed, ...logs }) };
  return { store, reader };
}

test('gathers everything that bears on a failed task', async () => {
  const { store, reader } = setUp({
    tasks: { getTask: async () => failed },
    jobs: { getJob: async () => ({ id: 'frames' }) },
    pools: { getPool: async () => ({ id: 'cpu' }) },
    nodes: { getNode: async () => ({ id: 'tvm-1' }), listNodes: () => pagesOf([]) },
  });
  const { evidence, missing } = await gatherTask(store, resource, reader, now);
  assert.equal(evidence.job?.id, 'frames');
  assert.equal(evidence.pool?.id, 'cpu');
  assert.equal(evidence.node?.id, 'tvm-1');
  assert.equal(evidence.stdout, 'out');
  assert.deepEqual(
    evidence.siblings?.map(({ id }) => id),
    ['frame-2'],
  );
  assert.equal(evidence.counts?.succeeded, 2);
  assert.deepEqual(missing, [{ text: 'stderr.txt was cleaned up.', source: 'stderr.txt' }]);
  assert.deepEqual(evidence.missingLogs, ['stderr.txt']);
});

test('what is gone is a finding', async () => {
  const { store, reader } = setUp({
    tasks: { getTask: async () => failed },
    jobs: { getJob: async () => ({ id: 'frames' }) },
    pools: { getPool: async () => ({ id: 'cpu' }) },
    nodes: { getNode: gone('NodeNotFound'), listNodes: () => pagesOf([]) },
  });
  const { evidence, missing } = await gatherTask(store, resource, reader, now);
  assert.equal(evidence.node, undefined);
  // What was read before explains still; nobody can open it.
  assert.equal(evidence.stdout, 'out');
  assert.deepEqual(evidence.missingLogs, ['stdout.txt', 'stderr.txt']);
  assert.deepEqual(missing[0], { text: 'sentence about NodeNotFound', source: 'NodeNotFound' });
});

test('looks at the nodes of the pool when the task waits, and reads no logs', async () => {
  const { store } = setUp({
    tasks: { getTask: async () => ({ id: 'frame-1', state: 'active' }) },
    jobs: { getJob: async () => ({ id: 'frames', poolInfo: { poolId: 'cpu' } }) },
    pools: { getPool: async () => ({ id: 'cpu' }) },
    nodes: { listNodes: () => pagesOf([{ id: 'tvm-1' }], [{ id: 'tvm-2' }]) },
  });
  const reader = { read: () => Promise.reject(new Error('no log was to be read')) };
  const { evidence } = await gatherTask(store, resource, reader, now);
  assert.deepEqual(
    evidence.nodes?.map(({ id }) => id),
    ['tvm-1'],
  );
});

test('a task that is gone cannot be explained', async () => {
  const { store, reader } = setUp({ tasks: { getTask: gone('TaskNotFound') }, jobs: { getJob: gone('JobNotFound') } });
  await assert.rejects(gatherTask(store, resource, reader, now), (error) => BatchError.is(error, 'TaskNotFound'));
});

test('of a running task the ends of its logs are read, and when it wrote last', async () => {
  const bytes = new TextEncoder().encode('step 7\n');
  const { store } = setUp({
    tasks: { getTask: async () => ({ id: 'frame-1', state: 'running', executionInfo: {} }) },
    jobs: { getJob: async () => ({ id: 'frames' }) },
    taskFiles: {
      listFiles: () =>
        logFilesOf((path) => ({
          contentLength: bytes.length,
          lastModified: path === 'stdout.txt' ? '2026-11-20T09:30:00Z' : '2026-11-20T08:00:00Z',
        })),
      readFile: async () => bytes,
    },
  });
  const reader = { read: () => Promise.reject(new Error('what still changes is not kept')) };
  const { evidence } = await gatherTask(store, resource, reader, now);
  assert.equal(evidence.stdout, 'step 7\n');
  assert.equal(evidence.lastOutputTime, '2026-11-20T09:30:00Z');
});
