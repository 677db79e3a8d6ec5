import * as l10n from '@vscode/l10n';
import type { BulkItem } from '../../../core/changes/bulk/bulkRecord.ts';
import type { Pool } from '../../../core/model/pool.ts';
import { readPool } from '../../../core/model/poolShape.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import type { App } from '../../app.ts';
import { lookUp } from '../targets/lookUp.ts';
import type { Action } from '../verb/toAction.ts';
import { type Noun, toVerb, type VerbOf } from '../verb/toVerb.ts';
import type { Rest } from '../verb/verb.ts';

/** Operations that all pool actions share: how to read and record pools. */
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

/** Gets the current pool before asking the user about it. */
export async function lookUpPool(app: App, resource: PoolResource): Promise<Pool> {
  const { service } = await app.accounts.getStore(resource.accountId);
  return lookUp(app, [resource], (call) => service.pools.getPool(resource.poolId, call));
}

/** Creates an item that includes the current formula, for verbs that replace it. */
export function toFormulaItem(resource: PoolResource, pool: Pool): BulkItem<PoolResource> {
  const { autoScaleFormula, autoScaleRun } = pool;
  const item = poolNoun.toItem(resource, pool);
  return {
    ...item,
    before: { ...item.before, autoScaleFormula, autoScaleRun: { timestamp: autoScaleRun?.timestamp } },
  };
}

/** Describes what is saved from pools, which includes their nodes. */
export function describeKeptPools(count: number): string {
  return plural(count, {
    '=1': l10n.t(
      'First, the properties of the pool and its nodes are saved on this computer, along with the ends of the start task logs from broken nodes.',
    ),
    other: l10n.t(
      'First, the properties of the pools and their nodes are saved on this computer, along with the ends of the start task logs from broken nodes.',
    ),
  });
}

/** Creates an action that asks about each pool separately, because each pool has different losses. */
export function toPoolAction<Choices extends object = object>(
  record: VerbOf<PoolResource, Pool, Choices> & Pick<Action<PoolResource, Choices>, 'ask'>,
): Action<PoolResource, Choices> {
  return { ...toVerb<PoolResource, Pool, Choices>(poolNoun, record), ask: record.ask };
}

/** A pool as it was when the user was asked, with the user's choices. */
export interface AskedPool<Choices extends object = object> {
  readonly pool: Pool;
  readonly choices: Choices;
}

/** Creates a function that asks about each pool in turn. At least one pool must be confirmed. */
export function askEach<Choices extends object>(
  ask: (app: App, resource: PoolResource, rest: Rest<Choices> | undefined) => Promise<AskedPool<Choices>>,
  toItem = poolNoun.toItem,
): Action<PoolResource, Choices>['ask'] {
  return async (app, pools, rest) => {
    const items: BulkItem<PoolResource>[] = [];
    let choices = rest?.choices;
    for (const resource of pools) {
      const asked = await ask(app, resource, rest);
      items.push(toItem(resource, asked.pool));
      ({ choices } = asked);
    }
    if (choices === undefined) throw new Error('no pool to ask about');
    return { items, choices };
  };
}
