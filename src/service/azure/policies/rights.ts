import type { RequestPolicyFactory } from '@azure/ms-rest-js';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Right } from '../../../core/model/right.ts';
import { findRight, isOfReading } from '../../../core/query/rights.ts';
import type { AccountRights } from '../../rights/accountRights.ts';
import { toPolicy } from './requestPolicy.ts';

/**
 * Sends no change that the role of the user is known not to allow: throws `RoleMissing` with the role. Learns from what is
 * refused, and from what is not. What only reads is asked for all the same.
 */
export function rightsPolicy(rights: AccountRights, accountId: string): RequestPolicyFactory {
  return toPolicy(async (request, send) => {
    const right = findRight(request.method, new URL(request.url).pathname);
    if (right === undefined) return send(request);
    const why = isOfReading(right) ? undefined : rights.whyMissing(right);
    if (why !== undefined) throw toRoleMissing(why, accountId, right);
    try {
      const answer = await send(request);
      rights.noteSuccess(right);
      return answer;
    } catch (error) {
      if (BatchError.is(error) && error.missing !== undefined) rights.noteRefusal(error.missing.right);
      throw error;
    }
  });
}

function toRoleMissing(message: string, accountId: string, right: Right): BatchError {
  return new BatchError({ code: 'RoleMissing', message, missing: { accountId, right } });
}
