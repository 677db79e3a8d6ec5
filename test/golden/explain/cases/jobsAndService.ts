import { explainJob } from '../../../../src/core/diagnosis/explainJob.ts';
import { explainServiceError, type ServiceErrorEvidence } from '../../../../src/core/diagnosis/explainServiceError.ts';
import type { JobEvidence } from '../../../../src/core/diagnosis/job/jobContext.ts';
import type { Job } from '../../../../src/core/model/job.ts';
import type { GoldenCase, GoldenCases } from './goldenCase.ts';
import { failedTask } from './tasks.ts';

const job: Job = {
  id: 'frames',
  state: 'active',
  onAllTasksComplete: 'noaction',
  onTaskFailure: 'noaction',
  executionInfo: { startTime: '2026-11-20T08:00:00Z', poolId: 'cpu-render' },
};

function ofJob(changes: Partial<Job>, evidence: Omit<JobEvidence, 'job'> = {}): GoldenCase {
  const changed = { ...job, ...changes };
  return { explanation: explainJob({ job: changed, ...evidence }), context: { job: changed } };
}

function ended(
  terminateReason: string,
  changes: Partial<Job> = {},
  evidence: Omit<JobEvidence, 'job'> = {},
): GoldenCase {
  const executionInfo = { startTime: '2026-11-20T08:00:00Z', terminateReason };
  return ofJob({ state: 'completed', executionInfo, ...changes }, evidence);
}

function ofService(evidence: ServiceErrorEvidence): GoldenCase {
  return { explanation: explainServiceError(evidence), context: {} };
}

const info = {
  category: 'UserError',
  code: 'FailureExitCode',
  message: 'The task process exited with an unexpected exit code',
} as const;

export const jobCases: GoldenCases = {
  'job-failed-tasks': () =>
    ofJob(
      {},
      {
        tasks: [
          failedTask('frame-1', { exitCode: 137, failureInfo: info }),
          failedTask('frame-2', { exitCode: 137, failureInfo: info }),
          failedTask('frame-3', { exitCode: 1, failureInfo: info }),
        ],
      },
    ),
  'job-waits-for-autoscale': () =>
    ofJob(
      {},
      {
        tasks: [
          failedTask('frame-1', { exitCode: 1, failureInfo: info }),
          { id: 'frame-2', state: 'active' },
          { id: 'frame-3', state: 'active' },
        ],
        pool: {
          id: 'elastic',
          state: 'active',
          allocationState: 'steady',
          currentDedicatedNodes: 0,
          targetDedicatedNodes: 0,
          enableAutoScale: true,
          autoScaleRun: { timestamp: '2026-11-20T09:00:00Z', error: { code: 'AutoScalingFormulaEvaluationError' } },
        },
        nodes: [],
      },
    ),
  'job-preparation-fails': () =>
    ofJob(
      { jobPreparationTask: { commandLine: '/bin/bash -c "exit 1"' } },
      {
        preparation: [
          {
            nodeId: 'tvm_1',
            jobPreparationTaskExecutionInfo: { state: 'completed', exitCode: 1, result: 'failure', failureInfo: info },
          },
        ],
      },
    ),
  'job-release-fails': () =>
    ofJob(
      {},
      {
        preparation: [
          {
            nodeId: 'tvm_1',
            jobReleaseTaskExecutionInfo: { state: 'completed', exitCode: 2, result: 'failure', failureInfo: info },
          },
        ],
      },
    ),
  'job-auto-pool-quota': () =>
    ofJob({
      executionInfo: {
        startTime: '2026-11-20T08:00:00Z',
        schedulingError: {
          category: 'UserError',
          code: 'AutoPoolCreationFailedWithQuotaReached',
          message: 'The automatic pool could not be created because a quota was reached',
        },
      },
    }),
  'job-auto-pool-quota-known': () =>
    ofJob(
      {
        executionInfo: {
          startTime: '2026-11-20T08:00:00Z',
          schedulingError: {
            category: 'UserError',
            code: 'AutoPoolCreationFailedWithQuotaReached',
            message: 'The automatic pool could not be created because a quota was reached',
          },
        },
      },
      {
        quotas: {
          limits: { location: 'westeurope', poolQuota: 2 },
          pools: [
            { id: 'cpu-render', currentDedicatedNodes: 4 },
            { id: 'left-over', currentDedicatedNodes: 0, targetDedicatedNodes: 0 },
          ],
        },
      },
    ),
  'job-disabled': () => ofJob({ state: 'disabled' }),
  'job-ended-task-failed': () => ended('TaskFailed', { onTaskFailure: 'performexitoptionsjobaction' }),
  'job-ended-by-task': () =>
    ended(
      'TaskFailed',
      { onTaskFailure: 'performexitoptionsjobaction' },
      {
        tasks: [
          {
            ...failedTask('frame-7', { exitCode: 1, failureInfo: info }),
            exitConditions: { default: { jobAction: 'terminate' } },
          },
          { id: 'frame-8', state: 'active' },
        ],
        firstLogs: {
          taskId: 'frame-7',
          stderr: "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n",
        },
      },
    ),
  'job-ended-wall-clock': () => ended('MaxWallClockTimeExpiry', { constraints: { maxWallClockTime: 'PT1H' } }),
  'job-ended-all-complete': () => ended('AllTasksCompleted', { onAllTasksComplete: 'terminatejob' }),
  'job-idle': () => ofJob({}, { tasks: [failedTask('frame-1', { exitCode: 0, result: 'success' })] }),
  'job-healthy': () => ofJob({}, { tasks: [{ id: 'frame-1', state: 'running' }] }),
};

/** Errors that the simulator can't produce; the others are explained as the service layer returns them. */
export const serviceCases: GoldenCases = {
  'service-host-not-found': () =>
    ofService({
      operation: 'List pools',
      code: 'HostNotFound',
      message: 'getaddrinfo ENOTFOUND contso.westeurope.batch.azure.com',
    }),
  'service-state-conflict': () =>
    ofService({
      operation: 'Reboot node',
      status: 409,
      code: 'OperationInvalidForCurrentState',
      values: [{ key: 'CurrentState', value: 'rebooting' }],
    }),
  'service-pool-quota': () => ofService({ operation: 'Add pool', status: 409, code: 'PoolQuotaReached' }),
  'service-pool-quota-known': () =>
    ofService({
      operation: 'Add pool',
      status: 409,
      code: 'PoolQuotaReached',
      quotas: {
        limits: { location: 'westeurope', poolQuota: 3 },
        pools: [
          { id: 'cpu-render', currentDedicatedNodes: 4, targetDedicatedNodes: 4 },
          { id: 'left-over', currentDedicatedNodes: 0, targetDedicatedNodes: 0 },
          { id: 'elastic', currentDedicatedNodes: 0, targetDedicatedNodes: 0, enableAutoScale: true },
        ],
      },
    }),
  'service-job-quota-known': () =>
    ofService({
      operation: 'Add job',
      status: 409,
      code: 'ActiveJobAndScheduleQuotaReached',
      quotas: { limits: { activeJobAndJobScheduleQuota: 100 }, activeJobsAndSchedules: 100 },
    }),
};
