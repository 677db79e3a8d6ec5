import * as l10n from '@vscode/l10n';
import type { Account } from '../../../../core/model/account.ts';
import type { BatchError } from '../../../../core/model/batchError.ts';
import type { Row } from '../../row.ts';

/** An account whose data nobody has asked for yet. */
export function toClosedAccountRow(account: Pick<Account, 'name'>, isOnly: boolean): Row {
  return { kind: 'account', label: account.name, icon: 'account', children: isOnly ? 'expanded' : 'collapsed' };
}

/** The first row of a list that could not be loaded: what failed, why, and that a click tries again. */
export function toErrorRow(error: BatchError): Row {
  return {
    kind: 'error',
    label: l10n.t('Could not be loaded'),
    description: error.message,
    icon: 'error',
    children: 'none',
    command: 'azureBatch.explorer.retryLoad',
    facts: () => [
      { name: error.code, value: error.message },
      { name: l10n.t('What to do'), value: l10n.t('Click to try again. The log has the details.') },
    ],
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
