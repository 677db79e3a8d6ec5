import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { toNoise } from '../../../test/builders/realFiles.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { type RemoteFile, readLog, readTail } from './readLog.ts';

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

test('the end of a log is returned as text, with the number of bytes before it', async () => {
  const log = await readLog(fileOf(encode('one\ntwo\nthree\n')), 'stderr.txt', task, 8);
  assert.deepEqual(log, { path: 'stderr.txt', text: 'three\n', leftOut: 8, length: 14 });
});

test('UTF-16, as PowerShell writes it, is decoded', async () => {
  const log = await readLog(fileOf(new Uint8Array(Buffer.from('\ufeffgrün\n', 'utf16le'))), 'stdout.txt', task, 100);
  assert.equal(log.text, 'grün\n');
});

test('A9-30 binary output is not text, and is described as binary', async () => {
  const packed = gzipSync('a log\n'.repeat(99));
  assert.deepEqual(await readLog(fileOf(packed), 'stdout.txt', task, 1_000), {
    path: 'stdout.txt',
    unread: {
      kind: 'notText',
      why: "stdout.txt can't be shown as text, because its format is binary (gzip).",
    },
  });
  const end = await readLog(fileOf(toNoise(100_000)), 'stdout.txt', task, 1_000);
  assert.equal(end.text, undefined);
  assert.match(end.unread?.why ?? '', /its content is not text/);
});

test('secrets that a program printed are hidden', async () => {
  const log = await readLog(fileOf(encode('GET https://a/b?sv=1&sig=abcdef\n')), 'stderr.txt', task, 100);
  assert.ok(!log.text?.includes('abcdef'), log.text);
});

test('if there is no log, the reason is returned', async () => {
  const log = await readLog(failingFile('TaskFilesCleanedup'), 'stderr.txt', task, 100);
  assert.equal(log.text, undefined);
  assert.match(log.unread?.why ?? '', /retention time/);
});

test('a transport error is not treated as an answer about the log', async () => {
  await assert.rejects(readLog(failingFile('NetworkUnreachable'), 'stderr.txt', task, 100), (error) =>
    BatchError.is(error, 'NetworkUnreachable'),
  );
});

/** A file whose content changes with each request, for properties and ranges in turn. */
function toRotatedFile(...contents: readonly string[]): RemoteFile & { readonly requests: string[] } {
  const requests: string[] = [];
  const next = (): Uint8Array => new TextEncoder().encode(contents[Math.min(requests.length, contents.length) - 1]);
  return {
    requests,
    async getProperties() {
      requests.push('properties');
      return { contentLength: next().length };
    },
    async read({ start, end }) {
      requests.push(`${start}-${end}`);
      const content = next();
      if (start >= content.length) throw new BatchError({ code: 'InvalidRange', message: 'past the end', status: 416 });
      return content.slice(start, end + 1);
    },
  };
}

const toText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test('a short file is read as a whole', async () => {
  const file = toRotatedFile('hello');
  const tail = await readTail(file, 8);
  assert.equal(toText(tail.bytes), 'hello');
  assert.equal(tail.leftOut, 0);
  assert.deepEqual(file.requests, ['0-8']);
});

test('only the end of a long file is read, from the start of a line', async () => {
  const file = toRotatedFile('first\nsecond\nthird\n');
  const tail = await readTail(file, 9);
  assert.equal(toText(tail.bytes), 'third\n');
  assert.equal(tail.leftOut, 13);
  assert.deepEqual(file.requests, ['0-9', 'properties', '10-18']);
});

test('a refused range means that the file is empty', async () => {
  const file = toRotatedFile('');
  assert.equal((await readTail(file, 8)).bytes.length, 0);
  assert.deepEqual(file.requests, ['0-8']);
});

test('the length of a file that shrank while it was read is requested again', async () => {
  const file = toRotatedFile('0123456789abcdef', '0123456789abcdef', 'new', 'new', 'new');
  assert.equal(toText((await readTail(file, 4)).bytes), 'new');
  assert.deepEqual(file.requests, ['0-4', 'properties', '12-15', 'properties', '0-2']);
});

test('reading a file that never stops shrinking is abandoned', async () => {
  const file = toRotatedFile('0123456789ab', '0123456789ab', '', '01234567', '', '0123', '');
  await assert.rejects(readTail(file, 4), (error) => BatchError.is(error, 'InvalidRange'));
  assert.equal(file.requests.length, 7);
});

test('the text of a file that grew while it was read is kept', async () => {
  const properties = { contentLength: 4 };
  assert.equal(toText((await readTail(toRotatedFile('01234567'), 8, { properties })).bytes), '0123');
});

test('the length of a file is not requested if it is known', async () => {
  const file = toRotatedFile('0123');
  await readTail(file, 8, { properties: { contentLength: 4 } });
  assert.deepEqual(file.requests, ['0-3']);
});

test('other errors are passed on', async () => {
  const gone = new BatchError({ code: 'NodeNotFound', message: 'gone' });
  const file: RemoteFile = { getProperties: () => Promise.reject(gone), read: () => Promise.reject(gone) };
  await assert.rejects(readTail(file, 4), gone);
});
