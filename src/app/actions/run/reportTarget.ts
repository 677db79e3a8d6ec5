import type { BulkPlan } from '../../../core/changes/bulk/bulkRecord.ts';
import type { BulkReportTarget } from '../../../core/places/documentPath.ts';

/** Returns the target that opens the report of a bulk action. */
export function toReportTarget({ id, items, accounts }: BulkPlan): BulkReportTarget {
  const accountId = items[0]?.resource.accountId ?? Object.keys(accounts)[0] ?? '';
  return { resource: { kind: 'account', accountId }, document: 'bulkReport', bulkId: id };
}
