import type { FailedTask, FindInspection, Inspection, Logs } from '../../core/diagnosis/causes/failing.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { logNames, type UnreadLogs } from '../../core/model/logEnd.ts';
import { hasRun, isFailed, type Task } from '../../core/model/task.ts';
import { toUnreadFile } from '../../core/query/unreadFile.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { toUnreadLogs } from '../evidence/readTaskLogs.ts';

export interface LogReaderOptions {
  /** Whether the tasks that are to be looked into come with all that the service knows. They are asked for otherwise. */
  readonly areWhole: boolean;
  /** Called when something was found. */
  readonly onRead?: () => void;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

/** How long a task is left alone whose logs the service could not be asked for. */
export const restMs = 60_000;
/** What a look into a task takes: the task, and of both of its logs the length and the end. */
export const requestsPerTask = 5;
const none: Logs = {};

/** What came of looking into a task, and until when that counts. */
interface TimedInspection {
  readonly finding: Inspection;
  readonly untilMs: number;
}

/** Looks into failed tasks: reads their logs, since an exit code alone does not tell the cause. */
export class LogReader {
  readonly #reader: Pick<FailureReader, 'read'>;
  readonly #options: Pick<LogReaderOptions, 'areWhole' | 'onRead'>;
  readonly #now: () => number;
  /** By the task as it was loaded: one that is retried and fails again is another. */
  readonly #looks = new WeakMap<Task, TimedInspection>();

  constructor(reader: Pick<FailureReader, 'read'>, { now, ...options }: LogReaderOptions) {
    this.#reader = reader;
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

  #isSettled({ task }: FailedTask): boolean {
    return this.#looks.get(task)?.untilMs === Number.POSITIVE_INFINITY;
  }

  async #lookInto(store: Pick<AccountStore, 'service'>, failed: FailedTask): Promise<TimedInspection> {
    try {
      return { finding: await this.#ask(store, failed), untilMs: Number.POSITIVE_INFINITY };
    } catch (error) {
      // Logs that can't be had leave the cause as it is; the explorer shows why when they are opened.
      if (!BatchError.is(error) && !Cancelled.is(error)) throw error;
      const mayPass = BatchError.is(error) && error.retryable;
      const untilMs = mayPass ? this.#now() + restMs : Number.POSITIVE_INFINITY;
      const logs = BatchError.is(error) ? { unread: toUnreadOf(error, failed.task) } : none;
      return { finding: { task: failed.task, logs, isConclusive: false }, untilMs };
    }
  }

  async #ask(store: Pick<AccountStore, 'service'>, { resource, task: known }: FailedTask): Promise<Inspection> {
    const { areWhole } = this.#options;
    const task = areWhole ? known : await store.service.tasks.getTask(resource.jobId, resource.taskId);
    if (!isFailed(task)) return { task: known, logs: none, isConclusive: false };
    if (!hasRun(task)) return { task, logs: none, isConclusive: true };
    const { stdout, stderr } = await this.#reader.read(store, resource, task);
    const logs: Logs = {
      ...(stdout.text === undefined ? {} : { stdout: stdout.text }),
      ...(stderr.text === undefined ? {} : { stderr: stderr.text }),
      unread: toUnreadLogs({ stdout, stderr }),
    };
    return { task, logs, isConclusive: stdout.text !== undefined || stderr.text !== undefined };
  }
}

function toUnreadOf(error: BatchError, task: Task): UnreadLogs {
  return Object.fromEntries(logNames.map((name) => [name, toUnreadFile(error, name, task)]));
}
