import * as l10n from '@vscode/l10n';
import type { Account } from '../../../core/model/account.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { capitalize } from '../../../core/text/locale.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { AccountSnapshot, Scope } from '../../../service/store/accountStore.ts';
import { type Coverage, findError, toCoverage } from '../../causes/coverage.ts';
import { toCommandId } from '../../commandId.ts';
import { countBrokenNodes } from '../../lists/severity.ts';
import { listWaits } from '../../lists/taskCount.ts';
import { describeSilence } from '../accountTrouble.ts';
import { findOldest, toSilenceText } from '../ages.ts';
import { toDamagedRow } from '../explorer/rows/damagedRow.ts';
import { toErrorRow } from '../explorer/rows/stateRow.ts';
import { type Row, toFacts, type Viewer } from '../row.ts';
import { toMoreJobsRow, toUncountedRow, toUnreadLogsRow, toUnreadRow } from './coverageRows.ts';
import type { FailureNode, Unknown } from './failureNodes.ts';

/** An account with unknown failures. */
export interface UnknownOf {
  readonly account: Account;
  readonly snapshot: AccountSnapshot;
  /** Logs that could explain more but are not read automatically. */
  readonly unreadLogs: number;
  readonly uncounted: readonly string[];
  /** True if everything within the limits was read. Until then, missing data may still arrive. */
  readonly isDone: boolean;
}

/** Creates rows for unknown parts of an account's failures, each with the action of a click. */
export function toUnknownNodes({
  account,
  snapshot,
  unreadLogs,
  uncounted,
  isDone,
}: UnknownOf): readonly FailureNode[] {
  const coverage = toCoverage(snapshot);
  const rows: readonly [Unknown, Row | undefined, Scope?][] = [
    ['error', ...toMissing(account, snapshot, coverage.missing)],
    ['damaged', ...toDamaged(snapshot, coverage.damaged)],
    ...(isDone ? toUnreadRows(snapshot, coverage, { unreadLogs, uncounted }) : []),
  ];
  return rows.flatMap(([name, row, scope]) => (row === undefined ? [] : [toNode(account.id, name, row, scope)]));
}

/** Creates the row for the only account if it does not respond. Several accounts show this in their own rows. */
export function toSilenceNodes(snapshot: AccountSnapshot, reader: Viewer): readonly FailureNode[] {
  const silence = toSilenceText(snapshot, findOldest(snapshot), reader);
  if (silence === undefined) return [];
  const row: Row = {
    kind: 'empty',
    label: capitalize(silence),
    icon: 'warning',
    children: 'none',
    facts: () => toFacts({ [l10n.t('Problem')]: describeSilence(snapshot, reader) }),
  };
  return [toNode(snapshot.account.id, 'silence', row, undefined)];
}

function toUnreadRows(
  snapshot: AccountSnapshot,
  coverage: Coverage,
  { unreadLogs, uncounted }: Pick<UnknownOf, 'unreadLogs' | 'uncounted'>,
): readonly [Unknown, Row | undefined][] {
  return [
    ['counts', toUncountedRow(uncounted)],
    ['tasks', toUnreadRow(coverage)],
    ['jobs', toMoreJobsRow(coverage)],
    ['logs', toUnreadLogsRow(unreadLogs)],
    ['nodes', toUnreadPoolsRow(findUnreadPools(snapshot))],
    ['preparation', toUnreadWaitsRow(findUnreadWaits(snapshot))],
  ];
}

function toMissing(
  account: Account,
  snapshot: AccountSnapshot,
  scope: Scope | undefined,
): readonly [Row | undefined, Scope?] {
  const error = scope === undefined ? undefined : findError(snapshot, scope);
  return error === undefined || scope === undefined ? [undefined] : [toErrorRow(error, account), scope];
}

function toDamaged(snapshot: AccountSnapshot, scope: Scope | undefined): readonly [Row | undefined, Scope?] {
  return scope === undefined ? [undefined] : [toDamagedRow(scope.kind, snapshot.slice(scope)), scope];
}

function toNode(accountId: string, name: Unknown, row: Row, scope: Scope | undefined): FailureNode {
  return {
    id: JSON.stringify([accountId, name]),
    resource: { kind: 'account', accountId },
    row,
    unknown: name,
    ...(scope === undefined ? {} : { target: { accountId, scope } }),
  };
}

/** Lists the pools with broken nodes whose node list was neither read nor failed to load. */
function findUnreadPools(snapshot: AccountSnapshot): readonly string[] {
  return snapshot
    .slice({ kind: 'pools' })
    .items.filter((pool) => countBrokenNodes(pool, snapshot) > 0)
    .map(({ id }) => id)
    .filter((poolId) => isUnread(snapshot, { kind: 'nodes', poolId }));
}

/** Lists jobs with waiting tasks if some of the data that may explain the wait was not read. */
function findUnreadWaits(snapshot: AccountSnapshot): readonly string[] {
  return snapshot
    .slice({ kind: 'jobs' })
    .items.filter((job) => listWaits(job, snapshot).some((scope) => isUnread(snapshot, scope)))
    .map(({ id }) => id);
}

function isUnread(snapshot: AccountSnapshot, scope: Scope): boolean {
  const { loadedAt, error } = snapshot.slice(scope);
  return loadedAt === undefined && error === undefined;
}

/**
 * Creates a row with the number of pools whose broken nodes were not read. A click reads some of them. Undefined if
 * there are none.
 */
function toUnreadPoolsRow(poolIds: readonly string[]): Row | undefined {
  const label = plural(poolIds.length, {
    one: l10n.t('{count} pool not checked for broken nodes', asCount(poolIds.length)),
    other: l10n.t('{count} pools not checked for broken nodes', asCount(poolIds.length)),
  });
  return toUnknownRow(label, poolIds, l10n.t('Select this row to check the nodes in up to 20 more pools.'));
}

/**
 * Creates a row with the number of jobs whose reasons for waiting were not read. A click reads some of them. Undefined
 * if there are none.
 */
function toUnreadWaitsRow(jobIds: readonly string[]): Row | undefined {
  const label = plural(jobIds.length, {
    one: l10n.t('Waiting tasks in {count} job not checked', asCount(jobIds.length)),
    other: l10n.t('Waiting tasks in {count} jobs not checked', asCount(jobIds.length)),
  });
  return toUnknownRow(label, jobIds, l10n.t('Select this row to check the waiting tasks in up to 20 more jobs.'));
}

function toUnknownRow(label: string, ids: readonly string[], remedy: string): Row | undefined {
  if (ids.length === 0) return undefined;
  return {
    kind: 'more',
    label,
    ...(ids.length <= 2 ? { description: listPlain(ids) } : {}),
    icon: 'more',
    children: 'none',
    command: toCommandId('failures.loadMore'),
    facts: () => [{ name: l10n.t('What to do'), value: remedy }],
  };
}
