import type { Account } from '../../../core/model/account.ts';
import type { AccountSnapshot, Scope } from '../../../service/store/accountStore.ts';
import { toErrorRow } from '../explorer/rows/stateRow.ts';
import type { Reader, Row } from '../row.ts';
import { toCoverage, toMoreJobsRow, toUnreadLogsRow, toUnreadRow } from './coverage.ts';
import type { FailureNode } from './failuresProvider.ts';

type RowName = 'error' | 'tasks' | 'jobs' | 'logs';

/** An account of which some failures are not known. */
export interface UnknownOf {
  readonly account: Account;
  readonly snapshot: AccountSnapshot;
  /** What rows name it by; nothing where it is the only one. */
  readonly accountName: string | undefined;
  /** Logs that would tell more and are not read unasked. */
  readonly unreadLogs: number;
}

/** Rows that say what is not known of the failures of an account, each with what a click does about it. */
export function toUnknownNodes(
  { account, snapshot, accountName, unreadLogs }: UnknownOf,
  reader: Reader,
): readonly FailureNode[] {
  const coverage = toCoverage(snapshot);
  const rows: readonly [RowName, Row | undefined, Scope?][] = [
    ['error', ...toMissing(account, snapshot, coverage.missing)],
    ['tasks', toUnreadRow(coverage, accountName, reader)],
    ['jobs', toMoreJobsRow(coverage, accountName, reader)],
    ['logs', toUnreadLogsRow(unreadLogs, accountName, reader)],
  ];
  return rows.flatMap(([name, row, scope]) => (row === undefined ? [] : [toNode(account.id, name, row, scope)]));
}

function toMissing(
  account: Account,
  snapshot: AccountSnapshot,
  scope: Scope | undefined,
): readonly [Row | undefined, Scope?] {
  const error = scope === undefined ? undefined : snapshot.slice(scope).error;
  return error === undefined || scope === undefined ? [undefined] : [toErrorRow(error, account), scope];
}

function toNode(accountId: string, name: RowName, row: Row, scope: Scope | undefined): FailureNode {
  return {
    id: JSON.stringify([accountId, name]),
    resource: { kind: 'account', accountId },
    resources: [],
    row,
    ...(name === 'logs' ? { isOfLogs: true } : {}),
    ...(scope === undefined ? {} : { target: { accountId, scope } }),
  };
}
