import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FakePorts, fakeBatchService, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { readTaskLogs } from './readTaskLogs.ts';

const resource: TaskResource = { kind: 'task', accountId: 'a', jobId: 'frames', taskId: 'frame-1' };
const task = { id: 'frame-1', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } } as const;

const read = (taskFiles: FakePorts['taskFiles']) =>
  readTaskLogs(fakeBatchService({ taskFiles: { ...taskFiles } }), resource, task);

const refusal = (code: string, status: number): BatchError =>
  new BatchError({ code, message: `sentence about ${code}`, status });

async function* refuse(code: string, status = 404): AsyncGenerator<never> {
  yield await Promise.reject(refusal(code, status));
}

test('one listing has the lengths of both logs, and an empty one is not asked for', async () => {
  const asked: string[] = [];
  const listed = [
    { name: 'stdout.txt', isDirectory: false, properties: { contentLength: 0 } },
    {
      name: 'stderr.txt',
      isDirectory: false,
      properties: { contentLength: 8, lastModified: '2026-11-20T09:00:00Z' },
    },
  ];
  const logs = await read({
    listFiles: (owner, options) => {
      asked.push(`list ${options?.namePrefix} of ${owner.taskId}`);
      return pagesOf(listed);
    },
    readFile: async (_owner, path) => {
      asked.push(path);
      return new TextEncoder().encode('no disk\n');
    },
  });
  assert.deepEqual(asked, ['list std of frame-1', 'stderr.txt']);
  assert.deepEqual(logs, {
    stderr: { path: 'stderr.txt', text: 'no disk\n', leftOut: 0, lastModified: '2026-11-20T09:00:00Z' },
    stdout: { path: 'stdout.txt', text: '', leftOut: 0 },
  });
});

test('a log that is not listed is missing, and so are both where the service says why there are no files', async () => {
  const { stderr } = await read({ listFiles: () => pagesOf([]) });
  assert.match(stderr.unread?.why ?? '', /ended without writing it/);
  const gone = await read({ listFiles: () => refuse('NodeNotFound') });
  assert.match(gone.stderr.unread?.why ?? '', /^stderr\.txt is gone: its node has left the pool/);
  assert.match(gone.stdout.unread?.why ?? '', /^stdout\.txt is gone/);
});

for (const [what, node, kind, why] of [
  [
    'is preempted',
    { id: 'tvm-1', state: 'preempted' },
    'gone',
    /^stderr\.txt is gone: Azure reclaimed its node's VM\.$/,
  ],
  ['has left', refusal('NodeNotFound', 404), 'gone', /^stderr\.txt is gone: its node has left the pool/],
  ['does not answer', { id: 'tvm-1', state: 'unknown' }, 'unreachable', /can't be read now/],
  ['cannot be asked for', refusal('InternalError', 500), 'unreachable', /can't be read now/],
] as const)
  test(`of files that Batch does not reach it says whether they are gone: the node ${what}`, async () => {
    const asked: string[] = [];
    const nodes: NonNullable<FakePorts['nodes']> = {
      getNode: async (poolId, nodeId) => {
        asked.push(`${poolId} ${nodeId}`);
        if (BatchError.is(node)) throw node;
        return node;
      },
    };
    const service = fakeBatchService({ taskFiles: { listFiles: () => refuse('TaskFilesUnavailable', 409) }, nodes });
    const onNode = { ...task, nodeInfo: { poolId: 'spot', nodeId: 'tvm-1' } };
    const { stderr, stdout } = await readTaskLogs(service, resource, onNode);
    assert.deepEqual([stderr.unread?.kind, stdout.unread?.kind], [kind, kind]);
    assert.match(stderr.unread?.why ?? '', why);
    assert.deepEqual(asked, ['spot tvm-1'], 'one look');
  });

test('trouble on the way is no answer', async () => {
  await assert.rejects(read({ listFiles: () => refuse('NodeNotFound', 500) }), (error) =>
    BatchError.is(error, 'NodeNotFound'),
  );
  await assert.rejects(read({ listFiles: () => refuse('NetworkUnreachable') }), (error) =>
    BatchError.is(error, 'NetworkUnreachable'),
  );
});
