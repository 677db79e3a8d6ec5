import * as l10n from '@vscode/l10n';
import { nameAccount } from '../../accounts/accounts.ts';
import { openReadOnlySettingAction } from '../../messages/helpfulAction.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Allow Changes',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'account', if: 'locked', at: 'act@3' }],
};

/** Allows changes to an account again, unless the setting makes all accounts read-only. */
export const run: Command = async (services, args) => {
  const { accounts } = services;
  for (const { accountId } of await resolve(services, 'account', args)) {
    await accounts.wish(accountId, { isReadOnly: undefined });
    const why = accounts.whyRefused(accountId);
    if (why !== undefined) services.ui.notify('information', why, openReadOnlySettingAction());
    else {
      const name = nameAccount(accounts, accountId);
      services.ui.notify('status', l10n.t('Changes to account {0} are allowed again.', name));
    }
  }
};
