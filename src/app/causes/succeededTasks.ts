import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { hasRun, type Task } from '../../core/model/task.ts';
import type { JudgedSuccess, TaskVerdict } from '../../core/model/taskVerdict.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { requestsForEngine } from '../evidence/engineTexts.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { toSaid } from '../evidence/readTaskLogs.ts';
import { newestTasksFirst } from '../lists/newestTasks.ts';
import { countTasks } from '../lists/taskCount.ts';
import type { DiagnosisWith } from '../ports.ts';
import type { InTurn } from './knownCauses.ts';

/** Number of a job's newest succeeded tasks whose logs and engine files are judged. */
export const mostJudged = 5;
/** Requests for both logs, if one is long for their lengths and its end, and for the files of its engine. */
export const requestsToJudge = 4 + requestsForEngine;

type JudgedStore = Pick<AccountStore, 'account' | 'service' | 'snapshot' | 'load' | 'inBackground'>;

interface JudgeOptions {
  readonly onFound?: () => void;
  /** True when the user waits for the result. */
  readonly isAwaited?: boolean;
  /** By default, at once for a user who waits, and as background work for others. */
  readonly inTurn?: InTurn | undefined;
}

const unread: TaskVerdict = { kind: 'plain', isRead: false };

/**
 * Judges tasks that count as succeeded: the first shown ones, as background work, each once. None of them counts as
 * failed.
 */
export class SucceededTasks {
  readonly #reader: Pick<FailureReader, 'read'>;
  readonly #bundles: DiagnosisWith<'judgeSuccess'>;
  readonly #onFound: (accountId: string) => void;
  /** By the task as it was loaded: one that runs again is another object. */
  readonly #verdicts = new WeakMap<Task, TaskVerdict>();
  readonly #underWay = new WeakSet<Task>();
  /** The examined jobs, by account. */
  readonly #jobs = new Map<string, Set<string>>();

  /** `onFound` is called with the account of each task that contradicts Batch's result. */
  constructor(
    reader: Pick<FailureReader, 'read'>,
    bundles: DiagnosisWith<'judgeSuccess'>,
    onFound: (accountId: string) => void = () => undefined,
  ) {
    this.#reader = reader;
    this.#bundles = bundles;
    this.#onFound = onFound;
  }

  /** Returns the verdict on a task. */
  readonly find = (task: Task): TaskVerdict | undefined => this.#verdicts.get(task);

  /** Returns the verdicts on the tasks of an account, or of these jobs; sends no requests. */
  of(snapshot: AccountSnapshot, jobIds?: readonly string[]): JudgedSuccess {
    const accountId = snapshot.account.id;
    const jobs = [...(this.#jobs.get(accountId) ?? [])].filter((id) => jobIds?.includes(id) !== false);
    const known = jobs.flatMap((id) =>
      listNewest(snapshot, id).flatMap((task) => {
        const verdict = this.#verdicts.get(task);
        return verdict === undefined ? [] : [{ resource: toResource(accountId, id, task), verdict }];
      }),
    );
    return {
      looked: known.filter(({ verdict }) => verdict.kind !== 'plain' || verdict.isRead).length,
      found: known.filter(({ verdict }) => verdict.kind !== 'plain'),
    };
  }

  /**
   * Judges the newest loaded succeeded tasks of a job, one after another in turn, or at once when the user waits for
   * it; loads a page of them if none was loaded. Calls `onFound` for each that contradicts Batch's result. Throws
   * errors that do not come from the service.
   */
  async judge(store: JudgedStore, jobId: string, options: JudgeOptions = {}): Promise<void> {
    const { onFound, isAwaited = false } = options;
    const accountId = store.account.id;
    const usual: InTurn = isAwaited
      ? (work) => work()
      : (work, requests) => store.inBackground(work, 'detail', requests);
    const { inTurn = usual } = options;
    this.#jobs.set(accountId, (this.#jobs.get(accountId) ?? new Set()).add(jobId));
    try {
      await load(store, jobId, inTurn);
      for (const task of listNewest(store.snapshot, jobId)) {
        // A user who waits does not wait for the turn of background work.
        if (!hasRun(task) || this.#verdicts.has(task) || (this.#underWay.has(task) && !isAwaited)) continue;
        this.#underWay.add(task);
        try {
          const resource = toResource(accountId, jobId, task);
          const judge = () => judgeTask(store, resource, task, this.#reader, this.#bundles);
          const verdict = await inTurn(judge, requestsToJudge);
          if (this.#verdicts.has(task)) continue;
          this.#verdicts.set(task, verdict);
          if (verdict.kind === 'plain') continue;
          this.#onFound(accountId);
          onFound?.();
        } finally {
          this.#underWay.delete(task);
        }
      }
    } catch (error) {
      if (!Cancelled.is(error)) throw error;
    }
  }
}

/** Judges a task that counts as succeeded by its logs and engine files. */
export async function judgeTask(
  store: Pick<AccountStore, 'account' | 'service' | 'snapshot'>,
  resource: TaskResource,
  task: Task,
  reader: Pick<FailureReader, 'read'>,
  bundles: DiagnosisWith<'judgeSuccess'>,
): Promise<TaskVerdict> {
  try {
    const read = await reader.read(store, resource, task);
    const evidence = { task, ...toSaid(read, ({ text }) => text), engineTexts: read.engineTexts };
    return bundles.diagnosis().judgeSuccess(evidence) ?? unread;
  } catch (error) {
    // The task's own page says why it could not be read.
    if (BatchError.is(error)) return unread;
    throw error;
  }
}

/** Loads a page of the succeeded tasks of a job that has some, if none was loaded. */
async function load(store: JudgedStore, jobId: string, inTurn: InTurn): Promise<void> {
  const scope = { kind: 'tasks', jobId, group: 'succeeded' } as const;
  const { loadedAt, error } = store.snapshot.slice(scope);
  if (loadedAt !== undefined || error !== undefined || countTasks(store.snapshot, jobId, 'succeeded') === 0) return;
  await inTurn(() => store.load(scope), 1);
}

/** Lists the tasks of a job to judge. */
function listNewest(snapshot: AccountSnapshot, jobId: string): readonly Task[] {
  return newestTasksFirst(snapshot.slice({ kind: 'tasks', jobId, group: 'succeeded' }).items).slice(0, mostJudged);
}

function toResource(accountId: string, jobId: string, { id: taskId }: Task): TaskResource {
  return { kind: 'task', accountId, jobId, taskId };
}
