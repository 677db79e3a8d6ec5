import type { RequestPolicyFactory } from '@azure/ms-rest-js';
import { BatchError } from '../../../core/model/batchError.ts';
import { toPolicy } from './requestPolicy.ts';

/** Sent by POST, and changes nothing (Batch documentation: "Pool - Evaluate Auto Scale"). */
const harmlessPost = /^\/pools\/[^/]+\/evaluateautoscale$/i;

/**
 * Blocks every request that may change the account while there is a reason for that: throws `ReadOnly` with the reason.
 * A request that is not known to be harmless counts as a change.
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
