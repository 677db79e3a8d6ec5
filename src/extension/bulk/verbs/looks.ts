import { BatchError } from '../../../core/model/batchError.ts';
import { type Read, readAs } from '../../../core/model/shape.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { Look } from '../../../core/remedy/settlement.ts';
import type { Sent } from '../verb.ts';

/** What a call brings; undefined when the service says that the thing is not there. */
export async function findNow<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (BatchError.is(error) && error.status === 404 && !BatchError.is(error, 'NotBatchService')) return undefined;
    throw error;
  }
}

/**
 * A second look at a thing. `before` was written down with the plan, maybe by another window or version, and without
 * the id: what of it has not its shape is not known.
 */
export async function lookAt<T>(
  read: Read<T>,
  item: BulkItem,
  { sentAt, error }: Sent,
  now: Promise<T>,
): Promise<Look<T>> {
  const known = toBefore(read, item);
  return {
    now: await findNow(now),
    sentAt,
    ...(known === undefined ? {} : { before: known }),
    ...(error === undefined ? {} : { error }),
  };
}

/** How a thing was when it was planned; undefined where that is not known. */
export function toBefore<T>(read: Read<T>, { before }: Pick<BulkItem, 'before'>): T | undefined {
  return before === undefined ? undefined : readAs(read, { ...before, id: '' }).value;
}
