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

/** Of so many succeeded tasks of a job that is looked at, the newest, it is found out what they left. */
export const mostJudged = 5;
/** The list of its logs, their ends, and what its engine left. */
export const requestsToJudge = 3 + requestsForEngine;

type JudgedStore = Pick<AccountStore, 'account' | 'service' | 'snapshot' | 'load' | 'inBackground'>;

interface JudgeOptions {
  readonly onFound?: () => void;
  /** Whether the user waits for what comes of it. */
  readonly isAwaited?: boolean;
  /** At once for a user who waits, and as background work for others, when absent. */
  readonly inTurn?: InTurn | undefined;
}

const unread: TaskVerdict = { kind: 'plain', isRead: false };

/**
 * What tasks turn out to be that Batch counts as succeeded: of those that are shown first, as background work, each once.
 * None of them counts as failed.
 */
export class SucceededTasks {
  readonly #reader: Pick<FailureReader, 'read'>;
  readonly #bundles: DiagnosisWith<'judgeSuccess'>;
  readonly #onFound: (accountId: string) => void;
  /** By the task as it was loaded: one that runs again is another. */
  readonly #verdicts = new WeakMap<Task, TaskVerdict>();
  readonly #underWay = new WeakSet<Task>();
  /** The jobs that were looked at, by account. */
  readonly #jobs = new Map<string, Set<string>>();

  /** `onFound` is called with the account of each task that is not what Batch says. */
  constructor(
    reader: Pick<FailureReader, 'read'>,
    bundles: DiagnosisWith<'judgeSuccess'>,
    onFound: (accountId: string) => void = () => undefined,
  ) {
    this.#reader = reader;
    this.#bundles = bundles;
    this.#onFound = onFound;
  }

  /** What is known of a task. */
  readonly find = (task: Task): TaskVerdict | undefined => this.#verdicts.get(task);

  /** What is known of the tasks of an account, or of these of its jobs; nothing is asked for it. */
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
   * Finds out about the newest of the succeeded tasks of a job that are loaded, one after the other, when it is their turn,
   * or at once where the user waits for it; a page of them is loaded if none was. Calls `onFound` with each that is not
   * what Batch says. Throws what is no answer of the service.
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
        // Who waits for it does not wait for a turn of others.
        if (!hasRun(task) || this.#verdicts.has(task) || (this.#underWay.has(task) && !isAwaited)) continue;
        this.#underWay.add(task);
        try {
          const verdict = await inTurn(() => this.#judge(store, jobId, task), requestsToJudge);
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

  async #judge(store: Pick<AccountStore, 'account' | 'service'>, jobId: string, task: Task): Promise<TaskVerdict> {
    const resource = toResource(store.account.id, jobId, task);
    try {
      const read = await this.#reader.read(store, resource, task);
      const evidence = { task, ...toSaid(read, ({ text }) => text), engineTexts: read.engineTexts };
      return this.#bundles.diagnosis().judgeSuccess(evidence) ?? unread;
    } catch (error) {
      // Its page says why it could not be read.
      if (BatchError.is(error)) return unread;
      throw error;
    }
  }
}

/** Loads a page of the succeeded tasks of a job that has some, if none was. */
async function load(store: JudgedStore, jobId: string, inTurn: InTurn): Promise<void> {
  const scope = { kind: 'tasks', jobId, group: 'succeeded' } as const;
  const { loadedAt, error } = store.snapshot.slice(scope);
  if (loadedAt !== undefined || error !== undefined || countTasks(store.snapshot, jobId, 'succeeded') === 0) return;
  await inTurn(() => store.load(scope), 1);
}

/** The tasks that are judged of a job. */
function listNewest(snapshot: AccountSnapshot, jobId: string): readonly Task[] {
  return newestTasksFirst(snapshot.slice({ kind: 'tasks', jobId, group: 'succeeded' }).items).slice(0, mostJudged);
}

function toResource(accountId: string, jobId: string, { id: taskId }: Task): TaskResource {
  return { kind: 'task', accountId, jobId, taskId };
}
