import * as l10n from '@vscode/l10n';
import { nameAccount } from '../../accounts/accounts.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Pin Account',
  icon: 'pin',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'account', unless: ['pinned', 'sample', 'keyRefused'], at: 'act@2' }],
};

/** Pins accounts, which lists them before all others. */
export const run = pinAccounts(true, (name) => l10n.t('Account {0} is now listed first.', name));

/** Creates a command that pins or unpins accounts and notifies the user about each. */
export function pinAccounts(isPinned: true | undefined, describe: (name: string) => string): Command {
  return async (services, args) => {
    const { accounts } = services;
    for (const { accountId } of await resolve(services, 'account', args)) {
      await accounts.wish(accountId, { isPinned });
      services.ui.notify('status', describe(nameAccount(accounts, accountId)));
    }
  };
}
