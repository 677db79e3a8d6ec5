import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapWords } from './wrap.ts';

test('lines are broken between words, and nothing is lost', () => {
  const text = 'Where the formula asks for fewer, Batch removes nodes with all files on them.';
  const lines = wrapWords(text, 30);
  assert.deepEqual(lines, ['Where the formula asks for', 'fewer, Batch removes nodes', 'with all files on them.']);
  assert.equal(lines.join(' '), text);
});

test('a word that is too long has its own line, and fitting text is unchanged', () => {
  assert.deepEqual(wrapWords('pool 0123456789abcdef is gone', 10), ['pool', '0123456789abcdef', 'is gone']);
  assert.deepEqual(wrapWords('short', 10), ['short']);
});
