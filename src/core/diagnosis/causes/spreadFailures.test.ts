import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spreadFailures } from './spreadFailures.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString();

test('failures are counted in equal parts of the time, the first and the last among them', () => {
  const spread = spreadFailures([at(0), at(0), at(1), undefined, at(3)]);
  assert.deepEqual(
    spread.map(({ from, count }) => [from, count]),
    [
      [at(0), 2],
      [at(1), 1],
      [at(2), 0],
      [at(3), 1],
    ],
  );
  const parts = spreadFailures(Array.from({ length: 1_000 }, (_, minute) => at(minute)));
  assert.equal(parts.length, 24);
  assert.equal(
    parts.reduce((sum, { count }) => sum + count, 0),
    1_000,
  );
});

test('where there is no story there is no picture', () => {
  for (const times of [[], [at(0), at(9)], [at(0), at(0), at(0)], ['soon', 'later', undefined, at(1)]])
    assert.deepEqual(spreadFailures(times), []);
});
