import * as l10n from '@vscode/l10n';
import { groupBy } from '../../../core/groupBy.ts';
import type { Pool } from '../../../core/model/pool.ts';
import { toKey } from '../../../core/model/resource.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { takesTasks } from '../../../core/remedy/taskChoices.ts';
import { toVisible } from '../../../core/text/escape.ts';
import type { WithUi } from '../../ui.ts';
import { askName } from '../askName.ts';
import type { NodeCandidate } from './nodes.ts';

/** A pool that has no nodes left to run tasks after an action on these nodes. */
export interface WholePool {
  readonly pool: Pool;
  readonly nodes: readonly NodeCandidate[];
  /** True when the pool has no other nodes; false when it has others, but they take no tasks. */
  readonly hasNoOthers: boolean;
}

export interface WholePoolOptions {
  /** Tests whether a node loses anything; by default, every node does. */
  readonly loses?: (candidate: NodeCandidate) => boolean;
  /** True when the nodes take tasks again by themselves: then only all nodes of a pool make up a whole pool. */
  readonly comeBack?: boolean;
}

/**
 * Finds pools for which the candidates are all nodes, or all nodes that take tasks. Lists the nodes of a pool only when
 * the candidates do not settle it, and stops at the first other node that takes tasks.
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

/** Filters the pools whose names must be typed: those with more than one candidate node. */
export function listTyped(pools: readonly WholePool[]): readonly WholePool[] {
  return pools.filter(({ nodes }) => nodes.length > 1);
}

/** Asks the user to type the names of pools. `verb` is the button's label for the action. Throws `Cancelled`. */
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

/** Describes that no nodes are left to run the tasks of pools, as sentences. */
export function describeWholePools(pools: readonly WholePool[]): readonly string[] {
  return pools.map(({ pool }) =>
    l10n.t("No other node in pool {0} is accepting tasks now, so the pool's tasks will wait.", toVisible(pool.id)),
  );
}
