import { explainNode } from '../../../../src/core/diagnosis/explainNode.ts';
import type { ComputeNode } from '../../../../src/core/model/computeNode.ts';
import { noNodes } from '../../../builders/nodeCounts.ts';
import type { GoldenCase, GoldenCases } from './goldenCase.ts';
import { gpuTrain, ofPool } from './poolCase.ts';
import { quotaCases } from './quotas.ts';

const nodeBase: ComputeNode = {
  id: 'tvmps_3461_d',
  state: 'idle',
  schedulingState: 'enabled',
  stateTransitionTime: '2026-11-20T09:12:00Z',
  vmSize: 'standard_nc6s_v3',
  isDedicated: true,
};

function ofNode(changes: Partial<ComputeNode>, logs: { readonly stderr?: string } = {}): GoldenCase {
  const node = { ...nodeBase, ...changes };
  return { explanation: explainNode({ node, pool: gpuTrain, ...logs }), context: { node, pool: gpuTrain } };
}

const providerJson = JSON.stringify({
  error: {
    code: 'BadRequest',
    message: "The selected VM size 'STANDARD_NC6S_V3' cannot boot Hypervisor Generation '2'.",
    details: [{ code: 'InvalidParameter', message: 'Use an image of generation 1.' }],
  },
});

const allocationFailed = {
  code: 'AllocationFailed',
  message: 'Desired number of dedicated nodes could not be allocated',
};

export const nodeCases: GoldenCases = {
  'start-task-exit-127': () =>
    ofNode(
      {
        state: 'starttaskfailed',
        startTaskInfo: {
          state: 'completed',
          exitCode: 127,
          result: 'failure',
          retryCount: 1,
          failureInfo: {
            category: 'UserError',
            code: 'FailureExitCode',
            message: 'The task process exited with an unexpected exit code',
          },
        },
      },
      { stderr: '/bin/bash: line 1: apt-gett: command not found\n' },
    ),
  'start-task-resource-denied': () =>
    ofNode({
      state: 'starttaskfailed',
      startTaskInfo: {
        state: 'completed',
        result: 'failure',
        failureInfo: {
          category: 'UserError',
          code: 'ResourceContainerAccessDenied',
          message: 'Access for one of the specified Azure Blob container(s) is denied',
        },
      },
    }),
  'node-disk-full': () =>
    ofNode({
      state: 'unusable',
      errors: [
        {
          code: 'DiskFull',
          message: 'There is not enough disk space on the node',
          errorDetails: [
            {
              name: 'Message',
              value:
                'The VM disk is full. Delete job, tasks, or file on the node to free up spaces and then restart the node.',
            },
          ],
        },
      ],
    }),
  'node-unusable-without-errors': () => ofNode({ state: 'unusable' }),
  'node-container-image': () =>
    ofNode({
      state: 'unusable',
      errors: [
        {
          code: 'NodePreparationError',
          message: 'An error occurred during node preparation',
          errorDetails: [
            { name: 'Message', value: 'ACR token exchange failed: client with IP 20.1.2.3 is not allowed access' },
          ],
        },
      ],
    }),
  'node-preempted': () => ofNode({ state: 'preempted', isDedicated: false }),
  'node-offline': () => ofNode({ state: 'offline', schedulingState: 'disabled' }),
  'node-healthy': () => ofNode({ totalTasksRun: 12, totalTasksSucceeded: 11 }),
};

export const poolCases: GoldenCases = {
  ...quotaCases,
  'pool-allocation-provider': () =>
    ofPool({
      resizeErrors: [
        {
          ...allocationFailed,
          values: [
            { name: 'Provider Error Json', value: providerJson },
            { name: 'Provider Error Json Truncated', value: 'False' },
          ],
        },
      ],
    }),
  'pool-allocation-capacity': () =>
    ofPool({
      vmSize: 'standard_nc24ads_a100_v4',
      resizeErrors: [
        {
          ...allocationFailed,
          values: [
            {
              name: 'Reason',
              value:
                'Deployment allocation failed due to insufficient capacity for the requested VM size in the region.',
            },
          ],
        },
      ],
    }),
  'pool-several-errors': () =>
    ofPool({
      resizeErrors: [
        { code: 'AllocationTimedOut', message: 'The resize timeout was reached' },
        {
          ...allocationFailed,
          values: [{ name: 'Reason', value: 'Allocation failed as subnet has delegation to external resources.' }],
        },
        { code: 'AccountCoreQuotaReached', message: 'The specified account has reached core quota' },
      ],
    }),
  'pool-stale-error': () =>
    ofPool({
      currentDedicatedNodes: 20,
      resizeErrors: [
        {
          code: 'AllocationTimedOut',
          message: 'Desired number of dedicated nodes could not be allocated as the resize timeout was reached',
        },
      ],
    }),
  'pool-autoscale-error': () =>
    ofPool({
      currentDedicatedNodes: 20,
      enableAutoScale: true,
      autoScaleFormula: '$TargetDedicatedNodes=$something_useless;',
      autoScaleRun: {
        timestamp: '2026-11-20T09:00:00Z',
        results: '$TargetDedicatedNodes=20;$NodeDeallocationOption=requeue',
        error: {
          code: 'AutoScalingFormulaEvaluationError',
          message: 'The specified auto-scaling formula has evaluation error',
          values: [{ name: 'Message', value: 'Line 1, Col 24: Undefined symbol: $something_useless' }],
        },
      },
    }),
  'pool-resizing': () => ofPool({ allocationState: 'resizing' }),
  'pool-healthy': () => ofPool({ currentDedicatedNodes: 20 }),
  'pool-no-node-able': () =>
    ofPool({ currentDedicatedNodes: 20 }, undefined, {
      nodeCounts: {
        poolId: 'gpu-train',
        dedicated: { ...noNodes, offline: 13, unusable: 6, startTaskFailed: 1, total: 20 },
      },
      waiting: { count: 5000, isComplete: true },
    }),
};
