import { l10n } from 'vscode';
import { notifyStatus } from '../../messages.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { resolve } from '../resolve.ts';

export const contribution: Contribution = {
  title: 'Pin Account',
  icon: 'pin',
  effect: 'reads',
  palette: 'withAccount',
  rows: [{ on: 'account', unless: ['pinned', 'sample', 'keyRefused'], at: '1_look@6' }],
};

/** Lets accounts stand before all that are not pinned. */
export const run: Command = async (services, args) => {
  const { accounts } = services;
  for (const { accountId } of await resolve(services, 'account', args)) {
    const account = accounts.all.find(({ id }) => id === accountId);
    await accounts.wish(accountId, { isPinned: true });
    notifyStatus(l10n.t('Account {0} now stands before the others.', account?.label ?? account?.name ?? accountId));
  }
};
