import { findNow } from '../../../core/model/missing.ts';
import { type Read, readAs } from '../../../core/model/shape.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { Look } from '../../../core/remedy/settlement.ts';
import type { Sent } from '../run/verb.ts';

/**
 * A second look at a thing. `before` was written down with the plan, maybe by another window or version, and without
 * the id: what of it has not its shape is not known.
 */
export async function lookAt<T>(
  read: Read<T>,
  item: BulkItem,
  { sentAt, error, answer }: Sent,
  now: Promise<T>,
): Promise<Look<T>> {
  const known = toBefore(read, item);
  return {
    now: await findNow(now),
    sentAt,
    ...(known === undefined ? {} : { before: known }),
    ...(error === undefined ? {} : { error }),
    ...(answer === undefined ? {} : { answer }),
  };
}

/** How a thing was when it was planned; undefined where that is not known. */
export function toBefore<T>(read: Read<T>, { before }: Pick<BulkItem, 'before'>): T | undefined {
  return before === undefined ? undefined : readAs(read, { ...before, id: '' }).value;
}
