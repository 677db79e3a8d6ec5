import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

const missing = "FileNotFoundError: [Errno 2] No such file or directory: 'parts/a.csv'";

function explain(siblings: readonly Task[], stderr = `Traceback (most recent call last):\n${missing}\n`) {
  const task: Task = {
    id: 'merge',
    state: 'completed',
    commandLine: 'python3 merge.py',
    dependsOn: { taskIds: ['split', 'sort'] },
    nodeInfo: { nodeId: 'n1' },
    executionInfo: {
      startTime: '2026-11-20T09:00:00Z',
      endTime: '2026-11-20T09:00:05Z',
      exitCode: 1,
      result: 'failure',
    },
  };
  return explainTask({ task, siblings, stderr, stdout: '' });
}

const done = (id: string, endTime: string): Task => ({
  id,
  state: 'completed',
  executionInfo: { startTime: '2026-11-20T08:00:00Z', endTime, exitCode: 0, result: 'success' },
});

test('a task that lacks a file although a dependency is not done is run again after it', () => {
  for (const split of [
    { id: 'split', state: 'active' },
    { id: 'Split', state: 'running' },
  ] satisfies readonly Task[]) {
    const { cause, fixes } = explain([split, done('sort', '2026-11-20T08:30:00Z')]);
    assert.match(cause, new RegExp(`^It started although tasks that it depends on aren't done: ${split.id}\\.`));
    assert.match(fixes[0]?.text ?? '', new RegExp(`^Run the task again after these have completed: ${split.id}\\.`));
    assert.equal(fixes.filter(({ remedies = [] }) => remedies.includes('task.retry')).length, 1);
  }
});

test('dependencies that were done, other tasks, and failures that lack nothing are not blamed', () => {
  const sort = done('sort', '2026-11-20T08:30:00Z');
  for (const siblings of [
    [done('split', '2026-11-20T08:59:00Z'), sort],
    [{ id: 'report', state: 'active' } satisfies Task, sort],
    [],
  ])
    assert.doesNotMatch(explain(siblings).cause, /depends on/);
  const { fixes } = explain([{ id: 'split', state: 'active' }], 'MemoryError\n');
  assert.doesNotMatch(fixes[0]?.text ?? '', /these have completed/);
});
