import { BatchError } from '../../core/model/batchError.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import type { BatchService } from '../../service/ports.ts';

/**
 * Refuses what changes a node, or its users, before anything is asked for it, where a role is known not to allow that.
 * Throws `RoleMissing`.
 */
export function refuseForRole({ rights }: Pick<BatchService, 'rights'>, { accountId }: NodeResource): void {
  const right = 'changeNodes';
  const message = rights.whyMissing(right);
  if (message !== undefined) throw new BatchError({ code: 'RoleMissing', message, missing: { accountId, right } });
}
