import type { Account } from '../../../core/model/account.ts';
import type { AccountSnapshot, Scope } from '../../../service/store/accountStore.ts';
import { type Coverage, findError, toCoverage } from '../../causes/coverage.ts';
import { toDamagedRow } from '../explorer/rows/damagedRow.ts';
import { toErrorRow } from '../explorer/rows/stateRow.ts';
import type { Row } from '../row.ts';
import { toMoreJobsRow, toUncountedRow, toUnreadLogsRow, toUnreadRow } from './coverageRows.ts';
import type { FailureNode, Unknown } from './failureNodes.ts';
import { findUnreadPools, findUnreadPreparations, toUnreadPoolsRow, toUnreadPreparationRow } from './unreadLists.ts';

/** An account with failures that are not known. */
export interface UnknownOf {
  readonly account: Account;
  readonly snapshot: AccountSnapshot;
  /** Logs that could explain more but are not read automatically. */
  readonly unreadLogs: number;
  /** Jobs for which the service did not say how many tasks failed. */
  readonly uncounted: readonly string[];
  /** Whether all within reach has been looked at; what is not known before that is on its way. */
  readonly isDone: boolean;
}

/** Rows that say what is not known of the failures of an account, each with what a click does about it. */
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
    ['preparation', toUnreadPreparationRow(findUnreadPreparations(snapshot))],
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
