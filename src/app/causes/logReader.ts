import type { FailedTask, FindInspection, Inspection, Logs } from '../../core/diagnosis/causes/failing.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { logNames, type UnreadLogs } from '../../core/model/logEnd.ts';
import type { Task } from '../../core/model/task.ts';
import { toUnreadFile } from '../../core/refusals/unreadFile.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { countFailedTasks } from '../lists/taskCount.ts';
import type { Inspections, TaskDetail } from './inspections.ts';
import { fewFailures, requestsPerTask } from './knownCauses.ts';

export interface LogReaderOptions {
  /** The part of the task's data to read; everything when absent. */
  readonly detail?: TaskDetail;
  readonly onRead?: () => void;
  /** Returns milliseconds since the epoch. */
  readonly now: () => number;
}

/** Milliseconds before a task is examined again after requests for its logs failed. */
export const restMs = 60_000;
const none: Logs = {};

interface TimedInspection {
  readonly finding: Inspection;
  readonly untilMs: number;
}

/**
 * Examines the failed tasks of an account or a job with their logs, because the exit code alone does not show the
 * cause. Uses the results of other readers when they are needed here.
 */
export class LogReader {
  readonly #inspections: Inspections;
  readonly #options: Pick<LogReaderOptions, 'onRead'>;
  readonly #detail: TaskDetail;
  readonly #now: () => number;
  /** Results by the task object as loaded. A task that is retried and fails again is another object. */
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
   * Examines a task, unless it was examined before. Resolves to false if the service could not be reached, so that the
   * caller should try again a minute later. Throws errors that do not come from the service.
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
      // Without logs, the cause stays unchanged. The explorer shows the reason when the logs are opened.
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

/** Examines failed tasks, one at a time in each account, while the result is wanted. */
export class LogTurns {
  readonly #logs: Pick<LogReader, 'read' | 'has'>;
  readonly #isWanted: (store: AccountStore) => boolean;
  readonly #toRead = new Map<AccountStore, readonly FailedTask[]>();

  constructor(logs: Pick<LogReader, 'read' | 'has'>, isWanted: (store: AccountStore) => boolean) {
    this.#logs = logs;
    this.#isWanted = isWanted;
  }

  /**
   * Examines tasks in the given order. A later call replaces the tasks that have not started. Resolves to true if the
   * service could be reached for all of them. Throws errors that do not come from the service.
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
 * Runs the examination of a failure, immediately if there are few failures, otherwise when its turn comes among the
 * background requests.
 */
export function doInTurn<T>(store: AccountStore, work: () => Promise<T>, requests: number): Promise<T> {
  const failed = countFailedTasks(store.snapshot);
  if (failed.isComplete && failed.count <= fewFailures) return work();
  // Until all tasks are counted, causes only refine unknown numbers.
  return store.inBackground(work, failed.isComplete ? 'answer' : 'detail', requests);
}
