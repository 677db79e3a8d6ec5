import * as l10n from '@vscode/l10n';
import { takesTasks } from '../../../core/changes/taskChoices.ts';
import { groupBy } from '../../../core/groupBy.ts';
import type { Pool } from '../../../core/model/pool.ts';
import { toKey } from '../../../core/model/resource.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { WithUi } from '../../ui.ts';
import { askName } from '../verb/askName.ts';
import type { NodeCandidate } from './nodes.ts';

/** A pool that has no nodes left to run tasks after an action on the given nodes. */
export interface WholePool {
  readonly pool: Pool;
  readonly nodes: readonly NodeCandidate[];
  /** True if the pool has no other nodes; false if its other nodes do not accept tasks. */
  readonly hasNoOthers: boolean;
}

export interface WholePoolOptions {
  /** Checks whether a node loses anything; by default, every node does. */
  readonly loses?: (candidate: NodeCandidate) => boolean;
  /** True if the nodes accept tasks again on their own. Then, a pool is whole only if all its nodes are affected. */
  readonly comeBack?: boolean;
}

/**
 * Finds pools for which the candidates are all nodes, or all nodes that accept tasks. Lists the nodes of a pool only if
 * the answer does not follow from the candidates, and stops at the first other node that accepts tasks.
 */
export async function findWholePools(
  candidates: readonly NodeCandidate[],
  { loses = () => true, comeBack = false }: WholePoolOptions = {},
): Promise<readonly WholePool[]> {
  const pools = groupBy(candidates, ({ resource: { accountId, poolId } }) =>
    toKey({ kind: 'pool', accountId, poolId }),
  );
  const found = await Promise.all(
    [...pools.values()].map(async (nodes): Promise<readonly WholePool[]> => {
      const [{ pool } = { pool: undefined }] = nodes;
      if (pool === undefined || !nodes.some(loses)) return [];
      const hasNoOthers = nodes.length >= (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0);
      return hasNoOthers || (!comeBack && (await areLastToTakeTasks(nodes))) ? [{ pool, nodes, hasNoOthers }] : [];
    }),
  );
  return found.flat();
}

async function areLastToTakeTasks(nodes: readonly NodeCandidate[]): Promise<boolean> {
  const [first] = nodes;
  if (first === undefined || !nodes.some(({ node }) => takesTasks(node))) return false;
  const those = new Set(nodes.map(({ node }) => node.id));
  const select = ['id', 'state', 'schedulingState'] as const;
  for await (const page of first.service.nodes.listNodes(first.resource.poolId, { select }))
    if (page.some((node) => !those.has(node.id) && takesTasks(node))) return false;
  return true;
}

/** Lists the pools whose names must be typed: those with more than one candidate node. */
export function listTyped(pools: readonly WholePool[]): readonly WholePool[] {
  return pools.filter(({ nodes }) => nodes.length > 1);
}

/** Asks the user to type the names of pools. `verb` is the label of the action's button. Throws `Cancelled`. */
export async function typeNames(services: WithUi, pools: readonly WholePool[], verb: string): Promise<void> {
  for (const { pool, nodes, hasNoOthers } of pools) {
    const args = { verb, pool: toVisible(pool.id) };
    await askName(services, {
      title: hasNoOthers
        ? l10n.t({
            message: '{verb}: all nodes in pool {pool}',
            args,
            comment: ['The verb is the label of a button, such as "Remove"'],
          })
        : l10n.t({
            message: '{verb}: all nodes in pool {pool} that accept tasks',
            args,
            comment: ['The verb is the label of a button, such as "Remove"'],
          }),
      prompt: hasNoOthers
        ? l10n.t(
            'The pool has no nodes other than these ({count}). Type the pool ID to confirm.',
            asCount(nodes.length),
          )
        : l10n.t('No other node in the pool is accepting tasks now. Type the pool ID to confirm.'),
      name: pool.id,
    });
  }
}

/** Warns that no nodes are left to run the tasks of pools, as sentences. */
export function describeWholePools(pools: readonly WholePool[]): readonly string[] {
  return pools.map(({ pool }) =>
    l10n.t("No other node in pool {0} is accepting tasks now, so the pool's tasks will wait.", toVisible(pool.id)),
  );
}
