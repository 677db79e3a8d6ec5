import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { fakeBatchService, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { sources } from '../../../test/fakes/sources.ts';
import { holdRules } from '../../core/diagnosis/diagnosis.ts';
import type { Task } from '../../core/model/task.ts';
import { systemClock } from '../../service/clock.ts';
import { FailureReader } from './failureReader.ts';
import { briefBytes, farthestBytes, thoroughBytes } from './readLog.ts';

const toTask = (id: string): Task => ({
  id,
  state: 'completed',
  stateTransitionTime: '2026-11-20T08:00:00Z',
  executionInfo: { result: 'failure', exitCode: 1 },
});

/** Makes a reader over logs of the given length in bytes, and records its requests. */
function setUp(contentLength: number) {
  const asked: string[] = [];
  const service = fakeBatchService({
    taskFiles: {
      listFiles: () => pagesOf([{ name: 'stderr.txt', isDirectory: false, properties: { contentLength } }]),
      readFile: async ({ taskId }, path, { range: { start, end } = { start: 0, end: contentLength } } = {}) => {
        if (path === 'stdout.txt') return new Uint8Array();
        const isRead = contentLength < briefBytes || start > 0 || end + 1 === contentLength;
        if (isRead) asked.push(taskId);
        // A few long lines without words take less time to search than other text.
        return Buffer.alloc(Math.min(end + 1, contentLength) - start, `${'. '.repeat(499)}\n`);
      },
    },
  });
  const reader = new FailureReader(sources, systemClock);
  const read = (id: string, maxBytes = briefBytes) =>
    reader.read(
      { service, snapshot: snapshot().build() },
      { kind: 'task', accountId: 'a', jobId: 'j', taskId: id },
      toTask(id),
      maxBytes,
    );
  return { asked, reader, read };
}

test('logs are judged again, without a request, after the rules of the user have changed', async () => {
  const { asked, reader, read } = setUp(1000);
  const resource = { kind: 'task', accountId: 'a', jobId: 'j', taskId: 't' } as const;
  const title = 'It speaks in dots';
  let told = 0;
  reader.onDidExplainAgain(() => (told += 1));
  try {
    assert.notEqual((await read('t')).cause?.log.title, title);
    holdRules([{ name: 'r.json', text: JSON.stringify([{ match: '. . .', title, step: 'Listen.' }]) }]);
    reader.explainAgain();
    assert.equal(reader.find(resource)?.cause?.log.title, title);
    assert.equal((await read('t')).cause?.log.title, title);
  } finally {
    holdRules([]);
    reader.explainAgain();
  }
  assert.notEqual((await read('t')).cause?.log.title, title);
  assert.deepEqual([asked.length, told], [1, 2]);
  reader.dispose();
});

test('short logs of many hundreds of tasks are read once', async () => {
  const { asked, reader, read } = setUp(1000);
  const ids = Array.from({ length: 500 }, (_, index) => `t${index}`);
  await Promise.all(ids.map((id) => read(id)));
  assert.equal(asked.splice(0).length, 500);
  await Promise.all(ids.map((id) => read(id, thoroughBytes)));
  assert.deepEqual(asked, []);
  reader.dispose();
});

test('the most recently read long logs are cached, and a few longer ones', async () => {
  const { asked, reader, read } = setUp(thoroughBytes);
  const ids = Array.from({ length: 410 }, (_, index) => `t${index}`);
  for (const id of ids) await read(id);
  asked.splice(0);
  await read('t409');
  assert.deepEqual(asked, []);
  await read('t0');
  assert.deepEqual(asked.splice(0), ['t0']);
  for (const id of ['t1', 't2', 't3', 't1', 't2', 't3']) await read(id, thoroughBytes);
  assert.deepEqual(asked.splice(0), ['t1', 't2', 't3']);
  for (const id of ['t4', 't2', 't3', 't1']) await read(id, thoroughBytes);
  assert.deepEqual(asked.splice(0), ['t4', 't1']);
  await read('t409');
  assert.deepEqual(asked, [], 'in place of none of the others');
  reader.dispose();
});

/** A log whose cause comes before the output of the program's shutdown. */
const why = 'ValueError: case-7 has no rows\n';
const stopped = 'INFO worker stopped\n';

/**
 * Makes a reader over a log with a cause at a distance in bytes from its end, and records the requested ranges in KiB.
 */
function setUpFar(distance: number) {
  const asked: string[] = [];
  const rest = stopped.repeat(Math.ceil(distance / stopped.length));
  const content = Buffer.from(`${stopped.repeat(100_000)}${distance > 0 ? why : ''}${rest}`);
  const service = fakeBatchService({
    taskFiles: {
      listFiles: () =>
        pagesOf([{ name: 'stderr.txt', isDirectory: false, properties: { contentLength: content.length } }]),
      readFile: async (_owner, path, { range } = {}) => {
        const { start = 0, end = content.length - 1 } = range ?? {};
        if (path === 'stdout.txt') return new Uint8Array();
        if (start > 0) asked.push(`${Math.round((end + 1 - start) / 1024)}`);
        return content.subarray(start, end + 1);
      },
    },
  });
  const reader = new FailureReader(sources, systemClock);
  const resource = { kind: 'task', accountId: 'a', jobId: 'j', taskId: 't' } as const;
  const read = (farthest?: number) =>
    reader.read({ service, snapshot: snapshot().build() }, resource, toTask('t'), briefBytes, farthest);
  return { asked, reader, read };
}

test('if the end of a log shows no cause, reading continues upward, with twice as much each time', async () => {
  const { asked, reader, read } = setUpFar(300 * 1024);
  assert.equal((await read()).cause, undefined);
  assert.deepEqual(asked.splice(0), ['64'], 'not unasked');
  const { cause, stderr } = await read(farthestBytes);
  assert.equal(cause?.log.rootCause.text, why.trim());
  assert.deepEqual(asked, ['64', '64', '128', '256']);
  assert.ok(stderr.searched !== undefined && Math.abs(stderr.searched - 512 * 1024) < 1024, `${stderr.searched}`);
  const lines = stderr.text?.split('\n') ?? [];
  assert.ok(
    lines.every((line) => [why.trim(), stopped.trim(), ''].includes(line)),
    'no line is cut where two parts meet',
  );
  reader.dispose();
});

test('if no cause is found, reading stops at a limit, and only the end of the log is returned as text', async () => {
  const { asked, reader, read } = setUpFar(0);
  const { cause, stderr } = await read(256 * 1024);
  assert.ok(cause === undefined || cause.log.isLastWords === true);
  assert.deepEqual(asked.splice(0), ['64', '64', '128']);
  assert.ok((stderr.text?.length ?? 0) <= briefBytes && (stderr.searched ?? 0) > briefBytes);
  await read(256 * 1024);
  assert.deepEqual(asked, [], 'which is remembered');
  reader.dispose();
});

test('reading stops if the end of the log shows a cause', async () => {
  const { asked, reader, read } = setUpFar(1000);
  const { cause, stderr } = await read(farthestBytes);
  assert.equal(cause?.log.rootCause.text, why.trim());
  assert.deepEqual([asked, stderr.searched], [['64'], undefined]);
  reader.dispose();
});
