import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { toNoise } from '../../../test/builders/realFiles.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { readLog } from './readLog.ts';
import type { RemoteFile } from './readTail.ts';

const task = { id: 'frame-1', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } } as const;

function fileOf(bytes: Uint8Array): RemoteFile {
  return {
    getProperties: async () => ({ contentLength: bytes.length }),
    read: async ({ start, end }) => bytes.slice(start, end + 1),
  };
}

function failingFile(code: string): RemoteFile {
  const fail = () => Promise.reject(new BatchError({ code, message: `sentence about ${code}` }));
  return { getProperties: fail, read: fail };
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

test('gives the end of a log as text, with how much comes before it', async () => {
  const log = await readLog(fileOf(encode('one\ntwo\nthree\n')), 'stderr.txt', task, 8);
  assert.deepEqual(log, { path: 'stderr.txt', text: 'three\n', leftOut: 8 });
});

test('reads UTF-16, as PowerShell writes it', async () => {
  const log = await readLog(fileOf(new Uint8Array(Buffer.from('\ufeffgrün\n', 'utf16le'))), 'stdout.txt', task, 100);
  assert.equal(log.text, 'grün\n');
});

test('A9-30 what a program packed to its output is no text, and is said to be none', async () => {
  const packed = gzipSync('a log\n'.repeat(99));
  assert.deepEqual(await readLog(fileOf(packed), 'stdout.txt', task, 1_000), {
    path: 'stdout.txt',
    unread: {
      kind: 'notText',
      why: 'stdout.txt can’t be shown as text, because its format is binary (gzip).',
    },
  });
  const end = await readLog(fileOf(toNoise(100_000)), 'stdout.txt', task, 1_000);
  assert.equal(end.text, undefined);
  assert.match(end.unread?.why ?? '', /its content is not text/);
});

test('hides secrets that a program printed', async () => {
  const log = await readLog(fileOf(encode('GET https://a/b?sv=1&sig=abcdef\n')), 'stderr.txt', task, 100);
  assert.ok(!log.text?.includes('abcdef'), log.text);
});

test('says why there is no log', async () => {
  const log = await readLog(failingFile('TaskFilesCleanedup'), 'stderr.txt', task, 100);
  assert.equal(log.text, undefined);
  assert.match(log.unread?.why ?? '', /retention time/);
});

test('does not take trouble on the way for an answer', async () => {
  await assert.rejects(readLog(failingFile('NetworkUnreachable'), 'stderr.txt', task, 100), (error) =>
    BatchError.is(error, 'NetworkUnreachable'),
  );
});
