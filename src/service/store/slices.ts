import { BatchError } from '../../core/model/batchError.ts';
import type { Slice } from './accountStore.ts';
import { isSameItem } from './mergeItems.ts';

/** What is known of a scope before it was ever loaded. */
export const emptySlice: Slice<never> = { items: [], hasMore: false, loading: false };

/** The error of a slice. Whatever is not the service's word is a fault of ours; it is shown all the same. */
export function toSliceError(error: unknown): BatchError {
  if (BatchError.is(error)) return error;
  return new BatchError({
    code: 'Unknown',
    message: error instanceof Error ? error.message : String(error),
    cause: error,
  });
}

/** Whether those who show a slice would show `b` differently. When it was loaded matters the first time only. */
export function isSameSlice(a: Slice<unknown>, b: Slice<unknown>): boolean {
  return (
    a.items === b.items &&
    isSameItem(a.damaged, b.damaged) &&
    a.hasMore === b.hasMore &&
    a.emptyPages === b.emptyPages &&
    a.loading === b.loading &&
    (a.loadedAt === undefined) === (b.loadedAt === undefined) &&
    isSameError(a.error, b.error)
  );
}

function isSameError(a: BatchError | undefined, b: BatchError | undefined): boolean {
  return a === b || (a?.code === b?.code && a?.message === b?.message);
}
