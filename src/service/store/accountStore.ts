import type { Account } from '../../core/model/account.ts';
import type { BatchError } from '../../core/model/batchError.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { DamagedItem } from '../../core/model/damagedItem.ts';
import type { Job, JobPreparationAndReleaseStatus, TaskCounts } from '../../core/model/job.ts';
import type { JobSchedule } from '../../core/model/jobSchedule.ts';
import type { NodeFile } from '../../core/model/nodeFile.ts';
import type { Pool, PoolNodeCounts } from '../../core/model/pool.ts';
import type { KnownResubmissions } from '../../core/model/resubmission.ts';
import type { Subtask } from '../../core/model/subtask.ts';
import type { Task, TaskGroup } from '../../core/model/task.ts';
import type { BatchService, OfferPort } from '../ports.ts';

/** A part of an account that is loaded and refreshed as one. */
export type Scope =
  | { readonly kind: 'pools' }
  | { readonly kind: 'nodes'; readonly poolId: string }
  | { readonly kind: 'nodeFiles'; readonly poolId: string; readonly nodeId: string; readonly path: string }
  | { readonly kind: 'jobs' }
  | { readonly kind: 'jobSchedules' }
  /** The jobs that a schedule has created. */
  | { readonly kind: 'scheduleJobs'; readonly scheduleId: string }
  | { readonly kind: 'tasks'; readonly jobId: string; readonly group: TaskGroup }
  /** A job's failed tasks, in large pages. Unless the account has few, each has only the properties of its failure. */
  | { readonly kind: 'failures'; readonly jobId: string }
  | { readonly kind: 'preparation'; readonly jobId: string }
  /** Tasks that are not loaded and that loaded, waiting tasks of a job depend on (`dependencyPages.ts`). */
  | { readonly kind: 'awaited'; readonly jobId: string }
  /** The other instances of a multi-instance task. */
  | { readonly kind: 'subtasks'; readonly jobId: string; readonly taskId: string }
  /** The tasks that a task waits for (`dependencyPages.ts`). */
  | { readonly kind: 'dependencies'; readonly jobId: string; readonly taskId: string }
  | { readonly kind: 'taskFiles'; readonly jobId: string; readonly taskId: string; readonly path: string };

export type ScopeKind = Scope['kind'];

/** Scopes whose items can be requested by ID. */
export type Findable = 'pools' | 'nodes' | 'jobs' | 'jobSchedules' | 'tasks';

/** A task on which another one depends. */
export interface Dependency extends Task {
  /** The job has no task with this ID. Set either for every missing task in the list, or for none. */
  readonly isMissing?: true;
}

/** A failed task, perhaps with only the properties of its failure. */
export interface ListedFailure extends Task {
  readonly isExcerpt?: true;
}

export interface ScopeItems {
  readonly pools: Pool;
  readonly nodes: ComputeNode;
  readonly nodeFiles: NodeFile;
  readonly jobs: Job;
  readonly jobSchedules: JobSchedule;
  readonly scheduleJobs: Job;
  readonly tasks: Task;
  readonly failures: ListedFailure;
  readonly preparation: JobPreparationAndReleaseStatus;
  readonly awaited: Dependency;
  readonly subtasks: Subtask;
  readonly dependencies: Dependency;
  readonly taskFiles: NodeFile;
}

/** The loaded part of one scope. After a failed refresh, the earlier data stays, and the error is added. */
export interface Slice<T> {
  readonly items: readonly T[];
  /** Items that don't have the declared shape; absent if there are none. */
  readonly damaged?: readonly DamagedItem[];
  readonly hasMore: boolean;
  /**
   * Set while reading pauses after this many pages without an item; the list is then not read further automatically.
   * `loadMore` continues from there.
   */
  readonly emptyPages?: number;
  /** ISO 8601 time of the last successful load; absent before the first. */
  readonly loadedAt?: string;
  readonly loading: boolean;
  /** Why the last load failed; absent after a successful one. */
  readonly error?: BatchError;
}

/** Everything that is known about one account at one moment. Immutable: a change creates a new snapshot. */
export interface AccountSnapshot {
  readonly account: Account;
  readonly nodeCounts: ReadonlyMap<string, PoolNodeCounts>;
  /** Why the user may not read the states of nodes; absent if they may. */
  readonly nodeCountsRefusal?: BatchError;
  /** ISO 8601 time of the last response with node counts; absent before the first. */
  readonly nodesCountedAt?: string;
  /** By pool, ISO 8601 time of the last response that changed the known node counts, or the refusal to return them. */
  readonly nodesMovedAt: ReadonlyMap<string, string>;
  readonly taskCounts: ReadonlyMap<string, TaskCounts>;
  /** By job, ISO 8601 time of the last response with its counts. */
  readonly countedAt: ReadonlyMap<string, string>;
  /**
   * Set while the service throttles the account, and for a minute after that: ISO 8601 time of the next attempt, or of
   * the last one if none is pending.
   */
  readonly throttledUntil?: string;
  /** Set while the service has not responded for a while: ISO 8601 time since which it has been silent. */
  readonly silentSince?: string;
  /** Set while the user has paused counting and reading in the background. */
  readonly isCountingPaused?: true;
  readonly resubmissions?: KnownResubmissions;
  /** Images, VM sizes, and applications that pools can use, if something else has requested them already. */
  readonly offer?: Pick<OfferPort, 'known'>;
  slice<K extends ScopeKind>(scope: Extract<Scope, { kind: K }>): Slice<ScopeItems[K]>;
}

export interface StoreChange {
  readonly accountId: string;
  /** The scopes whose slices changed; counts change with `pools` and `jobs`. */
  readonly scopes: readonly Scope[];
}

export interface Disposable {
  dispose(): void;
}

/** The live view of one account: loads, refreshes, watches, and announces, independent of any user interface. */
export interface AccountStore extends Disposable {
  /** The current account, which its user may rename while it is open. */
  account: Account;
  readonly service: BatchService;
  readonly snapshot: AccountSnapshot;
  onDidChange(listener: (change: StoreChange) => void): Disposable;
  /** Loads the first page unless it is loaded; concurrent calls share one request. Failures go into the slice. */
  load(scope: Scope): Promise<void>;
  /**
   * Loads the next items of a scope that has more; resolves without any when the list pauses (see `Slice.emptyPages`).
   */
  loadMore(scope: Scope): Promise<void>;
  /**
   * Adds an item that was found by ID to the loaded items of `scope`, however far down the list it is. It stays while
   * it exists there. Each refresh requests it separately, so only the last few such items stay.
   */
  include<K extends Findable>(scope: Extract<Scope, { kind: K }>, item: ScopeItems[K]): void;
  /**
   * Reloads the loaded items of `scopes`, or of everything, keeping as many items as were shown. Counts a few of the
   * jobs in `scopes`, as in a turn of the poller; without `scopes`, all whose counts may have changed.
   */
  refresh(scopes?: readonly Scope[]): Promise<void>;
  /** Reloads every list whose last load failed, because one failure's cause has often affected others, too. */
  reloadFailed(): Promise<void>;
  /** Loads task counts of these jobs, with one request each and bounded concurrency. The newest data wins. */
  loadTaskCounts(jobIds: readonly string[]): Promise<void>;
  /**
   * Loads the task counts of the given jobs that have none yet, at the pace of background work but ahead of all other
   * jobs.
   */
  loadMissingTaskCounts(jobIds: readonly string[]): Promise<void>;
  /** Counts the tasks of all jobs in the background, page after page of the list of jobs, until disposed. */
  keepCounting(): Disposable;
  /** Pauses or resumes counting and reading in the background. */
  pauseCounting(isPaused: boolean): void;
  /**
   * Does background work as soon as the account has room for its `requests` (default: one). The work is a `detail`
   * unless it is an `answer`, which the user waits for. Throws `Cancelled` once disposed.
   */
  inBackground<T>(work: () => Promise<T>, kind?: 'detail' | 'answer', requests?: number): Promise<T>;
  /**
   * Refreshes the loaded data every `intervalMs` until disposed; several watchers share one poller. A scope is
   * refreshed if `wants` of any watcher returns true for it. Begins immediately if a wanted scope is older than the
   * interval. See `Poller` for when it refreshes more or less often.
   */
  watch(intervalMs: number, wants?: (scope: Scope) => boolean): Disposable;
}
