import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCounts, formatCount, sayCount } from './count.ts';

test('an incomplete number is marked as such, visually and for screen readers', () => {
  const [all, some] = [
    { count: 4392, isComplete: true },
    { count: 4392, isComplete: false },
  ];
  assert.deepEqual([formatCount(all), formatCount(some)], ['4,392', '≥ 4,392']);
  assert.deepEqual([sayCount(all), sayCount(some)], ['4,392', 'at least 4,392']);
});

test('a sum is complete if all of its parts are', () => {
  const part = { count: 2, isComplete: true };
  assert.deepEqual(addCounts([part, { count: 3, isComplete: false }]), { count: 5, isComplete: false });
  assert.deepEqual(addCounts([part, part]), { count: 4, isComplete: true });
  assert.deepEqual(addCounts([]), { count: 0, isComplete: true });
});
