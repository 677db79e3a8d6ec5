import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../test/builders/logsAreGone.ts';
import { CauseExplainer } from '../diagnosis/account/causeExplainer.ts';
import type { Failing } from '../diagnosis/causes/failing.ts';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';
import { doAtOnce } from '../work.ts';
import { countResponsible } from './responsible.ts';

function toFailed(taskId: string, code: string): Failing {
  const executionInfo = { result: 'failure', failureInfo: { category: 'UserError', code, message: code } } as const;
  const task = { id: taskId, state: 'completed', executionInfo } as const;
  const resource = { kind: 'task', accountId: 'a', jobId: 'frames', taskId } as const;
  return { kind: 'task', resource, at: '2026-11-20T09:10:00Z', task, job: undefined, pool: undefined };
}

const toBroken = (nodeId: string, state: 'unusable' | 'preempted' | 'offline'): Failing => ({
  kind: 'node',
  resource: { kind: 'node', accountId: 'a', poolId: 'gpu', nodeId },
  at: '2026-11-20T09:00:00Z',
  node: { id: nodeId, state },
  pool: undefined,
});

const pool: Failing = {
  kind: 'pool',
  resource: { kind: 'pool', accountId: 'a', poolId: 'elastic' },
  at: '2026-11-20T09:00:00Z',
  pool: {
    id: 'elastic',
    enableAutoScale: true,
    autoScaleRun: {
      timestamp: '2026-11-20T09:00:00Z',
      error: { code: 'AutoScalingFormulaEvaluationError', message: 'x' },
    },
  },
  quotas: undefined,
};

const toWaiting = (of: Pool, task: Partial<Task>): Failing => ({
  kind: 'job',
  resource: { kind: 'job', accountId: 'a', jobId: 'frames' },
  at: '2026-11-20T09:00:00Z',
  job: { id: 'frames', state: 'active' },
  preparation: [],
  waiting: {
    tasks: [{ id: 't', state: 'active', ...task }],
    counts: { active: 1, running: 0, completed: 0, succeeded: 0, failed: 0 },
    pool: of,
    now: '2026-11-20T09:30:00Z',
  },
  quotas: undefined,
});

test('failures are counted by who can mend them, and what is only a guess is unknown', () => {
  const count = (...failing: readonly Failing[]): object => {
    const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(failing));
    return Object.fromEntries(Object.entries(countResponsible(causes)).filter(([, one]) => one > 0));
  };
  assert.deepEqual(count(toFailed('a', 'BlobNotFound'), toFailed('b', 'BlobNotFound')), {
    program: 2,
  });
  assert.deepEqual(count(toFailed('a', 'BlobAccessDenied')), { definition: 1 });
  assert.deepEqual(count(toFailed('a', 'BlobDownloadMiscError')), { elsewhere: 1 });
  assert.deepEqual(count(toBroken('n', 'offline')), { unknown: 1 });
  assert.deepEqual(count(toBroken('n', 'unusable'), toBroken('m', 'preempted')), { azure: 2 });
  assert.deepEqual(count(pool), { definition: 1 });
  assert.deepEqual(count(toFailed('a', 'SomethingNew')), { unknown: 1 });
  assert.deepEqual(
    count(
      toWaiting(
        {
          id: 'p',
          state: 'active',
          allocationState: 'steady',
          targetDedicatedNodes: 0,
          targetLowPriorityNodes: 0,
          currentDedicatedNodes: 0,
          currentLowPriorityNodes: 0,
        },
        {},
      ),
    ),
    { definition: 1 },
  );
  const slots = { id: 'p', targetDedicatedNodes: 2, currentDedicatedNodes: 2, taskSlotsPerNode: 2 };
  assert.deepEqual(count(toWaiting(slots, { requiredSlots: 4 })), { definition: 1 });
  assert.deepEqual(count(toWaiting(slots, { dependsOn: { taskIds: ['t'] } })), { definition: 1 });
});

test('a full disk is a matter of the definition, and so is a failed start task, whether its logs were read or not', () => {
  const count = (failed: Failing) =>
    countResponsible(doAtOnce(new CauseExplainer(logsAreGone).explain([failed])).causes).definition;
  const full = { id: 'n', state: 'unusable', errors: [{ code: 'DiskFull' }] } as const;
  assert.equal(count({ ...toFailed('a', 'DiskFull'), node: full } as Failing), 1);
  assert.equal(count(toFailed('a', 'DiskFull')), 1);
  const node = { id: 'n', state: 'idle', startTaskInfo: { exitCode: 100, result: 'failure' } } as const;
  const executionInfo = { exitCode: 127, result: 'failure' } as const;
  const failed = toFailed('a', 'FailureExitCode');
  assert.ok(failed.kind === 'task');
  const startedElsewhere = { count: 1, isEarlier: false } as const;
  const pool = { id: 'p', startTask: { commandLine: 'sh start.sh', waitForSuccess: false } };
  const ofNode = { ...failed, task: { ...failed.task, executionInfo }, node, pool, startedElsewhere } as Failing;
  assert.equal(count(ofNode), 1);
  assert.equal(count({ ...ofNode, startLogs: { stderr: 'E: Unable to locate package' } } as Failing), 1);
});
