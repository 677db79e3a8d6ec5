import * as l10n from '@vscode/l10n';
import type { Account, AuthenticationKind } from '../../../../core/model/account.ts';
import type { BatchError } from '../../../../core/model/batchError.ts';
import type { Right } from '../../../../core/model/right.ts';
import { toRole } from '../../../../core/refusals/rights.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { formatNumber } from '../../../../core/words/numbers.ts';
import type { ScopeKind, Slice } from '../../../../service/store/accountStore.ts';
import { toAuthenticationText } from '../../../accounts/wayIn.ts';
import { toCommandId } from '../../../commandId.ts';
import { type AccountTrouble, toRemedy } from '../../accountTrouble.ts';
import type { ContextWord } from '../../contextValue.ts';
import { type Row, toFacts } from '../../row.ts';
import type { EmptyOf } from '../treeNode.ts';

/** Returns the context words for the menus of an account's row. */
export function toAccountWords(authentication: AuthenticationKind, trouble?: AccountTrouble): readonly ContextWord[] {
  if (authentication === 'sample') return ['sample'];
  switch (trouble?.wayIn) {
    case toCommandId('account.enterKey'):
      return ['keyRefused'];
    case toCommandId('account.signIn'):
      return ['signedOut'];
    default:
      return [];
  }
}

/** Lists the tooltip's facts about an account's problem. */
export function toTroubleFacts(trouble: AccountTrouble | undefined): Readonly<Record<string, string | undefined>> {
  if (trouble === undefined) return {};
  return { [l10n.t('Problem')]: trouble.message };
}

/** Lists the tooltip's facts about any account: its location, the signed-in identity, and the authentication method. */
export function toAccountFacts(account: Account): Readonly<Record<string, string | undefined>> {
  return {
    [l10n.t('Account')]: account.name,
    [l10n.t('Endpoint')]: account.endpoint,
    [l10n.t('Region')]: account.location,
    [l10n.t('Authentication')]: joinParts(toAuthenticationText(account.authentication), account.user?.label),
  };
}

/** Creates the row of an account whose data has not been requested yet, or that can't be opened, with the reason. */
export function toClosedAccountRow(account: Account, isOnly: boolean, trouble: AccountTrouble | undefined): Row {
  const description = joinParts(trouble?.reason, describeWhere(account));
  return {
    kind: 'account',
    words: toAccountWords(account.authentication, trouble),
    label: account.name,
    ...(description === undefined ? {} : { description }),
    icon: trouble === undefined ? 'account' : 'warning',
    children: isOnly ? 'expanded' : 'collapsed',
    facts: () => toFacts({ ...toTroubleFacts(trouble), ...toAccountFacts(account) }),
  };
}

/** Creates the first row of a list that could not be loaded: what failed, why, and what a click does about it. */
export function toErrorRow(error: BatchError, account: Pick<Account, 'authentication'>): Row {
  const remedy = toRemedy(error, account);
  return {
    kind: 'error',
    label: remedy.label,
    description: error.missing === undefined ? error.message : toRoleNeeded(error.missing.right),
    icon: 'error',
    children: 'none',
    command: remedy.command,
    facts: () => [
      { name: error.code, value: error.message },
      { name: l10n.t('What to do'), value: remedy.hint },
    ],
  };
}

/** Returns text that begins with the role, because a narrow view cuts off the rest. */
function toRoleNeeded(right: Right): string {
  return l10n.t('role “{0}” needed', toRole(right));
}

/** Creates the last row of a list that has more pages in the service. Notes if the last pages were empty. */
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
    case 'subtasks':
      return l10n.t('The last {pages} pages of the list contain no subtasks. There are more pages.', { pages });
    case 'tasks':
    case 'dependencies':
    case 'awaited':
    case 'failures':
      return l10n.t('The last {pages} pages of the list contain no tasks. There are more pages.', { pages });
    case 'nodeFiles':
    case 'taskFiles':
      return l10n.t('The last {pages} pages of the list contain no files in this folder. There are more pages.', {
        pages,
      });
  }
}

/** Creates the first row of a list that is slow to load. */
export function toLoadingRow(): Row {
  return { kind: 'loading', label: l10n.t('Loading…'), icon: 'none', children: 'none' };
}

/** Creates the row of an item that has left its list between two redraws. */
export function toGoneRow(): Row {
  return { kind: 'error', label: l10n.t('No longer in this list'), icon: 'unknown', children: 'none' };
}

/** Creates the only row of a loaded list that is empty, with the meaning for that kind of list. */
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
    case 'notStarted':
      return l10n.t('The task has not started, so it has no files');
    case 'subtasks':
      return l10n.t('No subtasks have started');
    case 'dependencies':
      return l10n.t('None of the tasks found is blocking this one');
    case 'files':
      return l10n.t('No files');
    case 'preparation':
      return l10n.t('These tasks have not run on any node yet');
  }
}

/**
 * Returns the location of an account, which distinguishes accounts with the same name: `westeurope`, or the host if it
 * contains no region.
 */
export function describeWhere({ authentication, endpoint }: Account): string | undefined {
  if (authentication === 'sample') return l10n.t('on this computer');
  const { host, hostname } = new URL(endpoint);
  // `name.region.batch.azure.com`
  const labels = hostname.split('.');
  return labels[2] === 'batch' ? labels[1] : host;
}
