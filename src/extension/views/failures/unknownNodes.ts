import type { Account } from '../../../core/model/account.ts';
import type { AccountSnapshot, Scope } from '../../../service/store/accountStore.ts';
import { toErrorRow } from '../explorer/rows/stateRow.ts';
import type { Reader, Row } from '../row.ts';
import { toCoverage, toMoreJobsRow, toUnreadRow } from './coverage.ts';
import type { FailureNode } from './failuresProvider.ts';

/** Rows that say what is not known of the failures of an account, each with what a click does about it. */
export function toUnknownNodes(
  account: Account,
  snapshot: AccountSnapshot,
  accountName: string | undefined,
  reader: Reader,
): readonly FailureNode[] {
  const coverage = toCoverage(snapshot);
  const rows: readonly [string, Row | undefined, Scope?][] = [
    ['error', ...toMissing(account, snapshot, coverage.missing)],
    ['unread', toUnreadRow(coverage, accountName, reader)],
    ['jobs', toMoreJobsRow(coverage, accountName, reader)],
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

function toNode(accountId: string, name: string, row: Row, scope: Scope | undefined): FailureNode {
  return {
    id: JSON.stringify([accountId, name]),
    resource: { kind: 'account', accountId },
    resources: [],
    row,
    ...(scope === undefined ? {} : { target: { accountId, scope } }),
  };
}
