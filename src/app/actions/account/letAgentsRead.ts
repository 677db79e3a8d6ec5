import * as l10n from '@vscode/l10n';
import { nameAccount } from '../../accounts/accounts.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Let Agents Read…',
  effect: 'reads',
  rows: [{ on: 'account', at: 'act@4' }],
};

/** Lets the user choose whether agents may read an account: always, in this session, after asking, or never. */
export const run: WindowCommand = async (services, args) => {
  const { ui, accounts, agents } = services;
  const { accountId } = await resolveOne(services, 'account', args);
  const now = accounts.all.find(({ id }) => id === accountId)?.agents;
  const choices = [
    { label: l10n.t('Ask Me'), choice: undefined },
    { label: l10n.t('Allow for This Session'), choice: 'session' },
    { label: l10n.t('Always Allow'), choice: 'allowed' },
    { label: l10n.t('Never Allow'), choice: 'never' },
  ] as const;
  const shown = choices.map((one) => ({
    ...one,
    ...(one.choice === now && { description: l10n.t({ message: 'current choice', comment: ['Of a row to choose'] }) }),
  }));
  const name = nameAccount(accounts, accountId);
  const chosen = await ui.choose(shown, {
    title: l10n.t('Let agents read the Batch account {0}?', name),
    placeholder: l10n.t('The data they read goes to their language model, without secrets. Nothing is changed.'),
  });
  if (chosen !== undefined) await agents.consents.set(accountId, chosen.choice);
};
