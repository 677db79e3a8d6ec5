import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../model/task.ts';
import { keepDependencies, type Resubmitted } from './keepDependencies.ts';

function toResubmitted(id: string, dependsOn?: Task['dependsOn'], hasStarted = true): Resubmitted {
  const task = { id, commandLine: 'work', ...(dependsOn && { dependsOn }) };
  const executionInfo = hasStarted ? { startTime: '2026-11-20T08:00:00Z' } : {};
  return { original: { ...task, executionInfo }, definition: { ...task, id: `${id}-2` } };
}

const first = toResubmitted('first');
const second = toResubmitted('second', { taskIds: ['First', 'input'] }, false);

test('a resubmitted task waits for the copies of resubmitted tasks, and for all other tasks as before', () => {
  const { definition } = keepDependencies(second, [first, second], true);
  assert.deepEqual(definition?.dependsOn, { taskIds: ['first-2', 'input'] });
});

test('a task in another job keeps only dependencies that are submitted with it, and is refused if it would wait forever', () => {
  assert.match(keepDependencies(second, [first, second], false).reason ?? '', /would wait/);
  const started = toResubmitted('second', { taskIds: ['first', 'input'], taskIdRanges: [{ start: 1, end: 9 }] });
  assert.deepEqual(keepDependencies(started, [first, started], false).definition?.dependsOn, { taskIds: ['first-2'] });
  assert.equal(keepDependencies(started, [started], false).definition?.dependsOn, undefined);
  assert.equal(first.definition, keepDependencies(first, [first], false).definition);
});

test('a range cannot name the copies of its tasks', () => {
  const waiting = toResubmitted('next', { taskIdRanges: [{ start: 1, end: 3 }] }, false);
  assert.match(keepDependencies(waiting, [waiting, toResubmitted('2')], true).reason ?? '', /would wait/);
  assert.deepEqual(keepDependencies(waiting, [waiting, toResubmitted('7')], true).definition?.dependsOn, {
    taskIdRanges: [{ start: 1, end: 3 }],
  });
});
