import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LostFiles, toEditorBytes } from './lostFiles.ts';

const atMs = new Date(2026, 10, 20, 10, 42).getTime();
const gone = { reasons: ['The node has left the pool.'], isGone: true };
const passing = { reasons: ['The node is rebooting.'], isGone: false };

function start(shown: string | undefined) {
  const clock = { nowMs: atMs };
  const lost = new LostFiles(
    () => shown,
    () => clock.nowMs,
  );
  return { lost, clock };
}

test('A9-35 what was read stays, above why there is no more and since when', () => {
  const { lost, clock } = start('first\nsecond');
  lost.noteRead('log');
  const text = lost.toText('log', gone);
  assert.equal(
    text,
    'first\nsecond\n⋯ The node has left the pool.\n' + '⋯ The text above was read before 10:42. No more can be read.\n',
  );
  assert.equal(lost.isGone('log'), true);
  clock.nowMs += 3_600_000;
  assert.equal(lost.toText('log', gone), text);
});

test('what may come back is looked for, and is read on when it does', () => {
  const { lost } = start('first\n');
  lost.noteRead('log');
  assert.match(lost.toText('log', passing), /^first\n⋯ The node is rebooting\.\n⋯ .* as soon as the file can be read/);
  assert.equal(lost.isGone('log'), false);
  lost.toText('log', gone);
  assert.equal(lost.isGone('log'), true);
  lost.noteRead('log');
  assert.equal(lost.isGone('log'), false);
});

test('a document that never showed the file says only why', () => {
  const { lost } = start('⋯ There is no file yet.\n');
  assert.equal(lost.toText('log', gone), '⋯ The node has left the pool.\n');
  assert.equal(lost.isGone('log'), true);
  lost.forget('log');
  assert.equal(lost.isGone('log'), false);
});

test('an empty file has nothing to keep', () => {
  const { lost } = start('');
  lost.noteRead('log');
  assert.equal(lost.toText('log', gone), '⋯ The node has left the pool.\n');
});

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
