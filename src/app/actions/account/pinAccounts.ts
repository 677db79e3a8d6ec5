import { nameAccount } from '../../accounts/nameAccount.ts';
import type { Command } from '../command.ts';
import { resolve } from '../resolve.ts';

/** Makes a command that pins accounts, or no longer does, and says of each what became of it. */
export function pinAccounts(isPinned: true | undefined, describe: (name: string) => string): Command {
  return async (services, args) => {
    const { accounts } = services;
    for (const { accountId } of await resolve(services, 'account', args)) {
      await accounts.wish(accountId, { isPinned });
      services.ui.notify('status', describe(nameAccount(accounts, accountId)));
    }
  };
}
