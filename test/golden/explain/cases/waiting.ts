import { explainTask } from '../../../../src/core/diagnosis/explainTask.ts';
import type { TaskEvidence } from '../../../../src/core/diagnosis/process/taskContext.ts';
import type { ComputeNode, NodeState } from '../../../../src/core/model/computeNode.ts';
import type { Pool } from '../../../../src/core/model/pool.ts';
import type { Task } from '../../../../src/core/model/task.ts';
import { type GoldenCase, type GoldenCases, now } from './goldenCase.ts';
import { failedTask } from './tasks.ts';

const waiting: Task = {
  id: 'frame-0100',
  url: 'https://contoso.westeurope.batch.azure.com/jobs/frames/tasks/frame-0100',
  state: 'active',
  creationTime: '2026-11-20T08:00:00Z',
  stateTransitionTime: '2026-11-20T08:00:00Z',
  commandLine: '/bin/bash -c "python3 render.py"',
  executionInfo: { retryCount: 0, requeueCount: 0 },
};

const pool: Pool = {
  id: 'cpu-render',
  vmSize: 'standard_d4s_v3',
  allocationState: 'steady',
  currentDedicatedNodes: 2,
  targetDedicatedNodes: 2,
  currentLowPriorityNodes: 0,
  targetLowPriorityNodes: 0,
  taskSlotsPerNode: 1,
};

const empty: Pool = { ...pool, currentDedicatedNodes: 0, targetDedicatedNodes: 0 };

function node(id: string, state: NodeState, changes: Partial<ComputeNode> = {}): ComputeNode {
  return { id, state, schedulingState: 'enabled', ...changes };
}

function explained(evidence: Partial<TaskEvidence>): GoldenCase {
  const all = { task: waiting, now, ...evidence };
  return { explanation: explainTask(all), context: { task: all.task, pool: all.pool } };
}

const active = { id: 'frames', state: 'active' } as const;

export const waitingCases: GoldenCases = {
  'waiting-start-task-hangs': () =>
    explained({
      job: active,
      pool,
      nodes: [node('tvm_1', 'waitingforstarttask', { stateTransitionTime: '2026-11-20T07:00:00Z' })],
    }),
  'waiting-scattered-slots': () =>
    explained({
      task: { ...waiting, requiredSlots: 4 },
      job: active,
      pool: { ...pool, taskSlotsPerNode: 4 },
      nodes: [
        node('tvm_1', 'running', { runningTaskSlotsCount: 2 }),
        node('tvm_2', 'running', { runningTaskSlotsCount: 1 }),
      ],
    }),
  'waiting-nothing-known': () => explained({}),
  'waiting-job-disabled': () => explained({ job: { id: 'frames', state: 'disabled' }, pool }),
  'waiting-job-ended': () =>
    explained({
      job: {
        id: 'frames',
        state: 'completed',
        executionInfo: { startTime: '2026-11-20T08:00:00Z', terminateReason: 'UserTerminate' },
      },
    }),
  'waiting-preparation-fails': () =>
    explained({
      task: { ...waiting, previousState: 'preparing' },
      job: { ...active, jobPreparationTask: { commandLine: '/bin/bash -c "mount-scenes"' } },
      pool,
      preparation: ['tvm_1', 'tvm_2'].map((nodeId) => ({
        poolId: pool.id,
        nodeId,
        jobPreparationTaskExecutionInfo: {
          state: 'completed',
          exitCode: 127,
          result: 'failure',
          failureInfo: {
            category: 'UserError',
            code: 'FailureExitCode',
            message: 'The task process exited with an unexpected exit code',
          },
        },
      })),
    }),
  'waiting-dependency-failed': () =>
    explained({
      task: { ...waiting, dependsOn: { taskIds: ['bake-1', 'bake-2'] } },
      job: { ...active, usesTaskDependencies: true },
      siblings: [failedTask('bake-1', { exitCode: 1 }), failedTask('bake-2', { exitCode: 0, result: 'success' })],
    }),
  'waiting-max-parallel': () =>
    explained({ job: { ...active, maxParallelTasks: 1 }, siblings: [{ id: 'frame-0099', state: 'running' }] }),
  'waiting-pool-empty': () => explained({ job: active, pool: empty }),
  'waiting-autoscale-zero': () =>
    explained({ job: active, pool: { ...empty, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes=0;' } }),
  'waiting-quota': () =>
    explained({
      job: active,
      pool: {
        ...empty,
        targetDedicatedNodes: 20,
        resizeErrors: [{ code: 'AccountCoreQuotaReached', message: 'The account core quota has been reached' }],
      },
    }),
  'waiting-quota-known': () =>
    explained({
      job: active,
      pool: {
        ...empty,
        targetDedicatedNodes: 20,
        resizeErrors: [{ code: 'AccountCoreQuotaReached', message: 'The specified account has reached core quota' }],
      },
      quotas: {
        limits: { location: 'westeurope', dedicatedCoreQuota: 32 },
        pools: [empty, { id: 'left-over', vmSize: 'standard_d16s_v3', currentDedicatedNodes: 2 }],
      },
    }),
  'waiting-nodes-broken': () =>
    explained({
      job: active,
      pool,
      nodes: [node('a', 'unusable'), node('b', 'offline', { schedulingState: 'disabled' })],
    }),
  'waiting-slots': () =>
    explained({
      job: active,
      pool,
      nodes: [node('a', 'running', { runningTaskSlotsCount: 1 }), node('b', 'starting')],
    }),
  'waiting-too-many-slots-needed': () =>
    explained({ task: { ...waiting, requiredSlots: 4 }, job: active, pool, nodes: [node('a', 'idle')] }),
  'waiting-requeued': () =>
    explained({
      task: {
        ...waiting,
        previousState: 'running',
        executionInfo: { retryCount: 0, requeueCount: 2, lastRequeueTime: '2026-11-20T09:30:00Z' },
      },
      job: active,
      pool,
      nodes: [node('a', 'idle')],
    }),
};
