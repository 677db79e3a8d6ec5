import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExactTest } from './associations.ts';

test('the exact test agrees with the tea-tasting lady', () => {
  // 8 cups, 4 of them with milk first; all 4 found: 1 in 70 by chance.
  assert.ok(Math.abs(new ExactTest(8, 4).probability(4, 4) - 1 / 70) < 1e-12);
  assert.ok(Math.abs(new ExactTest(8, 4).probability(4, 0) - 1) < 1e-12);
});

test('what has to happen has probability 1', () => {
  assert.ok(Math.abs(new ExactTest(10, 9).probability(5, 4) - 1) < 1e-12);
});
