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

async function* refuse(code: string, status = 404): AsyncGenerator<never> {
  yield await Promise.reject(new BatchError({ code, message: `sentence about ${code}`, status }));
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

test('trouble on the way is no answer', async () => {
  await assert.rejects(read({ listFiles: () => refuse('NodeNotFound', 500) }), (error) =>
    BatchError.is(error, 'NodeNotFound'),
  );
  await assert.rejects(read({ listFiles: () => refuse('NetworkUnreachable') }), (error) =>
    BatchError.is(error, 'NetworkUnreachable'),
  );
});
