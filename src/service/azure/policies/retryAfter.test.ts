import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRetryAfterMs } from './retryAfter.ts';

const nowMs = Date.parse('2026-11-20T09:00:00Z');

const cases: readonly (readonly [header: string | undefined, expected: number | undefined])[] = [
  ['2', 2000],
  [' 0 ', 0],
  ['3600', 3_600_000],
  ['Fri, 20 Nov 2026 09:00:05 GMT', 5000],
  ['Friday, 20-Nov-26 09:00:05 GMT', 5000],
  ['Fri, 20 Nov 2026 08:59:00 GMT', 0],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['99999999999', undefined],
  ['', undefined],
  [undefined, undefined],
];

for (const [header, expected] of cases) {
  test(`Retry-After ${JSON.stringify(header)} asks to wait ${expected} ms`, () => {
    assert.equal(toRetryAfterMs(header, nowMs), expected);
  });
}
