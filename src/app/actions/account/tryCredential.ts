import type { Account } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { isRefusal } from '../../../core/refusals/refusalReason.ts';
import type { AccountCredential, WithAccounts } from '../../accounts/accounts.ts';
import { toConnectProblem } from '../../accounts/connectError.ts';

/** The reason that an account cannot be opened. */
export interface ConnectProblem {
  readonly message: string;
  readonly isRefused: boolean;
  /** True when the service refused this user, so that another credential may work. */
  readonly mayTakeAnother: boolean;
  /** The HTTP status of the response; absent when there was none. */
  readonly status?: number;
}

/**
 * Checks that the service accepts the credential. Resolves to undefined when it does; throws errors that are not about
 * the connection.
 */
export async function tryCredential(
  { accounts }: WithAccounts,
  account: Account,
  credential: AccountCredential,
  signal?: AbortSignal,
): Promise<ConnectProblem | undefined> {
  try {
    await accounts.verify(account, credential, signal);
    return undefined;
  } catch (error) {
    const message = toConnectProblem(error, account);
    if (message === undefined) throw error;
    const status = BatchError.is(error) ? error.status : undefined;
    const isRefused = BatchError.is(error, 'AuthenticationFailed');
    const mayTakeAnother = BatchError.is(error) && isRefusal(error);
    return { message, isRefused, mayTakeAnother, ...(status === undefined ? {} : { status }) };
  }
}
