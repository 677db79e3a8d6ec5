import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Revisions } from './revisions.ts';

test('time stands still while the content stays', () => {
  let now = 1000;
  const revisions = new Revisions(() => now);
  assert.equal(revisions.toTimeMs('a', 'one'), 1000);
  now = 5000;
  assert.equal(revisions.toTimeMs('a', 'one'), 1000);
});

test('time moves with every change, also within a millisecond', () => {
  const revisions = new Revisions(() => 1000);
  const times = ['one', 'two', 'one'].map((signature) => revisions.toTimeMs('a', signature));
  assert.deepEqual(times, [1000, 1001, 1002]);
});

test('documents have times of their own', () => {
  const revisions = new Revisions(() => 1000);
  revisions.toTimeMs('a', 'one');
  revisions.toTimeMs('a', 'two');
  assert.equal(revisions.toTimeMs('b', 'one'), 1000);
});
