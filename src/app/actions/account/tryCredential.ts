import type { Account } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { isRefusal } from '../../../core/query/refusalReason.ts';
import type { AccountCredential, WithAccounts } from '../../accounts/accounts.ts';
import { toConnectProblem } from '../../accounts/connectError.ts';

/** What keeps the user from an account. */
export interface ConnectProblem {
  /** A sentence. */
  readonly message: string;
  /** The service is there and does not take the credential. */
  readonly isRefused: boolean;
  /** Whether the service answered and refuses who asks, which says nothing of other credentials. */
  readonly mayTakeAnother: boolean;
  /** Of the answer; none when there was no answer. */
  readonly status?: number;
}

/** Asks the service whether it takes the credential. Undefined when it does; throws what is no matter of the connection. */
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
