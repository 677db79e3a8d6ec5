import type { Account } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { TaskCounts } from '../../core/model/job.ts';
import type { PoolNodeCounts } from '../../core/model/pool.ts';
import type { KnownResubmissions } from '../../core/model/resubmission.ts';
import { describeError } from '../../core/text/describeError.ts';
import type { OfferPort } from '../ports.ts';
import type { AccountSnapshot, Scope, ScopeItems, ScopeKind, Slice } from './accountStore.ts';
import { isSameItem } from './mergeItems.ts';
import type { AnyItem } from './scopePages.ts';
import { toScopeKey } from './scopes.ts';

/** The slice of a scope that was never loaded. */
export const emptySlice: Slice<never> = { items: [], hasMore: false, loading: false };

/** Converts an error for a slice. Errors that aren't the service's are bugs of this extension, but are shown, too. */
export function toSliceError(error: unknown): BatchError {
  if (BatchError.is(error)) return error;
  return new BatchError({ code: 'Unknown', message: describeError(error), cause: error });
}

/** Age above which slices show their age. */
const longMs = 60_000;

/**
 * Returns true if views would show `a` and `b` identically. The load time matters only for the first load and for old
 * slices.
 */
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

/** The data of a snapshot. */
export interface AccountData {
  readonly slices: ReadonlyMap<string, Slice<AnyItem>>;
  readonly nodeCounts: ReadonlyMap<string, PoolNodeCounts>;
  readonly taskCounts: ReadonlyMap<string, TaskCounts>;
  readonly countedAt: ReadonlyMap<string, string>;
  readonly nodesCountedAt?: string;
  readonly nodesMovedAt: ReadonlyMap<string, string>;
  readonly nodeCountsRefusal?: BatchError;
  readonly throttledUntil?: string;
  readonly silentSince?: string;
  readonly isCountingPaused?: true;
  readonly resubmissions?: KnownResubmissions;
  readonly offer?: Pick<OfferPort, 'known'>;
}

export const emptyData: AccountData = {
  slices: new Map(),
  nodeCounts: new Map(),
  nodesMovedAt: new Map(),
  taskCounts: new Map(),
  countedAt: new Map(),
};

/** Creates an immutable snapshot of `data`; new data gets a new snapshot. */
export function toSnapshot(account: Account, { slices, ...counts }: AccountData): AccountSnapshot {
  return {
    account,
    ...counts,
    slice<K extends ScopeKind>(scope: Extract<Scope, { kind: K }>): Slice<ScopeItems[K]> {
      // The slices were filled by scope, so the kind of the scope is the kind of the items.
      return (slices.get(toScopeKey(scope)) ?? emptySlice) as Slice<ScopeItems[K]>;
    },
  };
}

/** Copies `map` with one entry changed, or removed when `value` is undefined. */
export function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V | undefined): ReadonlyMap<string, V> {
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}
