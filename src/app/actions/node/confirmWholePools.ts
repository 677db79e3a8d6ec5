import * as l10n from '@vscode/l10n';
import { groupBy } from '../../../core/groupBy.ts';
import type { Pool } from '../../../core/model/pool.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { takesTasks } from '../../../core/remedy/taskChoices.ts';
import { toVisible } from '../../../core/text/escape.ts';
import type { WithUi } from '../../ui.ts';
import { askName } from '../askName.ts';
import type { NodeCandidate } from './nodes.ts';

/** A pool that has nothing left to run tasks on once something is done to these nodes. */
export interface WholePool {
  readonly pool: Pool;
  readonly nodes: readonly NodeCandidate[];
  /** Whether it has no other nodes at all; else its other nodes take no tasks. */
  readonly hasNoOthers: boolean;
}

export interface WholePoolOptions {
  /** Whether a node loses something by it; every one when absent. */
  readonly loses?: (candidate: NodeCandidate) => boolean;
  /** Whether the nodes take tasks again by themselves: then only all nodes of a pool are a whole pool. */
  readonly comeBack?: boolean;
}

/**
 * The pools all of whose nodes are among these, or all that take tasks. Asks for the nodes of a pool only where these do
 * not settle it, and no further than to another one that takes tasks.
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

/** Those of the whole pools whose names are to be typed: several nodes of them are meant. */
export function listTyped(pools: readonly WholePool[]): readonly WholePool[] {
  return pools.filter(({ nodes }) => nodes.length > 1);
}

/** Has the names of pools typed. `verb` is what is done, as the button says it. Throws `Cancelled`. */
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

/** That nothing is left to run the tasks of pools, as sentences. */
export function describeWholePools(pools: readonly WholePool[]): readonly string[] {
  return pools.map(({ pool }) =>
    l10n.t("No other node in pool {0} is accepting tasks now, so the pool's tasks will wait.", toVisible(pool.id)),
  );
}
