import type { RequestPolicyFactory } from '@azure/ms-rest-js';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Right } from '../../../core/model/right.ts';
import { findRight, isOfReading } from '../../../core/refusals/rights.ts';
import type { AccountRights } from '../../rights/accountRights.ts';
import { toPolicy } from './requestPolicy.ts';

/** Request that is sent by POST but changes nothing (Batch documentation: "Pool - Evaluate Auto Scale"). */
const harmlessPost = /^\/pools\/[^/]+\/evaluateautoscale$/i;

/**
 * Blocks every request that may change the account while `why` returns a reason: throws `ReadOnly` with it. A request
 * that isn't known to be harmless counts as a change.
 */
export function readOnlyPolicy(why: () => string | undefined = () => undefined): RequestPolicyFactory {
  return toPolicy(async (request, send) => {
    const message = isChange(request.method, new URL(request.url).pathname) ? why() : undefined;
    if (message !== undefined) throw new BatchError({ code: 'ReadOnly', message });
    return send(request);
  });
}

function isChange(method: string, path: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && !(method === 'POST' && harmlessPost.test(path));
}

/**
 * Blocks changes that the user's role is known not to allow: throws `RoleMissing` with the role. Learns from refusals
 * and from successes. Reads are sent regardless.
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
