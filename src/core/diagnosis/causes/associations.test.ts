import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExactTest } from './associations.ts';

test('the exact test gives the known result of the lady tasting tea experiment', () => {
  // A tea tasting: 4 of 8 cups have milk first, and all 4 are recognized, which has a chance of 1 in 70.
  assert.ok(Math.abs(new ExactTest(8, 4).probability(4, 4) - 1 / 70) < 1e-12);
  assert.ok(Math.abs(new ExactTest(8, 4).probability(4, 0) - 1) < 1e-12);
});

test('a certain outcome has probability 1', () => {
  assert.ok(Math.abs(new ExactTest(10, 9).probability(5, 4) - 1) < 1e-12);
});
