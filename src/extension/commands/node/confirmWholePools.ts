import { l10n } from 'vscode';
import { toKey } from '../../../core/model/resourceChain.ts';
import { toVisible } from '../../../core/text/escape.ts';
import { askName } from '../askName.ts';
import type { NodeCandidate } from './candidates.ts';

/**
 * Has the name of each pool typed that would lose what is on all of its nodes, where these are more than one. `verb` is
 * what is done, as the button says it. Throws `Cancelled`.
 */
export async function confirmWholePools(candidates: readonly NodeCandidate[], verb: string): Promise<void> {
  const pools = new Map<string, NodeCandidate[]>();
  for (const candidate of candidates) {
    const { accountId, poolId } = candidate.resource;
    const key = toKey({ kind: 'pool', accountId, poolId });
    pools.set(key, [...(pools.get(key) ?? []), candidate]);
  }
  for (const nodes of pools.values()) {
    const [{ pool } = { pool: undefined }] = nodes;
    const count = (pool?.currentDedicatedNodes ?? 0) + (pool?.currentLowPriorityNodes ?? 0);
    if (pool === undefined || nodes.length < 2 || nodes.length < count) continue;
    await askName({
      title: l10n.t('{0} all nodes of pool {1}', verb, toVisible(pool.id)),
      prompt: l10n.t('These are all nodes of the pool ({0}). Type the pool’s id to confirm.', nodes.length),
      name: pool.id,
    });
  }
}
