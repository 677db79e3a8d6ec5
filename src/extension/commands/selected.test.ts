import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSelected } from './selected.ts';

const job = { kind: 'job', accountId: 'a', jobId: 'train' };
const task = { kind: 'task', accountId: 'a', jobId: 'train', taskId: 'shard-1' };
const pool = { kind: 'pool', accountId: 'a', poolId: 'gpu' };
const row = (resource: unknown) => ({ resource });
const select = (...selections: readonly (readonly unknown[])[]) => ({ selections: () => selections });

test('the selected row is meant, or what it belongs to', () => {
  assert.deepEqual(findSelected(select([row(job)], []), 'job'), [job]);
  assert.deepEqual(findSelected(select([row(task)], []), 'job'), [job]);
  assert.deepEqual(findSelected(select([row(task), row(job)], []), 'job'), [job]);
});

test('what is of another kind, or not selected at all, is left to be asked for', () => {
  assert.deepEqual(findSelected(select([row(pool)], []), 'job'), []);
  assert.deepEqual(findSelected(select([row(job)], []), 'task'), []);
  assert.deepEqual(findSelected(select([], []), 'job'), []);
});

test('of two views with different selections neither is meant, and of alike ones both', () => {
  const other = { ...job, jobId: 'encode' };
  assert.deepEqual(findSelected(select([row(job)], [row(other)]), 'job'), []);
  assert.deepEqual(findSelected(select([row(job)], [row(task)]), 'job'), [job]);
  assert.deepEqual(findSelected(select([row(pool)], [row(job)]), 'job'), [job]);
});
