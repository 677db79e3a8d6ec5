import type { PoolEvidence } from '../../../../src/core/diagnosis/explainPool.ts';
import type { Pool } from '../../../../src/core/model/pool.ts';
import { noNodes } from '../../../builders/nodeCounts.ts';
import type { GoldenCases } from './goldenCase.ts';
import { gpuTrain, ofPool } from './poolCase.ts';

/** Resize error of the pool, unless a case has a different one. */
const familyQuota: Pool['resizeErrors'] = [
  {
    code: 'AccountVMSeriesCoreQuotaReached',
    message: 'The specified account has reached VM series core quota for standardNVADSA10v5Family',
  },
];

const cpuRender: Pool = { id: 'cpu-render', vmSize: 'standard_d2s_v3', currentDedicatedNodes: 8 };
const oldRender: Pool = { id: 'old-render', vmSize: 'standard_d4s_v3', currentDedicatedNodes: 3 };
const idle = { ...noNodes, idle: 3, total: 3 };

const limits = {
  location: 'westeurope',
  poolAllocationMode: 'BatchService',
  dedicatedCoreQuota: 100,
  lowPriorityCoreQuota: 0,
  dedicatedCoreQuotaPerVMFamily: [
    { name: 'standardNVADSA10v5Family', coreQuota: 48 },
    { name: 'standardDSv3Family', coreQuota: 100 },
    { name: 'standardNCASv3_T4Family', coreQuota: 16 },
  ],
  dedicatedCoreQuotaPerVMFamilyEnforced: true,
};

const withQuota = (changes: Partial<Pool>, quotas?: PoolEvidence['quotas']) =>
  ofPool({ resizeErrors: familyQuota, ...changes }, quotas);

const regionalCores = {
  error: {
    code: 'OperationNotAllowed',
    message:
      'Operation could not be completed as it results in exceeding approved Total Regional Cores quota. Additional details - Deployment Model: Resource Manager, Location: westeurope, Current Limit: 10, Current Usage: 8, Additional Required: 72, (Minimum) New Limit Required: 80.',
  },
};

/** Pools that have reached a quota, with known limit and usage, or with the reason why they are unknown. */
export const quotaCases: GoldenCases = {
  'pool-quota': () => withQuota({}),
  'pool-quota-known': () =>
    withQuota(
      {},
      {
        limits,
        pools: [gpuTrain, cpuRender, oldRender],
        nodeCounts: [
          { poolId: 'gpu-train', dedicated: { idle: 1, unusable: 2, startTaskFailed: 2, unknown: 1, total: 8 } },
        ],
      },
    ),
  'pool-quota-signed-in-by-key': () =>
    withQuota({}, { whyUnknown: 'Quotas show for accounts that are signed in to.', pools: [gpuTrain] }),
  'pool-quota-held-by-others': () =>
    withQuota(
      {
        vmSize: 'standard_d4s_v3',
        currentDedicatedNodes: 1,
        targetDedicatedNodes: 21,
        resizeErrors: [{ code: 'AccountCoreQuotaReached', message: 'The specified account has reached core quota' }],
      },
      {
        limits: { ...limits, dedicatedCoreQuota: 40 },
        pools: [
          { ...gpuTrain, vmSize: 'standard_d4s_v3', currentDedicatedNodes: 1 },
          cpuRender,
          oldRender,
          { id: 'licensed', vmSize: 'standard_e4s_v3', currentDedicatedNodes: 1 },
        ],
        nodeCounts: [{ poolId: 'old-render', dedicated: idle }],
      },
    ),
  'pool-quota-of-unknown-cores': () =>
    withQuota(
      { resizeErrors: [{ code: 'AccountCoreQuotaReached', message: 'The specified account has reached core quota' }] },
      { limits, pools: [gpuTrain, { id: 'licensed', vmSize: 'standard_e4-2s_v3', currentDedicatedNodes: 2 }] },
    ),
  'pool-quota-of-spot-zero': () =>
    withQuota(
      {
        currentDedicatedNodes: 0,
        targetDedicatedNodes: 0,
        targetLowPriorityNodes: 4,
        resizeErrors: [
          {
            code: 'AccountLowPriorityCoreQuotaReached',
            message: 'The specified account has reached low priority core quota',
          },
        ],
      },
      { limits, pools: [cpuRender] },
    ),
  'pool-quota-of-subscription': () =>
    withQuota({
      resizeErrors: [
        {
          code: 'AllocationFailed',
          message: 'Desired number of dedicated nodes could not be allocated',
          values: [{ name: 'Provider Error Json', value: JSON.stringify(regionalCores) }],
        },
      ],
    }),
};
