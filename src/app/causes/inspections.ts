import type { FailedTask, Inspection, Logs } from '../../core/diagnosis/causes/failing.ts';
import { definedOnly } from '../../core/model/defined.ts';
import { toKey } from '../../core/model/resource.ts';
import { hasRun, isFailed } from '../../core/model/task.ts';
import type { AccountStore, ListedFailure } from '../../service/store/accountStore.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { toStamp } from '../evidence/findTask.ts';
import { lacksProgram } from '../evidence/readQuietStart.ts';
import { toDiagnosedText, toSaid, toUnreadLogs } from '../evidence/readTaskLogs.ts';

/** The part of a task's data that a caller needs: everything, or only the listed properties. */
export type TaskDetail = 'whole' | 'listed';

/** Maximum number of remembered inspections per account. The most recently requested ones are kept. */
const maxRemembered = 1000;
const noLogs: Logs = {};

interface Entry {
  readonly stamp: string;
  readonly isWhole: boolean;
  readonly inspection: Promise<Inspection>;
}

const isExcerpt = (task: ListedFailure): boolean => task.isExcerpt === true;

/** Inspects failed tasks once per failure, regardless of whether an account, a job, or a command requests it. */
export class Inspections {
  readonly #reader: Pick<FailureReader, 'read'>;
  readonly #accounts = new WeakMap<AccountStore['service'], Map<string, Entry>>();

  constructor(reader: Pick<FailureReader, 'read'>) {
    this.#reader = reader;
  }

  /** Returns true if the task was inspected or is being inspected; `inspect` then sends no request. */
  has({ service }: Pick<AccountStore, 'service'>, failed: FailedTask, detail: TaskDetail): boolean {
    return this.#find(service, failed, detail) !== undefined;
  }

  /** Returns the task's data and logs. Throws the service's errors, which are not remembered. */
  inspect(
    store: Pick<AccountStore, 'service' | 'snapshot'>,
    failed: FailedTask,
    detail: TaskDetail,
  ): Promise<Inspection> {
    const known = this.#find(store.service, failed, detail);
    if (known !== undefined) return known.inspection;
    const inspection = this.#inspect(store, failed, detail);
    const entry = { stamp: toStamp(failed.task), isWhole: detail === 'whole', inspection };
    this.#remember(store.service, toKey(failed.resource), entry);
    return inspection;
  }

  #find(service: AccountStore['service'], { resource, task }: FailedTask, detail: TaskDetail): Entry | undefined {
    const known = this.#accounts.get(service)?.get(toKey(resource));
    return known?.stamp === toStamp(task) && (known.isWhole || detail === 'listed') ? known : undefined;
  }

  async #inspect(
    store: Pick<AccountStore, 'service' | 'snapshot'>,
    { resource, task: listed }: FailedTask,
    detail: TaskDetail,
  ): Promise<Inspection> {
    const { tasks } = store.service;
    const isMissingMore = detail === 'whole' && isExcerpt(listed);
    const task = isMissingMore ? await tasks.getTask(resource.jobId, resource.taskId) : listed;
    if (!isFailed(task)) return { task, logs: noLogs, isConclusive: false };
    if (!hasRun(task) && !lacksProgram(task)) return { task, logs: noLogs, isConclusive: true };
    const read = await this.#reader.read(store, resource, task);
    const said = definedOnly<Logs>(toSaid(read, toDiagnosedText));
    const logs: Logs = { ...said, unread: toUnreadLogs(read) };
    return { task, logs, isConclusive: said.stdout !== undefined || said.stderr !== undefined || lacksProgram(task) };
  }

  #remember(service: AccountStore['service'], key: string, entry: Entry): void {
    const known = this.#accounts.get(service) ?? new Map<string, Entry>();
    this.#accounts.set(service, known);
    known.delete(key);
    known.set(key, entry);
    entry.inspection.catch(() => {
      if (known.get(key) === entry) known.delete(key);
    });
    for (const oldest of known.keys()) {
      if (known.size <= maxRemembered) break;
      known.delete(oldest);
    }
  }
}
