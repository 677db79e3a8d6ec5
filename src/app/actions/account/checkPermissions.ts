import * as l10n from '@vscode/l10n';
import { describeMissing } from '../../../core/refusals/describeRights.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Check Permissions Again',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'account', if: 'limited', at: 'act@7' }],
};

/** Forgets known missing permissions, requests the current ones from Azure where possible, and reloads the account. */
export const run: Command = async (services, args) => {
  for (const { accountId } of await resolve(services, 'account', args)) {
    const store = await services.accounts.getStore(accountId);
    const { rights } = store.service;
    rights.forget();
    await rights.learn();
    await store.refresh();
    const { name } = store.account;
    if (rights.missing.length > 0) services.ui.notify('information', describeMissing(name, rights.missing));
    else services.ui.notify('status', l10n.t('No permissions are known to be missing in account {0}.', name));
  }
};
