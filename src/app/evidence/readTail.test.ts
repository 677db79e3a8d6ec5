import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../../core/model/batchError.ts';
import { type RemoteFile, readTail } from './readTail.ts';

/** A file whose content is given anew for each request: properties and ranges, in turn. */
function fileOf(...contents: readonly string[]): RemoteFile & { readonly requests: string[] } {
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

test('reads a short file whole', async () => {
  const file = fileOf('hello');
  const tail = await readTail(file, 8);
  assert.equal(toText(tail.bytes), 'hello');
  assert.equal(tail.leftOut, 0);
  assert.deepEqual(file.requests, ['properties', '0-4']);
});

test('reads only the end of a long file, from the start of a line', async () => {
  const file = fileOf('first\nsecond\nthird\n');
  const tail = await readTail(file, 9);
  assert.equal(toText(tail.bytes), 'third\n');
  assert.equal(tail.leftOut, 13);
  assert.deepEqual(file.requests, ['properties', '10-18']);
});

test('asks for nothing of an empty file', async () => {
  const file = fileOf('');
  assert.equal((await readTail(file, 8)).bytes.length, 0);
  assert.deepEqual(file.requests, ['properties']);
});

test('measures a file again that shrank in between', async () => {
  const file = fileOf('0123456789abcdef', 'new', 'new', 'new');
  assert.equal(toText((await readTail(file, 4)).bytes), 'new');
  assert.deepEqual(file.requests, ['properties', '12-15', 'properties', '0-2']);
});

test('gives up on a file that never stops shrinking', async () => {
  const file = fileOf('0123456789ab', '', '01234567', '', '0123', '');
  await assert.rejects(readTail(file, 4), (error) => BatchError.is(error, 'InvalidRange'));
  assert.equal(file.requests.length, 6);
});

test('keeps what was read of a file that grew in between', async () => {
  assert.equal(toText((await readTail(fileOf('0123', '01234567'), 8)).bytes), '0123');
});

test('uses properties that are known already', async () => {
  const file = fileOf('0123');
  await readTail(file, 8, { properties: { contentLength: 4 } });
  assert.deepEqual(file.requests, ['0-3']);
});

test('passes other errors on', async () => {
  const gone = new BatchError({ code: 'NodeNotFound', message: 'gone' });
  const file: RemoteFile = { getProperties: () => Promise.reject(gone), read: () => Promise.reject(gone) };
  await assert.rejects(readTail(file, 4), gone);
});
