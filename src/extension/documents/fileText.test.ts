import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBinary, toEditorBytes } from './fileText.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const show = (bytes: Uint8Array, leftOut = 0): string =>
  new TextDecoder().decode(toEditorBytes({ bytes, start: leftOut, leftOut }));

test('shows a whole file as it is', () => {
  assert.equal(show(encode('grün\n\u001b[31mred\n')), 'grün\n\u001b[31mred\n');
});

test('says in the first line what is left out', () => {
  assert.match(show(encode('last line\n'), 4096), /^⋯ The first 4,096 bytes .*\nlast line\n$/);
});

test('A9-30 turns UTF-16 into what the editor reads', () => {
  const bytes = new Uint8Array(Buffer.from('\ufeffhello\r\n', 'utf16le'));
  assert.equal(show(bytes), 'hello\r\n');
  assert.equal(isBinary(bytes, 0), false);
});

test('A9-30 keeps NUL from turning a log into a binary file', () => {
  assert.equal(show(encode('one\0two\n')), 'one\u2400two\n');
});

test('A9-30 tells binary files from logs', () => {
  const binary = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 29);
  assert.equal(isBinary(binary, 0), true);
  assert.equal(isBinary(encode('\u001b[32mok\u001b[0m 10%\r20%\r\n'.repeat(9)), 0), false);
  assert.equal(isBinary(encode(''), 0), false);
});
