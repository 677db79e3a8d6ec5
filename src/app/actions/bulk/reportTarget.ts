import type { BulkReportTarget } from '../../../core/query/documentPath.ts';
import type { BulkPlan } from '../../../core/remedy/bulk/bulkRecord.ts';

/** Returns the target of the report of a bulk action. */
export function toReportTarget({ id, items, accounts }: BulkPlan): BulkReportTarget {
  const accountId = items[0]?.resource.accountId ?? Object.keys(accounts)[0] ?? '';
  return { resource: { kind: 'account', accountId }, document: 'bulkReport', bulkId: id };
}
