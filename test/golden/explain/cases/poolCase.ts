import { explainPool, type PoolEvidence } from '../../../../src/core/diagnosis/explainPool.ts';
import type { Pool } from '../../../../src/core/model/pool.ts';
import type { GoldenCase } from './goldenCase.ts';

/** A pool that lacks nodes. */
export const gpuTrain: Pool = {
  id: 'gpu-train',
  state: 'active',
  vmSize: 'standard_nv6ads_a10_v5',
  allocationState: 'steady',
  allocationStateTransitionTime: '2026-11-20T09:12:00Z',
  currentDedicatedNodes: 8,
  targetDedicatedNodes: 20,
  currentLowPriorityNodes: 0,
  targetLowPriorityNodes: 0,
  virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.ubuntu 22.04' },
  startTask: { commandLine: '/bin/bash -c "apt-gett install -y ffmpeg"', waitForSuccess: true, maxTaskRetryCount: 1 },
};

/** Explains the pool with `changes`, and with the given quotas and nodes. */
export function ofPool(
  changes: Partial<Pool>,
  quotas?: PoolEvidence['quotas'],
  nodes: Pick<PoolEvidence, 'nodeCounts' | 'waiting'> = {},
): GoldenCase {
  const pool = { ...gpuTrain, ...changes };
  return { explanation: explainPool({ pool, quotas, ...nodes }), context: { pool } };
}
