import type { Account } from '../../core/model/account.ts';
import type { BatchError } from '../../core/model/batchError.ts';
import type { TaskCounts } from '../../core/model/job.ts';
import type { PoolNodeCounts } from '../../core/model/pool.ts';
import type { KnownResubmissions } from '../../core/model/resubmission.ts';
import type { AccountSnapshot, Scope, ScopeItems, ScopeKind, Slice } from './accountStore.ts';
import type { AnyItem } from './scopePages.ts';
import { toScopeKey } from './scopes.ts';
import { emptySlice } from './slices.ts';

/** All that a snapshot holds. */
export interface AccountData {
  readonly slices: ReadonlyMap<string, Slice<AnyItem>>;
  readonly nodeCounts: ReadonlyMap<string, PoolNodeCounts>;
  readonly taskCounts: ReadonlyMap<string, TaskCounts>;
  readonly countedAt: ReadonlyMap<string, string>;
  readonly nodeCountsRefusal?: BatchError;
  readonly throttledUntil?: string;
  readonly isCountingPaused?: true;
  readonly resubmissions?: KnownResubmissions;
}

export const emptyData: AccountData = {
  slices: new Map(),
  nodeCounts: new Map(),
  taskCounts: new Map(),
  countedAt: new Map(),
};

/** A snapshot of `data`. It never changes: new data get a new snapshot. */
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

/** A copy of `map` with one entry changed, or taken out when `value` is undefined. */
export function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V | undefined): ReadonlyMap<string, V> {
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}
