import { toQuotaEvidence } from '../evidence/quotaEvidence.ts';
import { toPool } from '../evidence/shapes.ts';
import type { PoolEvidence } from '../explainPool.ts';
import { foresee } from './coreQuota.ts';

/**
 * Why `pool` will not get the nodes that it has as targets, in sentences: a quota of the account has no room for them.
 * Undefined when there is room, and when limit or use are not known. Never throws.
 */
export function foreseeQuota({ pool, quotas }: PoolEvidence): string | undefined {
  return foresee(toPool(pool) ?? { id: '' }, toQuotaEvidence(quotas));
}
