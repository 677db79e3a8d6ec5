import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatBytes, formatNumber, formatTime } from './numbers.ts';

test('numbers follow the locale', () => {
  assert.equal(formatNumber(9000, 'en'), '9,000');
  assert.equal(formatNumber(9000, 'de'), '9.000');
});

test('A9-16 a number that came damaged is told without its hundreds of digits', () => {
  assert.equal(formatNumber(1e308), '1E308');
  assert.equal(formatNumber(-1e308), '-1E308');
  assert.equal(formatNumber(999_999_999_999_999), '999,999,999,999,999');
});

test('sizes have one unit', () => {
  assert.equal(formatBytes(0), '0 B');
  assert.equal(formatBytes(1023), '1,023 B');
  assert.equal(formatBytes(1536), '1.5 KiB');
  assert.equal(formatBytes(1024 ** 2), '1 MiB');
});

test('times are those of the zone; what is no time stays', () => {
  assert.equal(formatTime('2026-11-20T09:14:07Z', 'en-GB', 'UTC'), '20 Nov 2026, 09:14:07 UTC');
  assert.equal(formatTime('soon'), 'soon');
});
