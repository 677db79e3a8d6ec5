import { BatchError } from '../../core/model/batchError.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import type { BatchService } from '../../service/ports.ts';

/**
 * Refuses a change to a node or its users before any question, if the user's role is known to forbid it. Throws
 * `RoleMissing`.
 */
export function refuseForRole({ rights }: Pick<BatchService, 'rights'>, { accountId }: NodeResource): void {
  const right = 'changeNodes';
  const message = rights.whyMissing(right);
  if (message !== undefined) throw new BatchError({ code: 'RoleMissing', message, missing: { accountId, right } });
}
