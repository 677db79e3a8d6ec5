import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { mostSlowdown } from '../../core/model/freshness.ts';
import { asNumber, toRefreshIntervalMs } from './settingValues.ts';

/** Longest delay of a timer; Node.js fires timers with longer delays at once. */
const longestTimerMs = 2 ** 31 - 1;

test("views refresh at the user's interval, within the limits of the manifest", () => {
  const { contributes } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const { maximum, default: usual } = contributes.configuration.properties['azureBatch.refreshInterval'];
  assert.equal(toRefreshIntervalMs(30), 30_000);
  assert.equal(toRefreshIntervalMs(undefined), usual * 1000);
  assert.equal(toRefreshIntervalMs(1), 5_000);
  assert.equal(toRefreshIntervalMs(maximum + 1), maximum * 1000);
  for (const off of [0, -1]) assert.equal(toRefreshIntervalMs(off), undefined);
});

test('A9-48 no workspace can make requests follow each other without a pause', () => {
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

test('a value that is not a number is treated as not set', () => {
  for (const value of ['1', null, undefined, {}, [1], Number.NaN, Number.POSITIVE_INFINITY, true])
    assert.equal(asNumber(value), undefined);
  assert.equal(asNumber(0.5), 0.5);
});
