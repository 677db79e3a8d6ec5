import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  blankNotices,
  countNoticeLines,
  isLeftOutNotice,
  toLeftOutNotice,
  toLostNotice,
  toNotice,
  toRewrittenNotice,
  withoutNotices,
} from './logNotice.ts';

test('says how much is left out and how much follows', () => {
  assert.equal(
    toLeftOutNotice(12_345_678, 1024 * 1024),
    '⋯ The first 12,345,678 bytes of this file are not shown, and not saved by Save As. The last 1 MiB follow.',
  );
});

test('stays one line, whatever the file is called', () => {
  assert.equal(toNotice('There is no file a\nb\u202e here.'), '⋯ There is no file a\\u{a}b\\u{202e} here.');
});

test('is blanked without moving the lines of the file', () => {
  const notice = toNotice('left out');
  assert.equal(blankNotices(`${notice}\na\nb`), '\na\nb');
  assert.equal(blankNotices(`${notice}\n${notice}\na\n`), '\n\na\n');
  assert.equal(blankNotices(notice), '\n');
  assert.equal(blankNotices('a\n⋯ b\n'), 'a\n⋯ b\n');
});

test('is distinguished from lines of the file', () => {
  assert.equal(countNoticeLines(`${toNotice('left out')}\nline 1\n`), 1);
  assert.equal(countNoticeLines('line 1\n⋯ line 2\n'), 0);
  assert.equal(countNoticeLines(''), 0);
});

test('the line on what is left out is distinguished from other lines', () => {
  assert.ok(isLeftOutNotice(toLeftOutNotice(1, 1)));
  assert.ok(!isLeftOutNotice(toRewrittenNotice(0)));
  assert.ok(!isLeftOutNotice('line 1'));
});

test('notices above and below a file are distinguished from it', () => {
  const file = 'line 1\n\n⋯ line 3\nline 4\n';
  const time = new Date(2026, 10, 20, 10, 42).getTime();
  const lost = toLostNotice(['The node is gone.'], time, true);
  assert.match(lost, /^⋯ The node is gone\.\n⋯ The text above was read before 10:42\. No more/);
  const above = `${toLeftOutNotice(1, 1)}\n${toRewrittenNotice(time)}\n`;
  const below = `${lost}\n`;
  assert.equal(withoutNotices(file), file);
  assert.equal(withoutNotices(`${file}${below}`), file);
  assert.equal(withoutNotices(`${above}${file}${below}`), file);
  assert.equal(countNoticeLines(`${above}${file}`), 2);
  assert.equal(countNoticeLines(toRewrittenNotice(time)), 1);
  assert.equal(withoutNotices('no line end'), 'no line end');
  assert.equal(withoutNotices(''), '');
});
