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

/** After so long it shows how old a slice is. */
const longMs = 60_000;

/** Whether those who show a slice would show `b` differently. When it was loaded matters the first time, and after long. */
export function isSameSlice(a: Slice<unknown>, b: Slice<unknown>): boolean {
  return (
    a.items === b.items &&
    isSameItem(a.damaged, b.damaged) &&
    a.hasMore === b.hasMore &&
    a.emptyPages === b.emptyPages &&
    a.loading === b.loading &&
    !wasLongAgo(a, b) &&
    isSameError(a.error, b.error)
  );
}

function wasLongAgo(a: Slice<unknown>, b: Slice<unknown>): boolean {
  if (a.loadedAt === undefined || b.loadedAt === undefined) return a.loadedAt !== b.loadedAt;
  return Date.parse(b.loadedAt) - Date.parse(a.loadedAt) > longMs;
}

function isSameError(a: BatchError | undefined, b: BatchError | undefined): boolean {
  return a === b || (a?.code === b?.code && a?.message === b?.message);
}
