import type { FailedTask, FindInspection, Inspection, Logs } from '../../core/diagnosis/causes/failing.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { logNames, type UnreadLogs } from '../../core/model/logEnd.ts';
import type { Task } from '../../core/model/task.ts';
import { toUnreadFile } from '../../core/query/unreadFile.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { countFailedTasks } from '../lists/taskCount.ts';
import type { Inspections, TaskDetail } from './inspections.ts';
import { fewFailures, requestsPerTask } from './knownCauses.ts';

export interface LogReaderOptions {
  /** Everything when absent. */
  readonly detail?: TaskDetail;
  /** Called when something was found. */
  readonly onRead?: () => void;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
}

/** Milliseconds before a task is examined again after requests for its logs failed. */
export const restMs = 60_000;
const none: Logs = {};

/** The result of examining a task, and until when it is valid. */
interface TimedInspection {
  readonly finding: Inspection;
  readonly untilMs: number;
}

/**
 * Examines the failed tasks of one account or job with their logs, because the exit code alone does not show the cause.
 * Uses the results of other readers, once they are needed here as well.
 */
export class LogReader {
  readonly #inspections: Inspections;
  readonly #options: Pick<LogReaderOptions, 'onRead'>;
  readonly #detail: TaskDetail;
  readonly #now: () => number;
  /** By the task as it was loaded: one that is retried and fails again is another object. */
  readonly #looks = new WeakMap<Task, TimedInspection>();

  constructor(inspections: Inspections, { now, detail = 'whole', ...options }: LogReaderOptions) {
    this.#detail = detail;
    this.#inspections = inspections;
    this.#options = options;
    this.#now = now;
  }

  readonly find: FindInspection = ({ task }) => {
    const look = this.#looks.get(task);
    return look !== undefined && this.#now() < look.untilMs ? look.finding : undefined;
  };

  /**
   * Examines a task, unless that was done. Resolves to false when the service could not be reached, so that the caller
   * should try again a minute later. Throws errors that do not come from the service.
   */
  async read(store: Pick<AccountStore, 'service' | 'snapshot'>, failed: FailedTask): Promise<boolean> {
    if (this.find(failed) === undefined) {
      this.#looks.set(failed.task, await this.#lookInto(store, failed));
      if (this.#isSettled(failed)) this.#options.onRead?.();
    }
    return this.#isSettled(failed);
  }

  /** Checks whether another reader has examined a task, so that nothing is sent for it. */
  has(store: Pick<AccountStore, 'service'>, failed: FailedTask): boolean {
    return this.#inspections.has(store, failed, this.#detail);
  }

  #isSettled({ task }: FailedTask): boolean {
    return this.#looks.get(task)?.untilMs === Number.POSITIVE_INFINITY;
  }

  async #lookInto(store: Pick<AccountStore, 'service' | 'snapshot'>, failed: FailedTask): Promise<TimedInspection> {
    try {
      return {
        finding: await this.#inspections.inspect(store, failed, this.#detail),
        untilMs: Number.POSITIVE_INFINITY,
      };
    } catch (error) {
      // Without its logs the cause stays as it is; the explorer shows why when they are opened.
      if (!BatchError.is(error) && !Cancelled.is(error)) throw error;
      const mayPass = BatchError.is(error) && error.retryable;
      const untilMs = mayPass ? this.#now() + restMs : Number.POSITIVE_INFINITY;
      const logs = BatchError.is(error) ? { unread: toUnreadOf(error, failed.task) } : none;
      return { finding: { task: failed.task, logs, isConclusive: false }, untilMs };
    }
  }
}

function toUnreadOf(error: BatchError, task: Task): UnreadLogs {
  return Object.fromEntries(logNames.map((name) => [name, toUnreadFile(error, name, task)]));
}

/** Examines failed tasks of accounts, one at a time in each, while the result is wanted. */
export class LogTurns {
  readonly #logs: Pick<LogReader, 'read' | 'has'>;
  readonly #isWanted: (store: AccountStore) => boolean;
  /** The next tasks to examine, for accounts that are being examined. */
  readonly #toRead = new Map<AccountStore, readonly FailedTask[]>();

  constructor(logs: Pick<LogReader, 'read' | 'has'>, isWanted: (store: AccountStore) => boolean) {
    this.#logs = logs;
    this.#isWanted = isWanted;
  }

  /**
   * Examines tasks in their given order; a later call replaces those not started. Resolves to true when the service
   * could be reached for all of them. Throws errors that do not come from the service.
   */
  async read(store: AccountStore, toRead: readonly FailedTask[]): Promise<boolean> {
    const isReading = this.#toRead.has(store);
    this.#toRead.set(store, toRead);
    if (isReading) return true;
    let areAllSettled = true;
    try {
      for (;;) {
        const [next, ...others] = this.#toRead.get(store) ?? [];
        if (next === undefined || !this.#isWanted(store)) return areAllSettled;
        this.#toRead.set(store, others);
        const isSettled = await this.#readInTurn(store, next);
        areAllSettled = isSettled && areAllSettled;
      }
    } finally {
      this.#toRead.delete(store);
    }
  }

  #readInTurn(store: AccountStore, task: FailedTask): Promise<boolean> {
    const read = (): Promise<boolean> => this.#logs.read(store, task);
    return this.#logs.has(store, task) ? read() : doInTurn(store, read, requestsPerTask);
  }
}

/**
 * Runs the examination of a failure: at once when there are few, otherwise when it is its turn among the background
 * requests.
 */
export function doInTurn<T>(store: AccountStore, work: () => Promise<T>, requests: number): Promise<T> {
  const failed = countFailedTasks(store.snapshot);
  if (failed.isComplete && failed.count <= fewFailures) return work();
  // Until everything is counted, causes only refine unknown numbers.
  return store.inBackground(work, failed.isComplete ? 'answer' : 'detail', requests);
}
