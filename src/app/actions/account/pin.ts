import * as l10n from '@vscode/l10n';
import type { Contribution } from '../contribution.ts';
import { pinAccounts } from './pinAccounts.ts';

export const contribution: Contribution = {
  title: 'Pin Account',
  icon: 'pin',
  effect: 'reads',
  palette: 'withAccount',
  rows: [{ on: 'account', unless: ['pinned', 'sample', 'keyRefused'], at: '1_look@6' }],
};

/** Puts accounts above all that are not pinned. */
export const run = pinAccounts(true, (name) => l10n.t('Account {0} now stands before the others.', name));
