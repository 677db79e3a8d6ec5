import {
  capacityLacking,
  coreQuotaReached,
  familyCoreQuotaReached,
  formulaEvaluationError,
  lowPriorityCoreQuotaReached,
} from '../../state/poolErrors.ts';
import type { WireObject } from '../../state/wire.ts';
import { linuxPool, range } from '../bodies.ts';
import { succeeded } from '../runs.ts';
import type { PoolSeed, Scenario } from '../scenario.ts';
import { smallWorld, waitingTask } from './smallWorld.ts';

/** Creates a scenario with pools that have reached quotas. */
export function makeQuota(): Scenario {
  const pool = (id: string, vmSize: string, error: WireObject, targets: WireObject): PoolSeed => ({
    body: linuxPool(id, vmSize, targets),
    resizeErrors: [error],
  });
  return smallWorld(
    'quota',
    "The account may have 16 dedicated cores, four of them in the NCv3 family, and no Spot cores. Three pools have reached these quotas and say so. A fourth pool can't be added because the account may have only three.",
    {
      quotas: {
        dedicatedCoreQuota: 16,
        lowPriorityCoreQuota: 0,
        dedicatedCoreQuotaPerVMFamily: [
          { name: 'standardNVADSA10v5Family', coreQuota: 4 },
          { name: 'standardDSv3Family', coreQuota: 100 },
        ],
        poolQuota: 3,
      },
      pools: [
        {
          ...pool('pool', 'standard_d2s_v3', coreQuotaReached, { targetDedicatedNodes: 10 }),
          nodes: range(8).map(() => ({})),
        },
        pool('gpu', 'standard_nv6ads_a10_v5', familyCoreQuotaReached('standardNVADSA10v5Family'), {
          targetDedicatedNodes: 2,
        }),
        pool('spot', 'standard_d4s_v3', lowPriorityCoreQuotaReached, {
          targetDedicatedNodes: 0,
          targetLowPriorityNodes: 3,
        }),
      ],
    },
  );
}

/** Creates a scenario with pools that could not get the desired machines, for reasons on Azure's side. */
export function makeAllocation(): Scenario {
  const capacity = capacityLacking(true);
  const provider = allocationFailed(
    {
      name: 'Provider Error Json',
      value: JSON.stringify({
        error: {
          code: 'BadRequest',
          message: "The selected VM size 'STANDARD_A1_V2' cannot boot Hypervisor Generation '2'.",
        },
      }),
    },
    { name: 'Provider Error Json Truncated', value: 'False' },
  );
  const late = {
    code: 'AllocationTimedOut',
    message: 'Desired number of dedicated nodes could not be allocated as the resize timeout was reached',
  };
  // Each later resize fails with the same errors.
  const errors = { pool: capacity, refused: provider, late };
  const pool = ([id, error]: readonly [string, WireObject]): PoolSeed => ({
    resizeErrors: [error],
    body: linuxPool(id, id === 'refused' ? 'standard_a1_v2' : 'standard_d2s_v3', { targetDedicatedNodes: 3 }),
  });
  return smallWorld(
    'allocation',
    'Three pools got no nodes: the region has no machines of this size, the provider rejected the image and says so in JSON, and the last pool waited until its resize timed out. A task is waiting.',
    {
      pools: Object.entries(errors).map(pool),
      allocationFailures: Object.entries(errors).map(([poolId, error]) => ({ poolId, errors: [error] })),
      job: { tasks: [waitingTask('waits', succeeded(1000))] },
    },
  );
}

/** Creates a scenario with errors of a resize long ago: the pool has its desired size. */
export function makeStaleResizeError(): Scenario {
  const past = allocationFailed({
    name: 'Reason',
    value: 'Deployment allocation failed due to insufficient capacity.',
  });
  return smallWorld(
    'stale-resize-error',
    'The pool still shows the error of an earlier resize, although it has all the nodes it wants: nothing is wrong now.',
    { pool: { resizeErrors: [past] } },
  );
}

/** Creates a scenario with a pool whose formula cannot be evaluated. */
export function makeAutoscaleError(): Scenario {
  return smallWorld(
    'autoscale-error',
    "The pool's autoscale formula names a variable that doesn't exist. The pool stays at zero nodes, and a task is waiting.",
    {
      pool: {
        nodes: [],
        body: linuxPool('pool', 'standard_d2s_v3', {
          enableAutoScale: true,
          autoScaleFormula: '$TargetDedicatedNodes = $ActiveTask.GetSample(1);',
          autoScaleEvaluationInterval: 'PT5M',
        }),
        autoScaleRun: {
          results: '$TargetDedicatedNodes=0;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
          error: formulaEvaluationError('Line 1, Col 25: Undefined symbol: $ActiveTask'),
        },
      },
      job: { tasks: [waitingTask('waits', succeeded(1000))] },
    },
  );
}

function allocationFailed(...values: readonly WireObject[]): WireObject {
  return { code: 'AllocationFailed', message: 'Desired number of dedicated nodes could not be allocated', values };
}
