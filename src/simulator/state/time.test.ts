import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isDate, isoDuration, parseDurationMs, unlimitedDuration } from './time.ts';

const dayMs = 24 * 60 * 60 * 1000;

const durations: readonly (readonly [text: string, ms: number | undefined])[] = [
  ['PT15M', 900_000],
  ['P7D', 7 * dayMs],
  ['PT0S', 0],
  ['PT1.5S', 1500],
  ['P1W', 7 * dayMs],
  ['P3Y6M4DT12H30M5S', 1279 * dayMs + 45_005_000],
  [unlimitedDuration, Number.POSITIVE_INFINITY],
  ['P', undefined],
  ['PT', undefined],
  ['15M', undefined],
  ['P1DT', undefined],
  ['-PT5M', undefined],
  ['', undefined],
];
for (const [text, ms] of durations) test(`${text} is ${ms} ms`, () => assert.equal(parseDurationMs(text), ms));

test('durations are normalized as the service normalizes them', () => {
  assert.equal(isoDuration(1279 * dayMs + 45_005_000), 'P1279DT12H30M5S');
  assert.equal(isoDuration(Number.POSITIVE_INFINITY), unlimitedDuration);
});

test('formatted durations and dates can be parsed again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (ms) => {
      assert.equal(parseDurationMs(isoDuration(ms)), ms);
    }),
  );
});

test('dates are in ISO 8601 format', () => {
  assert.equal(isDate('2026-11-20T09:00:00.1234567Z'), true);
  assert.equal(isDate('2026-11-20T10:00:00+01:00'), true);
  assert.equal(isDate('2026-11-20'), true);
  assert.equal(isDate('20 Nov 2026'), false);
  assert.equal(isDate('2026-13-20T09:00:00Z'), false);
});
