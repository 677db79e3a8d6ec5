import * as l10n from '@vscode/l10n';
import type { Contribution } from '../verb/contribution.ts';
import { pinAccounts } from './pin.ts';

export const contribution: Contribution = {
  title: 'Unpin Account',
  icon: 'pinned',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'account', if: 'pinned', unless: 'keyRefused', at: 'act@2' }],
};

/** Unpins accounts, which returns them to the order in which they were added. */
export const run = pinAccounts(undefined, (name) => l10n.t('Account {0} is back in its usual position.', name));
