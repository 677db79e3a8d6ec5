import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blankNotices, toLeftOutNotice, toLostNotice, toNotice } from './logNotice.ts';

test('says how much is left out and how much follows', () => {
  assert.equal(
    toLeftOutNotice(12_345_678, 1024 * 1024),
    '⋯ The first 12,345,678 bytes of this file are not shown, and not saved by Save As. The last 1 MiB follow.',
  );
});

test('stays one line, whatever the file is called', () => {
  assert.equal(toNotice("a\nb\u202e doesn't exist here."), "⋯ a\\u{a}b\\u{202e} doesn't exist here.");
});

test('is blanked without moving the lines of the file', () => {
  const notice = toNotice('left out');
  assert.equal(blankNotices(`${notice}\na\nb`), '\na\nb');
  assert.equal(blankNotices(`${notice}\n${notice}\na\n`), '\n\na\n');
  assert.equal(blankNotices(notice), '\n');
  assert.equal(blankNotices('a\n⋯ b\n'), 'a\n⋯ b\n');
});

test('what is lost and since when are lines of their own below the text', () => {
  const time = new Date(2026, 10, 20, 10, 42).getTime();
  const lost = toLostNotice(['The node is gone.'], time, true);
  assert.match(lost, /^⋯ The node is gone\.\n⋯ The text above was read before 10:42\. No more/);
});
