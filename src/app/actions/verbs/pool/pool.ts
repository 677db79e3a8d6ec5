import * as l10n from '@vscode/l10n';
import type { Pool } from '../../../../core/model/pool.ts';
import { readPool } from '../../../../core/model/poolShape.ts';
import type { PoolResource } from '../../../../core/model/resource.ts';
import type { BulkItem } from '../../../../core/remedy/bulk/bulkRecord.ts';
import { plural } from '../../../../core/text/plural.ts';
import type { Noun } from '../toVerb.ts';

/** Pools, as actions deal with them. */
export const poolNoun: Noun<PoolResource, Pool> = {
  read: readPool,
  get: ({ pools }, { poolId }) => pools.getPool(poolId),
  toItem: (resource, pool) => {
    const { allocationState, allocationStateTransitionTime, creationTime, enableAutoScale } = pool;
    const { targetDedicatedNodes, targetLowPriorityNodes } = pool;
    return {
      resource,
      before: {
        allocationState,
        allocationStateTransitionTime,
        creationTime,
        enableAutoScale,
        targetDedicatedNodes,
        targetLowPriorityNodes,
      },
    };
  },
};

/** The same for verbs that replace the formula of a pool, with which that is written down. */
export function toFormulaItem(resource: PoolResource, pool: Pool): BulkItem<PoolResource> {
  const { autoScaleFormula, autoScaleRun } = pool;
  const item = poolNoun.toItem(resource, pool);
  return {
    ...item,
    before: { ...item.before, autoScaleFormula, autoScaleRun: { timestamp: autoScaleRun?.timestamp } },
  };
}

/** What is saved of pools: their nodes, too. */
export function describeKeptPools(count: number): string {
  return plural(count, {
    '=1': l10n.t(
      'First, the properties of the pool and its nodes, and the ends of the start task logs of broken nodes, are saved on this computer.',
    ),
    other: l10n.t(
      'First, the properties of the pools and their nodes, and the ends of the start task logs of broken nodes, are saved on this computer.',
    ),
  });
}
