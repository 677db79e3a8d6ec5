import { l10n } from 'vscode';
import { notifyStatus } from '../../messages.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { resolve } from '../resolve.ts';

export const contribution: Contribution = {
  title: 'Unpin Account',
  icon: 'pinned',
  effect: 'reads',
  palette: 'withAccount',
  rows: [{ on: 'account', if: 'pinned', unless: 'keyRefused', at: '1_look@6' }],
};

/** Lets accounts stand where they were added again. */
export const run: Command = async (services, args) => {
  const { accounts } = services;
  for (const { accountId } of await resolve(services, 'account', args)) {
    const account = accounts.all.find(({ id }) => id === accountId);
    await accounts.wish(accountId, { isPinned: undefined });
    notifyStatus(l10n.t('Account {0} stands in its place again.', account?.label ?? account?.name ?? accountId));
  }
};
