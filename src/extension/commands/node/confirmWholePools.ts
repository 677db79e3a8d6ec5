import * as l10n from '@vscode/l10n';
import { toKey } from '../../../core/model/resourceChain.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { askName } from '../askName.ts';
import type { NodeCandidate } from './candidates.ts';

/**
 * Has the name of each pool typed all of whose nodes are among these, where they are more than one and some would lose
 * by it. `verb` is what is done, as the button says it. Throws `Cancelled`.
 * @param loses whether a node loses something by it
 */
export async function confirmWholePools(
  candidates: readonly NodeCandidate[],
  verb: string,
  loses: (candidate: NodeCandidate) => boolean = () => true,
): Promise<void> {
  const pools = new Map<string, NodeCandidate[]>();
  for (const candidate of candidates) {
    const { accountId, poolId } = candidate.resource;
    const key = toKey({ kind: 'pool', accountId, poolId });
    pools.set(key, [...(pools.get(key) ?? []), candidate]);
  }
  for (const nodes of pools.values()) {
    const [{ pool } = { pool: undefined }] = nodes;
    const count = (pool?.currentDedicatedNodes ?? 0) + (pool?.currentLowPriorityNodes ?? 0);
    if (pool === undefined || nodes.length < 2 || nodes.length < count || !nodes.some(loses)) continue;
    await askName({
      title: l10n.t({
        message: '{verb}: all nodes of pool {pool}',
        args: { verb, pool: toVisible(pool.id) },
        comment: ['The verb is the label of a button, such as "Remove"'],
      }),
      prompt: l10n.t(
        'The pool has no other nodes than these ({count}). Type the id of the pool to confirm.',
        asCount(nodes.length),
      ),
      name: pool.id,
    });
  }
}
