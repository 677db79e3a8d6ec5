import * as l10n from '@vscode/l10n';
import { nameAccount } from '../../accounts/accounts.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Make Read-Only',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'account', unless: 'locked', at: 'act@3' }],
};

/** Makes an account read-only in all windows until changes are allowed again. */
export const run: Command = async (services, args) => {
  const { accounts } = services;
  for (const { accountId } of await resolve(services, 'account', args)) {
    await accounts.wish(accountId, { isReadOnly: true });
    const name = nameAccount(accounts, accountId);
    services.ui.notify('status', l10n.t('Account {0} is now read-only. Nothing in it can be changed from here.', name));
  }
};
