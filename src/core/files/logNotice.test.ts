import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blankNotices, toLeftOutNotice, toLostNotice, toNotice } from './logNotice.ts';

test('a notice shows how much of a log is omitted and how much follows', () => {
  assert.equal(
    toLeftOutNotice(12_345_678, 1024 * 1024),
    '⋯ The first 12,345,678 bytes of this file are not shown, and not saved by Save As. The last 1 MiB follow.',
  );
});

test('a notice stays on one line, whatever the name of the file is', () => {
  assert.equal(toNotice("a\nb\u202e doesn't exist here."), "⋯ a\\u{a}b\\u{202e} doesn't exist here.");
});

test('removing the text of a notice does not move the lines of the file', () => {
  const notice = toNotice('left out');
  assert.equal(blankNotices(`${notice}\na\nb`), '\na\nb');
  assert.equal(blankNotices(`${notice}\n${notice}\na\n`), '\n\na\n');
  assert.equal(blankNotices(notice), '\n');
  assert.equal(blankNotices('a\n⋯ b\n'), 'a\n⋯ b\n');
});

test('the reason and the time of a loss are separate lines below the text', () => {
  const time = new Date(2026, 10, 20, 10, 42).getTime();
  const lost = toLostNotice(['The node is gone.'], time, true);
  assert.match(lost, /^⋯ The node is gone\.\n⋯ The text above was read before 10:42\. No more/);
});
