import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../test/builders/logsAreGone.ts';
import { CauseExplainer } from '../diagnosis/account/causeExplainer.ts';
import type { FailedTask } from '../diagnosis/causes/failing.ts';
import { explainTask } from '../diagnosis/explainTask.ts';
import type { Job } from '../model/job.ts';
import { doAtOnce } from '../work.ts';
import { foreseeAfter, foreseeRetry } from './retryOfCause.ts';

const pool = { id: 'p', vmSize: 'standard_d2s_v3' };
const toFailed = (taskId: string, endTime: string, job?: Job): FailedTask => ({
  kind: 'task',
  resource: { kind: 'task', accountId: 'a', jobId: 'frames', taskId },
  at: endTime,
  task: {
    id: taskId,
    state: 'completed',
    nodeInfo: { poolId: 'p', nodeId: 'n' },
    executionInfo: {
      result: 'failure',
      startTime: '2026-11-20T08:00:00Z',
      endTime,
      failureInfo: { category: 'UserError', code: 'BlobNotFound', message: 'x' },
    },
  },
  job,
  pool,
});
const foresee = (...failing: readonly FailedTask[]) => {
  const [cause] = doAtOnce(new CauseExplainer(logsAreGone).explain(failing)).causes;
  assert.ok(cause);
  return foreseeRetry(cause);
};

test('a retry is foreseen from the failed runs of the tasks that can run again', () => {
  const ended: Job = { id: 'frames', state: 'completed' };
  assert.deepEqual(
    foresee(toFailed('a', '2026-11-20T09:00:00Z'), toFailed('b', '2026-11-20T08:30:00Z'), {
      ...toFailed('c', '2026-11-20T11:00:00Z', ended),
    }),
    {
      tasks: 2,
      all: 3,
      whyNot: undefined,
      change: 'surroundings',
      coreHours: { hours: 3, isComplete: true },
      longestMs: 3_600_000,
    },
  );
  const none = foresee(toFailed('a', '2026-11-20T09:00:00Z', ended));
  assert.deepEqual([none?.tasks, none?.longestMs], [0, undefined]);
  assert.match(none?.whyNot ?? '', /job/i);
});

test('whether a cause passes that Batch has retried several times is unknown', () => {
  const after = (retryCount: number) => {
    const { task, ...failed } = toFailed('a', '2026-11-20T09:00:00Z');
    const executionInfo = { ...task.executionInfo, exitCode: 1, failureInfo: { code: 'FailureExitCode' }, retryCount };
    const retried: FailedTask = { ...failed, task: { ...task, executionInfo } };
    const stderr = 'curl: (56) Recv failure: Connection reset by peer\n';
    return foreseeAfter(undefined, [retried], explainTask({ task: retried.task, stderr }));
  };
  assert.deepEqual([after(0), after(2), after(3)], ['nothing', 'nothing', undefined]);
});

test('what a retry would need is foreseen of tasks that can no longer run, too', () => {
  const ended: Job = { id: 'frames', state: 'completed' };
  const { task, ...failed } = toFailed('a', '2026-11-20T09:00:00Z', ended);
  const failureInfo = { category: 'ServerError', code: 'BlobDownloadTimedOut', message: 'x' } as const;
  const none = foresee({ ...failed, task: { ...task, executionInfo: { ...task.executionInfo, failureInfo } } });
  assert.deepEqual([none?.tasks, none?.change], [0, 'nothing']);
});
