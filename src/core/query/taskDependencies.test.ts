import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countDependencies, isBlocking, isDependency, listDependencies } from './taskDependencies.ts';

const dependsOn = {
  taskIds: ['merge', '7', 'Merge'],
  taskIdRanges: [
    { start: 5, end: 8 },
    { start: 8, end: 10 },
    { start: 20, end: 19 },
  ],
};

test('each task that is depended on counts once, however often it is named', () => {
  assert.equal(countDependencies(dependsOn), 7);
  assert.deepEqual(listDependencies(dependsOn, 7), ['Merge', '7', '5', '6', '8', '9', '10']);
  assert.equal(listDependencies(dependsOn, 6), undefined);
  assert.equal(countDependencies({ taskIdRanges: [{ start: 0, end: 999_999_999 }] }), 1_000_000_000);
  assert.equal(countDependencies({}), 0);
});

test('a range names ids that are its numbers without leading zeros', () => {
  const depends = isDependency(dependsOn);
  assert.deepEqual(['merge', 'MERGE', '5', '10', '05', '11', '5.0', 'merge2'].map(depends), [
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('a task blocks until it succeeds, unless its failure satisfies those that depend on it', () => {
  const failed = { state: 'completed', executionInfo: { exitCode: 3, result: 'failure' } } as const;
  assert.equal(isBlocking(failed), true);
  assert.equal(isBlocking({ state: 'running' }), true);
  assert.equal(isBlocking({ state: 'completed', executionInfo: { exitCode: 0, result: 'success' } }), false);
  const exitCodes = [{ code: 3, exitOptions: { dependencyAction: 'satisfy' } }] as const;
  assert.equal(isBlocking({ ...failed, exitConditions: { exitCodes } }), false);
});
