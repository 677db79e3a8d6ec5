import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDuration, toDurationWords } from './durations.ts';

test('ISO durations become milliseconds', () => {
  assert.equal(parseDuration('PT15M'), 900_000);
  assert.equal(parseDuration('P7D'), 604_800_000);
  assert.equal(parseDuration('P1DT2H3M4.5S'), 93_784_500);
  assert.equal(parseDuration('P10675199DT2H48M5.4775807S'), Number.POSITIVE_INFINITY);
});

test('text that is not an ISO duration gives no duration', () => {
  for (const text of ['', 'P', 'PT', '15M', 'P1Y', 'PT-5M', '1 hour', 'P1H']) {
    assert.equal(parseDuration(text), undefined, text);
  }
});

test('the parts of an ISO duration are added up, and any part may be left out', () => {
  const part = fc.option(fc.nat(99), { nil: undefined });
  fc.assert(
    fc.property(part, part, fc.nat(99), (days, hours, seconds) => {
      const text = `P${days === undefined ? '' : `${days}D`}T${hours === undefined ? '' : `${hours}H`}${seconds}S`;
      assert.equal(parseDuration(text), ((days ?? 0) * 24 * 3600 + (hours ?? 0) * 3600 + seconds) * 1000);
    }),
  );
});

test('a duration in words shows the two largest units', () => {
  assert.equal(toDurationWords(300), '300 ms');
  assert.equal(toDurationWords(2400), '2.4 sec');
  assert.equal(toDurationWords(61_000), '1 min 1 sec');
  assert.equal(toDurationWords(7_800_000), '2 hr 10 min');
  assert.equal(toDurationWords(86_400_000), '1 day');
  assert.equal(toDurationWords(3 * 86_400_000 + 3_600_000), '3 days 1 hr');
  assert.equal(toDurationWords(Number.POSITIVE_INFINITY), 'no limit');
});
