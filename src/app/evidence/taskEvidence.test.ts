import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { type FakePorts, fakeBatchService, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { explainTask } from '../../core/diagnosis/explainTask.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { FailureReader } from './failureReader.ts';
import { readTaskLogs } from './readTaskLogs.ts';
import { gatherTask } from './taskEvidence.ts';

const resource = { kind: 'task', accountId: 'sample', jobId: 'frames', taskId: 'frame-1' } as const;
const now = new Date('2026-11-20T10:00:00Z');

const failed = {
  id: 'frame-1',
  state: 'completed',
  executionInfo: { exitCode: 1, result: 'failure' },
  nodeInfo: { poolId: 'cpu', nodeId: 'tvm-1' },
} as const;
const refusing = (code: string, status?: number) => () =>
  Promise.reject(
    new BatchError({ code, message: `Sentence about ${code}.`, ...(status === undefined ? {} : { status }) }),
  );
const gone = (code: string) => refusing(code, 404);

/** Makes the part of a store that gathering uses, and a reader that finds nothing. */
function setUp(ports: FakePorts) {
  const siblings = [{ id: 'frame-2', state: 'completed' }] as const;
  const known = snapshot()
    .with({ kind: 'tasks', jobId: 'frames', group: 'succeeded' }, siblings)
    .withTaskCounts('frames', { completed: 3, succeeded: 2, failed: 1 })
    .build();
  const store: Pick<AccountStore, 'service' | 'snapshot'> = { service: fakeBatchService(ports), snapshot: known };
  const logs = {
    stdout: { path: 'stdout.txt', text: 'out' },
    stderr: { path: 'stderr.txt', unread: { kind: 'absent' as const, why: 'stderr.txt was cleaned up.' } },
  };
  const reader = { read: async () => ({ resource, task: failed, ...logs }) };
  return { store, reader };
}

test('all evidence about a failed task is collected', async () => {
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
  assert.deepEqual(Object.keys(evidence.unread ?? {}), ['stderr.txt']);
});

test('a failed task comes with the tasks it depends on that have not ended', async () => {
  const depending = { ...failed, dependsOn: { taskIds: ['model', 'frame-2', 'done'] } };
  const { store, reader } = setUp({
    tasks: {
      getTask: async () => depending,
      listTasks: (_jobId, { filter } = {}) =>
        /\bid eq 'model'/.test(String(filter))
          ? pagesOf([
              { id: 'model', state: 'running' },
              { id: 'done', state: 'completed' },
            ])
          : pagesOf([]),
    },
    jobs: { getJob: async () => ({ id: 'frames' }) },
    pools: { getPool: async () => ({ id: 'cpu' }) },
    nodes: { getNode: async () => ({ id: 'tvm-1' }), listNodes: () => pagesOf([]) },
  });
  const { evidence } = await gatherTask(store, resource, reader, now);
  assert.deepEqual(
    evidence.siblings?.map(({ id }) => id),
    ['frame-2', 'model'],
  );
});

test('the upload log is read only for a failed upload', async () => {
  const failedWith = (code: string) => ({ ...failed, executionInfo: { exitCode: 0, failureInfo: { code } } });
  const log = new TextEncoder().encode('AuthorizationFailure');
  const read = async (code: string) => {
    const { store, reader } = setUp({
      tasks: { getTask: async () => failedWith(code) },
      jobs: { getJob: async () => ({ id: 'frames' }) },
      pools: { getPool: async () => ({ id: 'cpu' }) },
      nodes: { getNode: async () => ({ id: 'tvm-1' }), listNodes: () => pagesOf([]) },
      taskFiles: {
        getFileProperties: async () => ({ contentLength: log.byteLength }),
        readFile: async (_owner, path) => (path === 'fileuploaderr.txt' ? log : new Uint8Array()),
      },
    });
    return (await gatherTask(store, resource, reader, now)).evidence.uploadLog;
  };
  assert.equal(await read('FileUploadAccessDenied'), 'AuthorizationFailure');
  assert.equal(await read('FailureExitCode'), undefined);
});

test('missing data is reported in the explanation', async () => {
  const { store, reader } = setUp({
    tasks: { getTask: async () => failed },
    jobs: { getJob: async () => ({ id: 'frames' }) },
    pools: { getPool: async () => ({ id: 'cpu' }) },
    nodes: { getNode: gone('NodeNotFound'), listNodes: () => pagesOf([]) },
  });
  const { evidence, missing } = await gatherTask(store, resource, reader, now);
  assert.equal(evidence.node, undefined);
  // Logs read earlier still explain the failure, but can no longer be opened.
  assert.equal(evidence.stdout, 'out');
  assert.deepEqual([evidence.unread?.['stdout.txt']?.kind, evidence.unread?.['stderr.txt']?.kind], ['gone', 'gone']);
  assert.deepEqual(missing[0], { text: 'Node tvm-1 has left the pool.', source: 'NodeNotFound' });
});

test('the logs of a task whose node was preempted are reported as gone, and no step reads them', async () => {
  const { store } = setUp({
    tasks: { getTask: async () => failed },
    taskFiles: {
      async *listFiles() {
        yield await refusing('TaskFilesUnavailable', 409)();
      },
      readFile: refusing('TaskFilesUnavailable', 409),
    },
    jobs: { getJob: async () => ({ id: 'frames' }) },
    pools: { getPool: async () => ({ id: 'cpu' }) },
    nodes: { getNode: async () => ({ id: 'tvm-1', state: 'preempted' }), listNodes: () => pagesOf([]) },
  });
  const read: FailureReader['read'] = async ({ service }, owner, task) => ({
    resource: owner,
    task,
    ...(await readTaskLogs(service, owner, task)),
  });
  const { evidence, missing } = await gatherTask(store, resource, { read }, now);
  assert.deepEqual(
    missing.map(({ text }) => text),
    ['stderr.txt', 'stdout.txt'].map((name) => `${name} is gone: Azure reclaimed its node's VM.`),
  );
  const { cause, fixes, remedies } = explainTask(evidence);
  assert.match(cause, /Its logs are gone/);
  assert.doesNotMatch(fixes.map(({ text }) => text).join('\n'), /Try again to read/);
  assert.ok(!remedies.includes('task.openStderr'));
});

for (const [what, code, status, said] of [
  ['is refused', 'AuthorizationFailed', 403, /^You are not allowed to read node tvm-1\. Sentence about/],
  ['fails in the service', 'InternalError', 500, /^Node tvm-1 can't be read now\. Sentence about/],
  ['is nonsense', 'MalformedResponse', 200, /^Node tvm-1 can't be read now\./],
  ['is none', 'ConnectionReset', undefined, /^Node tvm-1 can't be read now\./],
  ['is no Batch service', 'NotBatchService', 404, /^Node tvm-1 can't be read now\./],
] as const) {
  test(`a node and its logs are not gone if the answer ${what}`, async () => {
    const { store, reader } = setUp({
      tasks: { getTask: async () => failed },
      jobs: { getJob: async () => ({ id: 'frames' }) },
      pools: { getPool: async () => ({ id: 'cpu' }) },
      nodes: { getNode: refusing(code, status), listNodes: () => pagesOf([]) },
    });
    const { evidence, missing } = await gatherTask(store, resource, reader, now);
    assert.equal(evidence.node, undefined);
    assert.deepEqual(Object.keys(evidence.unread ?? {}), ['stderr.txt'], 'what the reader found of the logs counts');
    assert.match(missing[0]?.text ?? '', said);
    const { cause, fixes } = explainTask(evidence);
    assert.doesNotMatch([cause, ...fixes.map(({ text }) => text)].join('\n'), /gone|no longer/);
  });
}

test('an explanation without logs advises reading them before a retry overwrites them, or names the missing permission', async () => {
  const { store } = setUp({
    tasks: { getTask: async () => failed },
    jobs: { getJob: async () => ({ id: 'frames' }) },
    pools: { getPool: async () => ({ id: 'cpu' }) },
    nodes: { getNode: async () => ({ id: 'tvm-1' }), listNodes: () => pagesOf([]) },
  });
  const explain = async (code: string, status: number) => {
    const { evidence, missing } = await gatherTask(store, resource, { read: refusing(code, status) }, now);
    const { cause, fixes } = explainTask(evidence);
    return { said: missing.map(({ text }) => text), cause, advice: fixes.map(({ text }) => text).join('\n') };
  };
  const failing = await explain('InternalError', 500);
  assert.deepEqual(failing.said, [
    "stderr.txt can't be read now. Sentence about InternalError.",
    "stdout.txt can't be read now. Sentence about InternalError.",
  ]);
  assert.match(failing.cause, /Its logs can't be read now/);
  assert.match(failing.advice, /couldn't be read this time\. Another run overwrites them/);
  const refused = await explain('AuthorizationFailed', 403);
  assert.match(refused.said[0] ?? '', /^You are not allowed to read stderr\.txt\./);
  assert.match(refused.cause, /You are not allowed to read its logs/);
  assert.match(refused.advice, /permission to read task files/);
  const locked = await explain('IOError', 403);
  assert.match(locked.said[0] ?? '', /^stderr\.txt can't be read now\./, 'no matter of rights');
});

test('for a waiting task, the nodes of its pool are read, and no logs', async () => {
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

test('a missing task cannot be explained', async () => {
  const { store, reader } = setUp({ tasks: { getTask: gone('TaskNotFound') }, jobs: { getJob: gone('JobNotFound') } });
  await assert.rejects(gatherTask(store, resource, reader, now), (error) => BatchError.is(error, 'TaskNotFound'));
});

test('for a running task, the ends of its logs and the time of its last output are read', async () => {
  const bytes = new TextEncoder().encode('step 7\n');
  const { store } = setUp({
    tasks: { getTask: async () => ({ id: 'frame-1', state: 'running', executionInfo: {} }) },
    jobs: { getJob: async () => ({ id: 'frames' }) },
    taskFiles: {
      readFile: async (_owner, path) =>
        Object.assign(Uint8Array.from(bytes), {
          properties: { lastModified: path === 'stdout.txt' ? '2026-11-20T09:30:00Z' : '2026-11-20T08:00:00Z' },
        }),
    },
  });
  const reader = { read: () => Promise.reject(new Error('what still changes is not kept')) };
  const { evidence } = await gatherTask(store, resource, reader, now);
  assert.equal(evidence.stdout, 'step 7\n');
  assert.equal(evidence.lastOutputTime, '2026-11-20T09:30:00Z');
});

test('a running task with empty logs has written nothing, whenever these were created', async () => {
  const { store } = setUp({
    tasks: { getTask: async () => ({ id: 'frame-1', state: 'running', executionInfo: {} }) },
    jobs: { getJob: async () => ({ id: 'frames' }) },
    taskFiles: {
      readFile: async () => Object.assign(new Uint8Array(), { properties: { lastModified: '2026-11-20T08:00:00Z' } }),
    },
  });
  const reader = { read: () => Promise.reject(new Error('what still changes is not kept')) };
  const { evidence } = await gatherTask(store, resource, reader, now);
  assert.deepEqual([evidence.stdout, evidence.stderr, evidence.lastOutputTime], ['', '', undefined]);
});
