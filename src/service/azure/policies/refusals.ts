import type { RequestPolicyFactory } from '@azure/ms-rest-js';
import type { Account } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { toRefusal } from '../errors/refusal.ts';
import { toPolicy } from './requestPolicy.ts';

/** Says of refusals what the user has to renew. Stands outermost, so that all that could be tried was. */
export function refusalPolicy(account: Account): RequestPolicyFactory {
  return toPolicy(async (request, send) => {
    try {
      return await send(request);
    } catch (error) {
      throw BatchError.is(error) ? toRefusal(error, account, request) : error;
    }
  });
}
