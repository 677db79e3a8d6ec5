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

test('a task waits for the copy of a task that is submitted with it, and for others as before', () => {
  const { definition } = keepDependencies(second, [first, second], true);
  assert.deepEqual(definition?.dependsOn, { taskIds: ['first-2', 'input'] });
});

test('to another job only what is submitted together goes, and what would wait there for ever does not', () => {
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
