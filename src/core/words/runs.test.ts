import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findRuns } from './runs.ts';

const runsOf = (...ids: readonly string[]) => findRuns(ids, (id) => id, 3).map((run) => run.join(' '));

test('consecutive IDs are grouped in order of number, at the position of the first one', () => {
  assert.deepEqual(runsOf('x', 'frame-0101', 'frame-0099', 'y', 'frame-0100'), [
    'x',
    'frame-0099 frame-0100 frame-0101',
    'y',
  ]);
});

test('a missing number ends a group, and a few IDs do not form a group', () => {
  assert.deepEqual(runsOf('t1', 't2', 't3', 't5', 't6'), ['t1 t2 t3', 't5', 't6']);
});

test('numbers may grow by a digit within a group, but not change their padding', () => {
  assert.deepEqual(runsOf('t8', 't9', 't10', 't11'), ['t8 t9 t10 t11']);
  assert.deepEqual(runsOf('t08', 't09', 't10'), ['t08 t09 t10']);
  assert.deepEqual(runsOf('t7', 't8', 't09'), ['t7', 't8', 't09']);
  assert.deepEqual(runsOf('t98', 't99', 't0100'), ['t98', 't99', 't0100']);
  assert.deepEqual(runsOf('t1', 't01', 't2', 't02', 't3'), ['t1 t2 t3', 't01', 't02']);
});

test('IDs with different prefixes are in different groups, and an ID without a number or with a long one is in none', () => {
  assert.deepEqual(runsOf('a-1', 'b-2', 'a-3'), ['a-1', 'b-2', 'a-3']);
  assert.deepEqual(runsOf('1732146000001', '1732146000002', '1732146000003').length, 3);
  assert.deepEqual(runsOf('left', 'right', ''), ['left', 'right', '']);
  assert.deepEqual(runsOf('1', '2', '3'), ['1 2 3']);
});

test('each item is in exactly one group', () => {
  const id = fc.tuple(fc.constantFrom('a', 'b-', ''), fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 3 }));
  fc.assert(
    fc.property(
      fc.uniqueArray(id.map(([prefix, number, pad]) => prefix + String(number).padStart(pad, '0'))),
      (ids) => {
        const runs = findRuns(ids, (one) => one, 3);
        assert.deepEqual(runs.flat().sort(), [...ids].sort());
        assert.ok(runs.every(({ length }) => length === 1 || length >= 3));
      },
    ),
  );
});

test('in a very long group, the time per item does not grow', () => {
  const ids = Array.from({ length: 100_000 }, (_, index) => `t${index}`);
  assert.equal(findRuns(ids, (id) => id, 3).length, 1);
});
