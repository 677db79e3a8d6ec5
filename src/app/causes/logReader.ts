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
  /** How much the tasks say that are to be looked into. */
  readonly detail: TaskDetail;
  /** Called when something was found. */
  readonly onRead?: () => void;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

/** How long a task is left alone whose logs the service could not be asked for. */
export const restMs = 60_000;
const none: Logs = {};

/** What came of looking into a task, and until when that counts. */
interface TimedInspection {
  readonly finding: Inspection;
  readonly untilMs: number;
}

/**
 * Looks into the failed tasks of one account or job: their logs, since an exit code alone does not show the cause. Others
 * may have looked into more of them; what that brought is used once it is wanted here as well.
 */
export class LogReader {
  readonly #inspections: Inspections;
  readonly #options: Pick<LogReaderOptions, 'detail' | 'onRead'>;
  readonly #now: () => number;
  /** By the task as it was loaded: one that is retried and fails again is another. */
  readonly #looks = new WeakMap<Task, TimedInspection>();

  constructor(inspections: Inspections, { now, ...options }: LogReaderOptions) {
    this.#inspections = inspections;
    this.#options = options;
    this.#now = now;
  }

  readonly find: FindInspection = ({ task }) => {
    const look = this.#looks.get(task);
    return look !== undefined && this.#now() < look.untilMs ? look.finding : undefined;
  };

  /**
   * Looks into a task, unless that was done. Resolves to whether that is all that can be had: not when the service could
   * not be asked, which is tried again by who asks a minute later. Throws what is no answer of the service.
   */
  async read(store: Pick<AccountStore, 'service'>, failed: FailedTask): Promise<boolean> {
    if (this.find(failed) === undefined) {
      this.#looks.set(failed.task, await this.#lookInto(store, failed));
      if (this.#isSettled(failed)) this.#options.onRead?.();
    }
    return this.#isSettled(failed);
  }

  /** Whether another has looked into a task, so that nothing is sent for it. */
  has(store: Pick<AccountStore, 'service'>, failed: FailedTask): boolean {
    return this.#inspections.has(store, failed, this.#options.detail);
  }

  #isSettled({ task }: FailedTask): boolean {
    return this.#looks.get(task)?.untilMs === Number.POSITIVE_INFINITY;
  }

  async #lookInto(store: Pick<AccountStore, 'service'>, failed: FailedTask): Promise<TimedInspection> {
    try {
      return {
        finding: await this.#inspections.inspect(store, failed, this.#options.detail),
        untilMs: Number.POSITIVE_INFINITY,
      };
    } catch (error) {
      // Logs that can't be had leave the cause as it is; the explorer shows why when they are opened.
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

/** Looks into failed tasks of accounts, in each one after the other, while the result is wanted. */
export class LogTurns {
  readonly #logs: Pick<LogReader, 'read' | 'has'>;
  readonly #isWanted: (store: AccountStore) => boolean;
  /** What is to be looked into next, of accounts in which something is looked into. */
  readonly #toRead = new Map<AccountStore, readonly FailedTask[]>();

  constructor(logs: Pick<LogReader, 'read' | 'has'>, isWanted: (store: AccountStore) => boolean) {
    this.#logs = logs;
    this.#isWanted = isWanted;
  }

  /**
   * Looks into tasks in the order in which they stand; a later call replaces what was not started. Resolves to
   * whether the service could be asked about all of them. Throws what is no answer of the service.
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

/** Looks into something that failed: at once where little did, otherwise when it is its turn among what is asked for. */
export function doInTurn<T>(store: AccountStore, work: () => Promise<T>, requests: number): Promise<T> {
  const failed = countFailedTasks(store.snapshot);
  if (failed.isComplete && failed.count <= fewFailures) return work();
  // Before all is counted, causes are a detail of numbers that are not known.
  return store.inBackground(work, failed.isComplete ? 'answer' : 'detail', requests);
}
