import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rememberRecent } from './rememberRecent.ts';

function remember(limit: number) {
  const asked: string[] = [];
  const toUpper = (text: string): string => {
    asked.push(text);
    return text.toUpperCase();
  };
  return { asked, toUpper: rememberRecent(toUpper, { limit, maxLength: 3 }) };
}

test('a repeated text is not processed again, and has the same result', () => {
  const { asked, toUpper } = remember(10);
  assert.deepEqual(['a', 'b', 'a', '', ''].map(toUpper), ['A', 'B', 'A', '', '']);
  assert.deepEqual(asked, ['a', 'b', '']);
});

test('the least recently used text is forgotten, and a frequently used one is not', () => {
  const { asked, toUpper } = remember(2);
  for (const text of ['a', 'b', 'a', 'c', 'a', 'd', 'a', 'e', 'a', 'b']) toUpper(text);
  assert.deepEqual(asked, ['a', 'b', 'c', 'd', 'e', 'b']);
});

test('long texts are not kept', () => {
  const { asked, toUpper } = remember(2);
  assert.deepEqual(['long', 'long'].map(toUpper), ['LONG', 'LONG']);
  assert.deepEqual(asked, ['long', 'long']);
});
