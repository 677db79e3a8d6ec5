import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findRuns } from './runs.ts';

const runsOf = (...ids: readonly string[]) => findRuns(ids, (id) => id, 3).map((run) => run.join(' '));

test('ids that run in sequence are together, in the order of their numbers, where the first of them stood', () => {
  assert.deepEqual(runsOf('x', 'frame-0101', 'frame-0099', 'y', 'frame-0100'), [
    'x',
    'frame-0099 frame-0100 frame-0101',
    'y',
  ]);
});

test('a number that is not there ends a run, and few are none', () => {
  assert.deepEqual(runsOf('t1', 't2', 't3', 't5', 't6'), ['t1 t2 t3', 't5', 't6']);
});

test('numbers count on where they get a digit more, and not from one padding to another', () => {
  assert.deepEqual(runsOf('t8', 't9', 't10', 't11'), ['t8 t9 t10 t11']);
  assert.deepEqual(runsOf('t08', 't09', 't10'), ['t08 t09 t10']);
  assert.deepEqual(runsOf('t7', 't8', 't09'), ['t7', 't8', 't09']);
  assert.deepEqual(runsOf('t98', 't99', 't0100'), ['t98', 't99', 't0100']);
  assert.deepEqual(runsOf('t1', 't01', 't2', 't02', 't3'), ['t1 t2 t3', 't01', 't02']);
});

test('what precedes the number separates series, and no number or a long one is no series', () => {
  assert.deepEqual(runsOf('a-1', 'b-2', 'a-3'), ['a-1', 'b-2', 'a-3']);
  assert.deepEqual(runsOf('1732146000001', '1732146000002', '1732146000003').length, 3);
  assert.deepEqual(runsOf('left', 'right', ''), ['left', 'right', '']);
  assert.deepEqual(runsOf('1', '2', '3'), ['1 2 3']);
});

test('each item is in one run', () => {
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

test('a run of very many takes no longer for each of them', () => {
  const ids = Array.from({ length: 100_000 }, (_, index) => `t${index}`);
  assert.equal(findRuns(ids, (id) => id, 3).length, 1);
});
