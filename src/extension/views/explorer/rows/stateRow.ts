import * as l10n from '@vscode/l10n';
import type { Account } from '../../../../core/model/account.ts';
import type { BatchError } from '../../../../core/model/batchError.ts';
import type { Row } from '../../row.ts';
import type { EmptyOf } from '../treeNode.ts';

/** An account whose data nobody has asked for yet. */
export function toClosedAccountRow(account: Pick<Account, 'name'>, isOnly: boolean): Row {
  return { kind: 'account', label: account.name, icon: 'account', children: isOnly ? 'expanded' : 'collapsed' };
}

/** The first row of a list that could not be loaded: what failed, why, and what a click does about it. */
export function toErrorRow(error: BatchError, account: Pick<Account, 'authentication'>): Row {
  const remedy = toRemedy(error, account);
  return {
    kind: 'error',
    label: remedy.label,
    description: error.message,
    icon: 'error',
    children: 'none',
    command: remedy.command,
    facts: () => [
      { name: error.code, value: error.message },
      { name: l10n.t('What to do'), value: remedy.hint },
    ],
  };
}

interface Remedy {
  readonly label: string;
  readonly hint: string;
  readonly command: string;
}

function toRemedy(error: BatchError, { authentication }: Pick<Account, 'authentication'>): Remedy {
  if (error.status !== 401 && error.code !== 'NotSignedIn') {
    return {
      label: l10n.t('Could not be loaded'),
      hint: l10n.t('Click to try again. The log has the details.'),
      command: 'azureBatch.explorer.retryLoad',
    };
  }
  return authentication === 'sharedKey'
    ? {
        label: l10n.t('The key is missing'),
        hint: l10n.t('Click to add the account again by its key.'),
        command: 'azureBatch.account.addWithKey',
      }
    : {
        label: l10n.t('Not signed in'),
        hint: l10n.t('Click to sign in again.'),
        command: 'azureBatch.account.signIn',
      };
}

/** The last row of a list of which the service has more. */
export function toMoreRow(isLoading: boolean): Row {
  return {
    kind: 'more',
    label: isLoading ? l10n.t('Loading…') : l10n.t('Load more'),
    icon: 'more',
    children: 'none',
    command: 'azureBatch.explorer.loadMore',
  };
}

/** A row that has left its list between two redraws. */
export function toGoneRow(): Row {
  return { kind: 'error', label: l10n.t('No longer there'), icon: 'unknown', children: 'none' };
}

/** The only row of a list that has been loaded and has nothing in it: which kind of nothing it is. */
export function toEmptyRow(of: EmptyOf): Row {
  return { kind: 'empty', label: toEmptyText(of), icon: 'none', children: 'none' };
}

function toEmptyText(of: EmptyOf): string {
  switch (of) {
    case 'pools':
      return l10n.t('This account has no pools');
    case 'nodes':
      return l10n.t('This pool has no nodes');
    case 'jobs':
      return l10n.t('This account has no jobs');
    case 'tasks':
      return l10n.t('No tasks');
    case 'files':
      return l10n.t('No files');
    case 'preparation':
      return l10n.t('These tasks have not run on any node yet');
  }
}
