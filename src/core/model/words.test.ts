import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import { readNode } from './computeNodeShape.ts';
import { readAs } from './shape.ts';
import { isOneOf, toText, type Word, wordOf } from './words.ts';

const read = wordOf(['idle', 'running']);

test('a known word in any case is returned in the spelling of the service', () => {
  assert.equal(readAs(wordOf(['UserError']), 'userError').value, 'UserError');
  for (const text of ['idle', 'Idle', 'IDLE']) assert.deepEqual(readAs(read, text), { value: 'idle', damaged: false });
});

test('a word that only a newer service knows keeps its text, and equals no known word', () => {
  const { value, damaged } = readAs(read, 'Hibernating');
  assert.equal(damaged, false);
  assert.equal(isOneOf(value, ['idle', 'running']), false);
  assert.ok(value !== 'idle' && value !== 'running');
  assert.equal(toText(value), 'Hibernating');
  assert.equal(JSON.stringify({ value }), '{"value":"Hibernating"}');
  assert.equal(isOneOf(readAs(read, 'constructor').value, ['idle', 'running']), false);
});

test('a value that is not text is not a word', () => {
  for (const value of [7, {}, [], true]) assert.deepEqual(readAs(read, value), { value: undefined, damaged: true });
  assert.equal(isOneOf<Word<'idle'>, 'idle'>(undefined, ['idle']), false);
  assert.equal(toText(undefined), '');
});

test('an object whose words are already in the case of the service is not copied', () => {
  const node = { id: 'n', state: 'idle', schedulingState: 'enabled' };
  assert.equal(readAs(readNode, node).value, node);
  const later = { id: 'n', state: 'Hibernating' };
  assert.equal(readAs(readNode, later).value, later);
  assert.deepEqual(readAs(readNode, { id: 'n', state: 'StartTaskFailed' }), {
    value: { id: 'n', state: 'starttaskfailed' },
    damaged: false,
  });
});

test('the compiler refuses misspelled words, and words in a different case', () => {
  const word: Word<'idle' | 'running'> = otherWord('Running') as Word<'idle' | 'running'>;
  // @ts-expect-error: no such word
  assert.equal(word === 'runing', false);
  // @ts-expect-error: no such word
  assert.equal(isOneOf(word, ['runing']), false);
  // @ts-expect-error: it is no text
  assert.equal(typeof word.toLowerCase, 'function');
});
