import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../model/computeNode.ts';
import { isBeingResized, type Pool } from '../model/pool.ts';
import { toVisible } from '../text/escape.ts';
import { plural } from '../text/plural.ts';
import { formatNumber } from '../words/numbers.ts';
import type { ChangeEffect, Changing } from './life.ts';
import { describeDeletedPool } from './poolLife.ts';
import {
  doneAlready,
  doneUnlessRefused,
  isRefusedWith,
  type Look,
  notDone,
  type Settlement,
  unchanged,
} from './settlement.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type NodeFacts = Pick<ComputeNode, 'state'>;
type RemovalPool = Pick<Pool, 'state' | 'allocationState'>;

/** Maximum number of IDs per request (Batch documentation: "Pool - Remove Nodes"). */
export const mostRemovedAtOnce = 100;

/** Checks whether a node can be removed now. The pool must be steady (Batch documentation: "Pool - Remove Nodes"). */
export function planRemove(node: NodeFacts, pool: RemovalPool): Verdict {
  if (isBeingResized(pool) && planRemoveLater(node, pool).possible)
    return impossible(l10n.t('The pool is being resized. Remove nodes when the pool is steady.'));
  return planRemoveLater(node, pool);
}

/** Checks whether a node can be removed once the pool is steady. */
export function planRemoveLater(node: NodeFacts, pool: RemovalPool): Verdict {
  if (pool.state === 'deleting') return impossible(describeDeletedPool());
  if (node.state === 'leavingpool') return impossible(l10n.t('The node is already leaving its pool.'));
  if (!isBeingResized(pool)) return possible;
  return { possible: true, note: l10n.t('The pool is being resized. The nodes are removed when the pool is steady.') };
}

/** Describes in sentences what happens to a pool when nodes are removed from it. */
export function describeRemoval(pool: Pool, count: number): readonly string[] {
  return [...describeTurns(pool, count), ...describeSize(pool, count)];
}

/**
 * Explains that nodes are removed in batches, because a pool that is being resized, as during a removal, refuses the
 * next request (Batch documentation: "Pool - Remove Nodes").
 */
function describeTurns({ id }: Pool, count: number): readonly string[] {
  if (count <= mostRemovedAtOnce) return [];
  return [
    l10n.t(
      'Batch removes at most {most} nodes from a pool at once. The rest in pool {pool} follow, {most} at a time, whenever the previous resize finishes. If you cancel or close this window before then, they stay.',
      { most: formatNumber(mostRemovedAtOnce), pool: toVisible(id) },
    ),
  ];
}

function describeSize(pool: Pool, count: number): readonly string[] {
  const id = toVisible(pool.id);
  // The service keeps only the errors of the last resize, and a removal counts as a resize.
  const lost =
    (pool.resizeErrors ?? []).length === 0
      ? []
      : [l10n.t('Pool {0} will no longer show why its last resize failed, so copy the explanation first.', id)];
  if (pool.enableAutoScale === true)
    return [
      l10n.t('Pool {0} scales automatically: its formula decides whether other nodes replace these.', id),
      ...lost,
    ];
  return [
    plural(count, {
      '=1': l10n.t("Removing the node lowers the target of pool {0}, so Batch doesn't replace it.", id),
      other: l10n.t("Removing the nodes lowers the target of pool {0}, so Batch doesn't replace them.", id),
    }),
    l10n.t("To replace what is removed, resize the pool. The account's quotas apply to the resize again."),
    ...lost,
  ];
}

/** Determines the result of "Pool - Remove Nodes" for one node. */
export function settleRemoveNode(look: Look<NodeFacts>): Settlement {
  if (look.now === undefined) return doneUnlessRefused(look, l10n.t('The node had already left its pool.'));
  if (look.now.state === 'leavingpool')
    return doneUnlessRefused(look, l10n.t('The node was already leaving its pool.'));
  if (isRefusedWith(look, 'PoolBeingDeleted')) return doneAlready(l10n.t("The node's pool is being deleted."));
  if (isRefusedWith(look, 'PoolBeingResized')) {
    return notDone(l10n.t('The pool is being resized. Remove nodes when the resize has finished.'));
  }
  return unchanged(look);
}

/** Determines whether a removed node has left its pool. */
export function judgeRemoval({ now, elapsedMs }: Changing<object>): ChangeEffect {
  if (now === undefined) return 'seen';
  return elapsedMs > 30 * 60_000 ? 'astray' : 'underway';
}
