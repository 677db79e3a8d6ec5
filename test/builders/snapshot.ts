import type { Account } from '../../src/core/model/account.ts';
import { BatchError, type BatchErrorInit } from '../../src/core/model/batchError.ts';
import type { DamagedItem } from '../../src/core/model/damagedItem.ts';
import type { TaskCounts } from '../../src/core/model/job.ts';
import type { PoolNodeCounts } from '../../src/core/model/pool.ts';
import type { KnownResubmissions } from '../../src/core/model/resubmission.ts';
import { type AccountData, emptyData, toSnapshot, withEntry } from '../../src/service/store/accountData.ts';
import type { AccountSnapshot, Scope, ScopeItems, ScopeKind, Slice } from '../../src/service/store/accountStore.ts';
import type { AnyItem } from '../../src/service/store/scopePages.ts';
import { toScopeKey } from '../../src/service/store/scopes.ts';

const contoso: Account = {
  id: 'contoso.westeurope.batch.azure.com',
  name: 'contoso',
  endpoint: 'https://contoso.westeurope.batch.azure.com',
  authentication: 'sharedKey',
};

const loadedAt = '2026-11-20T09:00:00Z';

let versions = 0;

interface WithOptions {
  readonly more?: boolean;
  readonly emptyPages?: number;
  readonly damaged?: readonly DamagedItem[];
}

/** Builds the snapshot of an account; parts that aren't named have not been loaded. */
class SnapshotBuilder {
  readonly #account: Account;
  readonly #data: AccountData;

  constructor(account: Account, data: AccountData) {
    this.#account = account;
    this.#data = data;
  }

  /**
   * Adds a scope that was loaded with these items, including `damaged` ones; `more` if the service has more of them,
   * and `emptyPages` if that many pages came without items.
   */
  with<K extends ScopeKind>(
    scope: Extract<Scope, { kind: K }>,
    items: readonly ScopeItems[K][],
    { more = false, emptyPages, damaged = [] }: WithOptions = {},
  ): SnapshotBuilder {
    const damage = damaged.length === 0 ? {} : { damaged };
    const rest = emptyPages === undefined ? {} : { emptyPages };
    const hasMore = more || emptyPages !== undefined;
    return this.#withSlice(scope, { items, ...damage, ...rest, hasMore, loading: false, loadedAt });
  }

  /** Adds a scope whose loading failed, with nothing from an earlier success. */
  withError(
    scope: Scope,
    code: string,
    message = `sentence about ${code}`,
    rest: Omit<BatchErrorInit, 'code' | 'message'> = {},
  ): SnapshotBuilder {
    return this.#withSlice(scope, {
      items: [],
      hasMore: false,
      loading: false,
      error: new BatchError({ code, message, ...rest }),
    });
  }

  /** Like `with`, after a failed refresh of the scope. */
  withStale<K extends ScopeKind>(
    scope: Extract<Scope, { kind: K }>,
    items: readonly ScopeItems[K][],
    error: BatchErrorInit,
  ): SnapshotBuilder {
    return this.#withSlice(scope, { items, hasMore: false, loading: false, loadedAt, error: new BatchError(error) });
  }

  withTaskCounts(jobId: string, counts: Partial<TaskCounts>, countedAt?: string): SnapshotBuilder {
    const all = { active: 0, running: 0, completed: 0, succeeded: 0, failed: 0, ...counts };
    return this.#next({
      ...this.#data,
      taskCounts: withEntry(this.#data.taskCounts, jobId, all),
      countedAt: withEntry(this.#data.countedAt, jobId, countedAt),
    });
  }

  /**
   * Adds the node counts of a pool.
   * @param at when the nodes were last counted, and when their counts last changed
   */
  withNodeCounts(
    counts: PoolNodeCounts,
    { countedAt, movedAt }: { readonly countedAt?: string; readonly movedAt?: string } = {},
  ): SnapshotBuilder {
    return this.#next({
      ...this.#data,
      nodeCounts: withEntry(this.#data.nodeCounts, counts.poolId, counts),
      nodesMovedAt: withEntry(this.#data.nodesMovedAt, counts.poolId, movedAt),
      ...(countedAt !== undefined && { nodesCountedAt: countedAt }),
    });
  }

  /** Marks tasks as resubmitted successfully after they failed. */
  withResolved(...ids: readonly string[]): SnapshotBuilder {
    const resubmissions: KnownResubmissions = {
      version: ++versions,
      find: ({ jobId, taskId }) =>
        ids.includes(taskId)
          ? { at: '2026-11-20T09:40:00Z', jobId, taskId: `${taskId}-2`, outcome: 'succeeded' }
          : undefined,
      hasSucceeded: () => true,
    };
    return this.#next({ ...this.#data, resubmissions });
  }

  /** Marks node counts as refused to the user. */
  withoutNodeCounts(refusal: BatchErrorInit): SnapshotBuilder {
    return this.#next({ ...this.#data, nodeCountsRefusal: new BatchError(refusal) });
  }

  throttledUntil(time: string): SnapshotBuilder {
    return this.#next({ ...this.#data, throttledUntil: time });
  }

  silentSince(time: string): SnapshotBuilder {
    return this.#next({ ...this.#data, silentSince: time });
  }

  build(): AccountSnapshot {
    return toSnapshot(this.#account, this.#data);
  }

  #withSlice(scope: Scope, slice: Slice<AnyItem>): SnapshotBuilder {
    return this.#next({ ...this.#data, slices: withEntry(this.#data.slices, toScopeKey(scope), slice) });
  }

  #next(data: AccountData): SnapshotBuilder {
    return new SnapshotBuilder(this.#account, data);
  }
}

export function snapshot(account: Partial<Account> = {}): SnapshotBuilder {
  return new SnapshotBuilder({ ...contoso, ...account }, emptyData);
}
