import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../model/task.ts';
import { countDependencies, findDependents, isBlocking, isDependency, listDependencies } from './taskDependencies.ts';

const dependsOn = {
  taskIds: ['merge', '7', 'Merge'],
  taskIdRanges: [
    { start: 5, end: 8 },
    { start: 8, end: 10 },
    { start: 20, end: 19 },
  ],
};

test('each dependency counts once, however often it is named', () => {
  assert.equal(countDependencies(dependsOn), 7);
  assert.deepEqual(listDependencies(dependsOn, 7), ['Merge', '7', '5', '6', '8', '9', '10']);
  assert.equal(listDependencies(dependsOn, 6), undefined);
  assert.equal(countDependencies({ taskIdRanges: [{ start: 0, end: 999_999_999 }] }), 1_000_000_000);
  assert.equal(countDependencies({}), 0);
});

test('a range names IDs that are its numbers, with or without leading zeros', () => {
  const depends = isDependency(dependsOn);
  assert.deepEqual(['merge', 'MERGE', '5', '10', '05', '010', '011', '11', '5.0', 'merge2'].map(depends), [
    true,
    true,
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

test('a task blocks others until it succeeds, unless its failure satisfies its dependents', () => {
  const failed = { state: 'completed', executionInfo: { exitCode: 3, result: 'failure' } } as const;
  assert.equal(isBlocking(failed), true);
  assert.equal(isBlocking({ state: 'running' }), true);
  assert.equal(isBlocking({ state: 'completed', executionInfo: { exitCode: 0, result: 'success' } }), false);
  const exitCodes = [{ code: 3, exitOptions: { dependencyAction: 'satisfy' } }] as const;
  assert.equal(isBlocking({ ...failed, exitConditions: { exitCodes } }), false);
});

test('a failed task blocks its dependents, including those that depend on it through other waiting tasks', () => {
  const failed = { id: 'Bake', state: 'completed', executionInfo: { exitCode: 3, result: 'failure' } } as const;
  const waits = (id: string, own: NonNullable<Task['dependsOn']>): Task => ({ id, state: 'active', dependsOn: own });
  const waiting = [
    waits('render', { taskIds: ['bake', 'bake'] }),
    waits('merge', { taskIds: ['render', 'other'] }),
    waits('again', { taskIds: ['merge', 'again'] }),
    waits('ranged', { taskIdRanges: [{ start: 1, end: 9 }] }),
    waits('other', {}),
  ];
  const found = findDependents([failed, { ...failed, id: '7' }, { ...failed, id: '10' }], waiting);
  assert.deepEqual(
    [...found],
    [
      ['Bake', ['render', 'merge', 'again']],
      ['7', ['ranged']],
    ],
  );
  const satisfied = { ...failed, exitConditions: { default: { dependencyAction: 'satisfy' } } } as const;
  assert.equal(findDependents([satisfied], waiting).size, 0);
});
