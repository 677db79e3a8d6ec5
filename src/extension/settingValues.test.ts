import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { mostSlowdown } from '../core/model/freshness.ts';
import { asNumber, toRefreshIntervalMs } from './settingValues.ts';

/** Node fires a timer that is set for longer immediately. */
const longestTimerMs = 2 ** 31 - 1;

test('views refresh as often as the user wants, within what the manifest allows', () => {
  const { contributes } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const { maximum, default: usual } = contributes.configuration.properties['azureBatch.refreshInterval'];
  assert.equal(toRefreshIntervalMs(30), 30_000);
  assert.equal(toRefreshIntervalMs(undefined), usual * 1000);
  assert.equal(toRefreshIntervalMs(1), 5_000);
  assert.equal(toRefreshIntervalMs(maximum + 1), maximum * 1000);
  for (const off of [0, -1]) assert.equal(toRefreshIntervalMs(off), undefined);
});

test('A9-48 no workspace makes requests follow each other at once, whatever its settings say', () => {
  const hostile = fc.oneof(
    fc.anything(),
    fc.double(),
    fc.constantFrom(3e6, 2 ** 31, 1e308, Number.MIN_VALUE, '1', [9]),
  );
  fc.assert(
    fc.property(hostile, (value) => {
      const intervalMs = toRefreshIntervalMs(value);
      if (intervalMs === undefined) return;
      assert.ok(intervalMs >= 5_000 && intervalMs * mostSlowdown <= longestTimerMs, `${intervalMs}`);
    }),
  );
});

test('what is no number is as if it was not set', () => {
  for (const value of ['1', null, undefined, {}, [1], Number.NaN, Number.POSITIVE_INFINITY, true])
    assert.equal(asNumber(value), undefined);
  assert.equal(asNumber(0.5), 0.5);
});
