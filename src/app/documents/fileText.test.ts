import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toEditorBytes } from './fileText.ts';

const show = (text: string, leftOut = 0): string =>
  new TextDecoder().decode(toEditorBytes({ text, shown: text.length, leftOut }));

test('shows a whole file as it is', () => {
  assert.equal(show('grün\n\u001b[31mred\n'), 'grün\n\u001b[31mred\n');
});

test('says in the first line what is left out', () => {
  assert.match(show('last line\n', 4096), /^⋯ The first 4,096 bytes .*\nlast line\n$/);
});

test('A9-30 keeps NUL from turning a log into a binary file', () => {
  assert.equal(show('one\0two\n'), 'one\u2400two\n');
});
