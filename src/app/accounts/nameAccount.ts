import { toShownName } from '../../core/model/account.ts';
import type { Accounts } from './accounts.ts';

/** What an account is called to the user: as in the explorer, or by its id where it is not there. */
export function nameAccount({ all }: Pick<Accounts, 'all'>, accountId: string): string {
  const account = all.find(({ id }) => id === accountId);
  return account === undefined ? accountId : toShownName(account);
}
