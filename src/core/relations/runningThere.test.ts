import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskState } from '../model/task.ts';
import { findRunningThere } from './runningThere.ts';

const run = (jobId: string, taskId: string, taskState: TaskState = 'running') => ({
  jobId,
  taskId,
  taskState,
});

test('tasks running on nodes are found by job, each once', () => {
  const nodes = [
    { runningTasksCount: 2, recentTasks: [run('a', '1'), run('b', '1', 'preparing'), run('a', '0', 'completed')] },
    { runningTasksCount: 2, recentTasks: [run('a', '1'), run('a', '2')] },
  ];
  assert.deepEqual(findRunningThere(nodes), {
    jobs: [
      { jobId: 'a', taskIds: ['1', '2'] },
      { jobId: 'b', taskIds: ['1'] },
    ],
    unnamed: 0,
  });
});

test('running tasks that no node names are counted', () => {
  const nodes = [{ runningTasksCount: 12, recentTasks: [run('a', '1'), { taskState: 'running' }] }, {}] as const;
  assert.deepEqual(findRunningThere(nodes), { jobs: [{ jobId: 'a', taskIds: ['1'] }], unnamed: 11 });
});
