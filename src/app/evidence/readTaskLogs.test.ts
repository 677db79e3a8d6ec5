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

const refusing = (code: string, status: number): NonNullable<FakePorts['taskFiles']> => ({
  async *listFiles() {
    yield await Promise.reject(refusal(code, status));
  },
  readFile: () => Promise.reject(refusal(code, status)),
});

/** A port whose files are read by range, with the recorded requests. */
function toFiles(texts: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const lastModified = '2026-11-20T09:00:00Z';
  const files: FakePorts['taskFiles'] = {
    listFiles: (owner, options) => {
      asked.push(`list ${options?.namePrefix} of ${owner.taskId}`);
      return pagesOf(
        Object.entries(texts).map(([name, text]) => ({
          name,
          isDirectory: false,
          properties: { contentLength: text.length, lastModified },
        })),
      );
    },
    readFile: async (_owner, path, { range: { start, end } = { start: 0, end: Infinity } } = {}) => {
      const text = texts[path];
      asked.push(`${path} ${start}-${end}`);
      if (text === undefined) throw refusal('FileNotFound', 404);
      if (start >= text.length) throw refusal('InvalidRange', 416);
      return Object.assign(new TextEncoder().encode(text.slice(start, end + 1)), { properties: { lastModified } });
    },
  };
  return { asked, files };
}

test('a short log takes one request, and so does an empty one', async () => {
  const { asked, files } = toFiles({ 'stderr.txt': 'no disk\n', 'stdout.txt': '' });
  assert.deepEqual(await read(files), {
    stderr: { path: 'stderr.txt', text: 'no disk\n', leftOut: 0, lastModified: '2026-11-20T09:00:00Z' },
    stdout: { path: 'stdout.txt', text: '', leftOut: 0 },
  });
  assert.deepEqual(asked, ['stderr.txt 0-65536', 'stdout.txt 0-65536']);
});

test('if a log is long, one listing returns both lengths, and an empty log is not requested', async () => {
  const { asked, files } = toFiles({ 'stderr.txt': 'x'.repeat(100_000), 'stdout.txt': '' });
  assert.equal((await read(files)).stderr.leftOut, 100_000 - 65_536);
  assert.deepEqual(asked, ['stderr.txt 0-65536', 'list std of frame-1', 'stderr.txt 34464-99999']);
});

test('a known log is not requested again when more of the other is read', async () => {
  const { asked, files } = toFiles({ 'stderr.txt': 'no disk\n', 'stdout.txt': 'x'.repeat(100_000) });
  const service = fakeBatchService({ taskFiles: { ...files } });
  const known = await readTaskLogs(service, resource, task);
  asked.splice(0);
  const logs = await readTaskLogs(service, resource, task, { maxBytes: 200_000, known });
  assert.deepEqual([logs.stderr, logs.stdout.leftOut], [known.stderr, 0]);
  assert.deepEqual(asked, ['stdout.txt 0-99999']);
});

test('a short log is not requested again because the other one is long, and neither is the length of the long log', async () => {
  const { asked, files } = toFiles({ 'stderr.txt': 'x'.repeat(100_000), 'stdout.txt': 'done\n' });
  const service = fakeBatchService({ taskFiles: { ...files } });
  const known = await readTaskLogs(service, resource, task);
  asked.splice(0);
  const logs = await readTaskLogs(service, resource, task, { maxBytes: 70_000, known });
  assert.deepEqual([logs.stdout, logs.stderr.leftOut], [known.stdout, 30_000]);
  assert.deepEqual(asked, ['stderr.txt 30000-99999']);
});

test('the end of a log that was read before its node was lost stays', async () => {
  const { files } = toFiles({ 'stderr.txt': 'x'.repeat(100_000), 'stdout.txt': 'done\n' });
  const known = await readTaskLogs(fakeBatchService({ taskFiles: { ...files } }), resource, task);
  const service = fakeBatchService({ taskFiles: refusing('TaskFilesUnavailable', 409) });
  assert.deepEqual(await readTaskLogs(service, resource, task, { maxBytes: 200_000, known }), known);
  const lost = { id: 'tvm-1', state: 'preempted' } as const;
  const untouched = fakeBatchService({});
  assert.deepEqual(await readTaskLogs(untouched, resource, task, { maxBytes: 200_000, known, lost }), known);
});

test('a log that is not listed is missing, and both logs are missing if the service gives the reason why there are no files', async () => {
  const { stderr, stdout } = await read(toFiles({ 'stdout.txt': 'out' }).files);
  assert.match(stderr.unread?.why ?? '', /ended without writing it/);
  assert.equal(stdout.text, 'out');
  const gone = await read(refusing('NodeNotFound', 404));
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
  test(`for unreachable files, the result says whether they are gone: the node ${what}`, async () => {
    const asked: string[] = [];
    const nodes: NonNullable<FakePorts['nodes']> = {
      getNode: async (poolId, nodeId) => {
        asked.push(`${poolId} ${nodeId}`);
        if (BatchError.is(node)) throw node;
        return node;
      },
    };
    const service = fakeBatchService({ taskFiles: refusing('TaskFilesUnavailable', 409), nodes });
    const onNode = { ...task, nodeInfo: { poolId: 'spot', nodeId: 'tvm-1' } };
    const { stderr, stdout } = await readTaskLogs(service, resource, onNode);
    assert.deepEqual([stderr.unread?.kind, stdout.unread?.kind], [kind, kind]);
    assert.match(stderr.unread?.why ?? '', why);
    assert.deepEqual(asked, ['spot tvm-1'], 'one look');
  });

test('a node whose machine is gone is not requested, but the other locations of both logs are', async () => {
  const refused: unknown[] = [];
  const service = fakeBatchService({
    taskFiles: {
      async *listFiles(_owner, { refusal: why, task: of } = {}) {
        refused.push(of?.id);
        yield await Promise.reject(why);
      },
    },
  });
  const lost = { id: 'tvm-1', state: 'preempted' } as const;
  const onNode = { ...task, nodeInfo: { poolId: 'spot', nodeId: 'tvm-1' } };
  const { stderr, stdout } = await readTaskLogs(service, resource, onNode, { lost });
  assert.deepEqual(refused, ['frame-1']);
  assert.equal(stderr.unread?.why, "stderr.txt is gone: Azure reclaimed its node's VM.");
  assert.equal(stdout.unread?.why, "stdout.txt is gone: Azure reclaimed its node's VM.");
});

test('a transport error is not an answer', async () => {
  for (const code of ['NodeNotFound', 'NetworkUnreachable'])
    await assert.rejects(read(refusing(code, 500)), (error) => BatchError.is(error, code));
});
