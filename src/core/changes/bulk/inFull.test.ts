import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Task } from '../../model/task.ts';
import { inFullOfEach, mostInFull, pickInFull, toNodeCause, toTaskCause } from './inFull.ts';

const toTask = (id: number, exitCode: number): Task => ({
  id: String(id),
  state: 'completed',
  executionInfo: { exitCode, result: exitCode === 0 ? 'success' : 'failure' },
});

test('all data is saved for a few items; for many items, it is saved only for the first ones of each cause unless all are requested', () => {
  const few = Array.from({ length: mostInFull }, (_, id) => toTask(id, 1));
  assert.equal(pickInFull(few, toTaskCause), few);
  const many = Array.from({ length: mostInFull + 1 }, (_, id) => toTask(id, id < 3 ? 137 : 1));
  const kept = pickInFull(many, toTaskCause);
  assert.equal(kept.length, 3 + inFullOfEach);
  assert.deepEqual(
    kept.slice(0, 4).map(({ executionInfo }) => executionInfo?.exitCode),
    [137, 137, 137, 1],
  );
  assert.equal(pickInFull(many, toTaskCause, { isAll: true }).length, many.length);
});

test('nodes are distinguished by state and errors', () => {
  assert.equal(toNodeCause({ id: 'a', state: 'unusable' }), toNodeCause({ id: 'b', state: 'unusable' }));
  assert.notEqual(toNodeCause({ id: 'a', state: 'unusable' }), toNodeCause({ id: 'b', state: 'starttaskfailed' }));
  const withError: ComputeNode = { id: 'c', state: 'unusable', errors: [{ code: 'DiskFull' }] };
  assert.notEqual(toNodeCause({ id: 'a', state: 'unusable' }), toNodeCause(withError));
});
