import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../model/task.ts';
import { toClonedTasks } from './cloneTasks.ts';

function clone(dependsOn: Task['dependsOn'], ...succeeded: readonly string[]): Task['dependsOn'] {
  const task: Task = { id: 't', state: 'active', commandLine: 'true', ...(dependsOn && { dependsOn }) };
  const [cloned] = toClonedTasks([task], succeeded);
  assert.equal(cloned?.state, undefined, 'what the service adds is left out');
  return cloned?.dependsOn;
}

test('a copy has the dependencies of its task, except for those on tasks that have succeeded', () => {
  assert.equal(clone(undefined), undefined);
  assert.deepEqual(clone({ taskIds: ['a', 'B'] }, 'b'), { taskIds: ['a'] });
  assert.equal(clone({ taskIds: ['a'] }, 'A'), undefined);
  assert.deepEqual(clone({ taskIds: ['a'], taskIdRanges: [{ start: 1, end: 3 }] }), {
    taskIds: ['a'],
    taskIdRanges: [{ start: 1, end: 3 }],
  });
});

test('copied ranges omit the IDs of tasks that have succeeded', () => {
  const range = { taskIdRanges: [{ start: 1, end: 9 }] };
  assert.deepEqual(clone(range, '1', '5', '6', '9', '99', 'x'), {
    taskIdRanges: [
      { start: 2, end: 4 },
      { start: 7, end: 8 },
    ],
  });
  assert.equal(clone({ taskIdRanges: [{ start: 4, end: 5 }] }, '4', '5'), undefined);
});
