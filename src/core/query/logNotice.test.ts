import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countNoticeLines, toLeftOutNotice, toNotice } from './logNotice.ts';

test('says how much is left out and how much follows', () => {
  assert.equal(
    toLeftOutNotice(12_345_678, 1024 * 1024),
    '⋯ The first 12,345,678 bytes of this file are left out; its last 1 MiB follow.',
  );
});

test('stays one line, whatever the file is called', () => {
  assert.equal(toNotice('There is no file a\nb\u202e here.'), '⋯ There is no file a\\u{a}b\\u{202e} here.');
});

test('is told from lines of the file', () => {
  assert.equal(countNoticeLines(`${toNotice('left out')}\nline 1\n`), 1);
  assert.equal(countNoticeLines('line 1\n⋯ line 2\n'), 0);
  assert.equal(countNoticeLines(''), 0);
});
