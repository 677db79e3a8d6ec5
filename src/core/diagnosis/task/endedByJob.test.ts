import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

const job = {
  id: 'chain',
  state: 'completed',
  executionInfo: { endTime: '2026-11-20T09:00:05Z', terminateReason: 'TaskFailed' },
} as const;
/** The task whose failure ended the job at 9:00. */
const culprit: Task = {
  id: 'c-02',
  state: 'completed',
  exitConditions: { default: { jobAction: 'terminate' } },
  executionInfo: { result: 'failure', exitCode: 9, endTime: '2026-11-20T09:00:00Z' },
};
const endedAt = (endTime: string): Task => ({
  id: 't',
  state: 'completed',
  executionInfo: {
    result: 'failure',
    exitCode: -9,
    startTime: '2026-11-20T08:00:00Z',
    endTime,
    failureInfo: { category: 'UserError', code: 'TaskEnded' },
  },
});

test('a task was running when its job ended if it ended then, and not if it ended 11 minutes before', () => {
  const explain = (task: Task) => explainTask({ task, job, siblings: [culprit, task] });
  for (const endTime of ['2026-11-20T08:59:30Z', '2026-11-20T09:00:00Z', '2026-11-20T09:00:04Z']) {
    const { title, cause } = explain(endedAt(endTime));
    assert.match(title, /^t was terminated with its job/, endTime);
    assert.match(cause, /^Batch terminated the program with all running tasks of its job\..*\bc-02\b/, endTime);
  }
  for (const endTime of ['2026-11-20T08:49:00Z', '2026-11-20T08:58:00Z']) {
    const { title, cause } = explain(endedAt(endTime));
    assert.equal(title, 't failed: terminated before it finished', endTime);
    assert.doesNotMatch(cause, /running tasks of its job|c-02/, endTime);
  }
});

test('the definition is to be changed for a task that was ended by the time limit of its job', () => {
  const limited = {
    id: 'limited',
    state: 'completed',
    constraints: { maxWallClockTime: 'PT1H' },
    executionInfo: { endTime: '2026-11-20T09:00:00Z', terminateReason: 'MaxWallClockTimeExpiry' },
  };
  const { category, change } = explainTask({ task: endedAt('2026-11-20T09:00:00Z'), job: limited });
  assert.deepEqual([category, change], ['timeout', 'definition']);
});
