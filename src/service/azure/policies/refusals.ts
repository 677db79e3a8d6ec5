import type { RequestPolicyFactory } from '@azure/ms-rest-js';
import type { Account } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { isTokenRefusal, toKeysOnly, toRefusal } from '../errors/refusal.ts';
import { toPolicy } from './requestPolicy.ts';

/**
 * Says of refusals what the user has to renew. Stands outermost, so that all that could be tried was. `takesTokens` tells
 * whether the account lets anybody in by a token; it is asked when one was refused.
 */
export function refusalPolicy(account: Account, takesTokens: () => Promise<boolean>): RequestPolicyFactory {
  return toPolicy(async (request, send) => {
    try {
      return await send(request);
    } catch (error) {
      if (!BatchError.is(error)) throw error;
      if (isTokenRefusal(error, account) && !(await takesTokens())) throw toKeysOnly(error, account);
      throw toRefusal(error, account, request);
    }
  });
}
