import * as l10n from '@vscode/l10n';
import { toShownName } from '../../../core/model/account.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Rename Account in the Explorer…',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'account', unless: 'sample', at: 'act@1' }],
};

/** Maximum length of a name in the explorer. Longer names would leave no room for the account's problem. */
const maxLength = 60;

/** Changes the name of an account in the views. Nothing in Azure changes. */
export const run: Command = async (services, args) => {
  const { accounts } = services;
  const { accountId } = await resolveOne(services, 'account', args);
  const account = accounts.all.find(({ id }) => id === accountId);
  if (account === undefined) return;
  const typed = await services.ui.enter({
    title: l10n.t('Rename {0} in the explorer', account.name),
    prompt: l10n.t("Name in this extension's views; leave empty to use the name in Azure"),
    placeholder: account.name,
    value: toShownName(account),
    check: (text) =>
      text.trim().length > maxLength ? l10n.t('The name can have at most {0} characters.', maxLength) : undefined,
  });
  if (typed === undefined) throw new Cancelled();
  const label = typed.trim();
  await accounts.wish(accountId, { label: label === '' || label === account.name ? undefined : label });
};
