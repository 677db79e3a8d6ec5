import * as l10n from '@vscode/l10n';
import type { Account, AuthenticationKind } from '../../../../core/model/account.ts';
import type { BatchError } from '../../../../core/model/batchError.ts';
import { formatNumber } from '../../../../core/query/numbers.ts';
import type { ScopeKind, Slice } from '../../../../service/store/accountStore.ts';
import { toCommandId } from '../../../commandId.ts';
import { toWayInAction } from '../../../wayIn.ts';
import type { ContextWord } from '../../contextValue.ts';
import type { Row } from '../../row.ts';
import type { EmptyOf } from '../treeNode.ts';

/** What menus ask of an account's row. */
export function toAccountWords(authentication: AuthenticationKind): readonly ContextWord[] {
  if (authentication === 'sample') return ['sample'];
  return authentication === 'sharedKey' ? ['keyed'] : [];
}

/** An account whose data nobody has asked for yet. */
export function toClosedAccountRow({ name, authentication }: Account, isOnly: boolean): Row {
  const words = toAccountWords(authentication);
  return { kind: 'account', words, label: name, icon: 'account', children: isOnly ? 'expanded' : 'collapsed' };
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
  const way = error.wayIn?.authentication ?? (error.code === 'NotSignedIn' ? authentication : undefined);
  if (error.code === 'UnconfirmedHost') {
    return {
      label: l10n.t('Nothing was sent'),
      hint: l10n.t('Select this row to confirm the host by its name.'),
      command: toWayInAction(authentication === 'sharedKey' ? authentication : 'microsoft').command,
    };
  }
  if (way === undefined) {
    return {
      label: error.status === 403 ? l10n.t('Not allowed') : l10n.t('Could not be loaded'),
      hint: l10n.t('Select this row to try again. The log has the details.'),
      command: toCommandId('explorer.retryLoad'),
    };
  }
  const { command } = toWayInAction(way);
  if (way !== 'sharedKey')
    return { label: l10n.t('Not signed in'), hint: l10n.t('Select this row to sign in again.'), command };
  return error.status === undefined
    ? { label: l10n.t('The key is missing'), hint: l10n.t('Select this row to enter the key of the account.'), command }
    : { label: l10n.t('The key is not valid'), hint: l10n.t('Select this row to enter the new key.'), command };
}

/** The last row of a list of which the service has more; says so when nothing came of it for long. */
export function toMoreRow(
  kind: ScopeKind,
  { loading, emptyPages }: Pick<Slice<unknown>, 'loading' | 'emptyPages'>,
): Row {
  const row = { kind: 'more', icon: 'more', children: 'none', command: toCommandId('explorer.loadMore') } as const;
  if (loading) return { ...row, label: l10n.t('Loading…') };
  if (emptyPages === undefined) return { ...row, label: l10n.t('Load more') };
  return { ...row, label: l10n.t('Continue loading'), description: toFruitlessText(kind, formatNumber(emptyPages)) };
}

function toFruitlessText(kind: ScopeKind, pages: string): string {
  switch (kind) {
    case 'pools':
      return l10n.t('The last {pages} pages of the list contain no pools. There are more pages.', { pages });
    case 'nodes':
    case 'preparation':
      return l10n.t('The last {pages} pages of the list contain no nodes. There are more pages.', { pages });
    case 'jobs':
    case 'scheduleJobs':
      return l10n.t('The last {pages} pages of the list contain no jobs. There are more pages.', { pages });
    case 'jobSchedules':
      return l10n.t('The last {pages} pages of the list contain no job schedules. There are more pages.', { pages });
    case 'tasks':
    case 'failures':
      return l10n.t('The last {pages} pages of the list contain no tasks. There are more pages.', { pages });
    case 'nodeFiles':
    case 'taskFiles':
      return l10n.t('The last {pages} pages of the list contain no files of this folder. There are more pages.', {
        pages,
      });
  }
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
    case 'jobSchedules':
      return l10n.t('This account has no job schedules');
    case 'scheduleJobs':
      return l10n.t('This schedule has no jobs');
    case 'tasks':
      return l10n.t('No tasks');
    case 'files':
      return l10n.t('No files');
    case 'preparation':
      return l10n.t('These tasks have not run on any node yet');
  }
}
