import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listGoldenLogs } from './goldenLogs.ts';

test('the golden logs contain at least 200 outputs of 200 lines or more', () => {
  const long = listGoldenLogs().filter(({ isLong }) => isLong);
  assert.ok(long.length >= 200);
  assert.deepEqual(
    long.filter(({ text }) => text.split('\n').length <= 200).map(({ name }) => name),
    [],
  );
});
