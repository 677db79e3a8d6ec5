import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTurn } from './turningPoint.ts';

const spans = (...pairs: readonly (readonly [ended: number, failed: number])[]) =>
  pairs.map(([ended, failed], index) => ({ atMs: index * 3_600_000, ended, failed }));

test('the hour since which clearly more tasks fail is found', () => {
  const turn = findTurn(spans([40, 1], [40, 0], [0, 0], [40, 38], [40, 40]));
  assert.deepEqual(turn, {
    atMs: 3 * 3_600_000,
    before: { ended: 80, failed: 1 },
    since: { ended: 80, failed: 78 },
  });
});

test('no hour is named if the failure rate was constant, or if few tasks ended or failed', () => {
  assert.equal(findTurn(spans([10, 10], [10, 10], [10, 9])), undefined);
  assert.equal(findTurn(spans([2, 0], [2, 2])), undefined);
  assert.equal(findTurn(spans([1000, 0], [1000, 30])), undefined);
  assert.equal(findTurn(spans([40, 2], [40, 3], [40, 1])), undefined);
  assert.equal(findTurn([]), undefined);
});

test('a problem that has passed is not reported as a turn for the worse', () => {
  assert.equal(findTurn(spans([40, 40], [40, 1], [40, 0])), undefined);
});
