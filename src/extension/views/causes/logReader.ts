import type { FailedTask, FindFinding, Finding, Logs } from '../../../core/diagnosis/causes/failing.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { hasRun, isFailed, type Task } from '../../../core/model/task.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import type { FailureReader } from '../../evidence/failureReader.ts';

export interface LogReaderOptions {
  /** Whether the tasks that are to be looked into come with all that the service knows. They are asked for otherwise. */
  readonly areWhole: boolean;
  /** Called when something was found. */
  readonly onRead?: () => void;
}

const none: Logs = {};

/** Looks into failed tasks: reads their logs, since an exit code alone does not tell the cause. */
export class LogReader {
  readonly #reader: Pick<FailureReader, 'read'>;
  readonly #options: LogReaderOptions;
  /** By the task as it was loaded: one that is retried and fails again is another. */
  readonly #findings = new WeakMap<Task, Finding>();

  constructor(reader: Pick<FailureReader, 'read'>, options: LogReaderOptions) {
    this.#reader = reader;
    this.#options = options;
  }

  readonly find: FindFinding = ({ task }) => this.#findings.get(task);

  /** Looks into a task, unless that was done. Throws what is no answer of the service. */
  async read(store: Pick<AccountStore, 'service'>, failed: FailedTask): Promise<void> {
    if (this.#findings.has(failed.task)) return;
    this.#findings.set(failed.task, await this.#lookInto(store, failed));
    this.#options.onRead?.();
  }

  async #lookInto(store: Pick<AccountStore, 'service'>, { resource, task: known }: FailedTask): Promise<Finding> {
    try {
      const { areWhole } = this.#options;
      const task = areWhole ? known : await store.service.tasks.getTask(resource.jobId, resource.taskId);
      if (!isFailed(task)) return { task: known, logs: none, isTold: false };
      if (!hasRun(task)) return { task, logs: none, isTold: true };
      const { stdout, stderr } = await this.#reader.read(store, resource, task);
      const logs: Logs = {
        ...(stdout.text === undefined ? {} : { stdout: stdout.text }),
        ...(stderr.text === undefined ? {} : { stderr: stderr.text }),
      };
      return { task, logs, isTold: Object.keys(logs).length > 0 };
    } catch (error) {
      // Logs that can't be had leave the explanation as it is; the explorer shows why when they are opened.
      if (!BatchError.is(error) && !Cancelled.is(error)) throw error;
      return { task: known, logs: none, isTold: false };
    }
  }
}
