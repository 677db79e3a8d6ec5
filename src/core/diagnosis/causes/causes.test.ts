import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import { explainTaskEvidence } from '../explainTask.ts';
import { clusterSamples, toCause } from './causes.ts';

const at = '2026-11-20T09:00:00Z';
const job: Job = { id: 'j', state: 'completed', executionInfo: { endTime: at, terminateReason: 'TaskFailed' } };

function toTask(id: string, code: string): Task {
  return {
    id,
    state: 'completed',
    executionInfo: { endTime: at, result: 'failure', failureInfo: { category: 'UserError', code } },
    exitConditions: { default: { jobAction: 'terminate' } },
  };
}

test('a failure that is explained by another task belongs to the same cause', () => {
  const task = toTask('ended', 'TaskEnded');
  const explanation = explainTaskEvidence({ task, job, siblings: [toTask('culprit', 'FailureExitCode')] });
  assert.ok(explanation.evidence.some(({ ofTask }) => ofTask?.taskId === 'culprit'));
  const resource = { kind: 'task', accountId: 'a', jobId: 'j', taskId: task.id } as const;
  const failure = {
    failing: { kind: 'task', resource, at, task, job, pool: undefined },
    explanation,
    known: 'service',
  } as const;
  const [cause] = clusterSamples([{ failure, alike: [] }]).flatMap((cluster) => toCause(cluster) ?? []);
  assert.deepEqual(cause?.failures, [failure]);
});
