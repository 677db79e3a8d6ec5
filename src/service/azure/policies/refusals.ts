import type { RequestPolicyFactory } from '@azure/ms-rest-js';
import type { Account } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { isTokenRefusal, toKeysOnly, toRefusal } from '../errors/refusal.ts';
import { toPolicy } from './requestPolicy.ts';

/**
 * Explains refusals to the user: what is wrong with the key, the sign-in, or the role. This is the outermost policy, so
 * that everything else has been tried first. `takesTokens` resolves to whether the account accepts tokens at all; it is
 * called when a token was refused.
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
