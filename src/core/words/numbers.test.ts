import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setLocale } from '../text/locale.ts';
import { formatBytes, formatNumber, parseDecimal } from './numbers.ts';

afterEach(() => setLocale('en', false));

test('numbers are formatted for the locale', () => {
  assert.equal(formatNumber(9000), '9,000');
  setLocale('de', false);
  assert.equal(formatNumber(9000), '9.000');
  assert.equal(formatBytes(1536), '1,5 KiB');
});

test('A9-16 a damaged number with hundreds of digits is shown in short form', () => {
  assert.equal(formatNumber(1e308), '1E308');
  assert.equal(formatNumber(-1e308), '-1E308');
  assert.equal(formatNumber(999_999_999_999_999), '999,999,999,999,999');
});

test('sizes are shown with a single unit', () => {
  assert.equal(formatBytes(0), '0 B');
  assert.equal(formatBytes(1023), '1,023 B');
  assert.equal(formatBytes(1536), '1.5 KiB');
  assert.equal(formatBytes(1024 ** 2), '1 MiB');
});

test('a typed number may have a decimal point or a decimal comma, but no groups', () => {
  assert.deepEqual(['12', ' 1.5 ', '1,5', '0,25'].map(parseDecimal), [12, 1.5, 1.5, 0.25]);
  assert.deepEqual(['', '-1', '1,500', '1.5.2', '1e3', ',5'].map(parseDecimal), Array(6).fill(undefined));
});
