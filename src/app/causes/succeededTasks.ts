import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { findPoolOfJob } from '../../core/model/job.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { hasRun, type Task } from '../../core/model/task.ts';
import type { JudgedSuccess, TaskVerdict } from '../../core/model/taskVerdict.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { requestsForEngine } from '../evidence/engineTexts.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { toSuccessEvidence } from '../evidence/readTaskLogs.ts';
import { findById, findJob } from '../lists/findById.ts';
import { newestTasksFirst } from '../lists/newestTasks.ts';
import { countTasks } from '../lists/taskCount.ts';
import type { DiagnosisWith } from '../ports.ts';
import type { InTurn } from './knownCauses.ts';

/** Number of a job's newest succeeded tasks whose logs and engine files are checked. */
export const mostJudged = 5;
/** Number of them that are checked if one contradicts Batch's result, because others of the job may, too. */
export const mostBesideFound = 20;
/** Requests for both logs, for the lengths and the end if a log is long, and for the files of the task's engine. */
export const requestsToJudge = 4 + requestsForEngine;

type JudgedStore = Pick<AccountStore, 'account' | 'service' | 'snapshot' | 'load' | 'inBackground'>;

interface JudgeOptions {
  readonly onFound?: () => void;
  readonly isAwaited?: boolean;
  /** By default, work starts at once if the user waits, and otherwise runs in the background. */
  readonly inTurn?: InTurn | undefined;
}

const unread: TaskVerdict = { kind: 'plain', isRead: false };

/**
 * Checks tasks that count as succeeded: the first tasks shown, each once, in the background. The checked tasks never
 * count as failed.
 */
export class SucceededTasks {
  readonly #reader: Pick<FailureReader, 'read'>;
  readonly #bundles: DiagnosisWith<'judgeSuccess'>;
  readonly #onFound: (accountId: string) => void;
  /** Verdicts by the task object as loaded. A task that runs again is another object. */
  readonly #verdicts = new WeakMap<Task, TaskVerdict>();
  readonly #underWay = new WeakSet<Task>();
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

  readonly find = (task: Task): TaskVerdict | undefined => this.#verdicts.get(task);

  /** Returns the verdicts on the tasks of an account, or of these jobs. Sends no requests. */
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
   * Checks the newest loaded succeeded tasks of a job, one after another in turn, or at once if the user waits. Loads a
   * page of them if none was loaded. Calls `onFound` for each task that contradicts Batch's result, after which more are
   * checked. Throws errors that do not come from the service.
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
      const newest = listNewest(store.snapshot, jobId);
      for (const [index, task] of newest.entries()) {
        if (index >= mostJudged && newest.every((one) => (this.find(one)?.kind ?? 'plain') === 'plain')) break;
        // Do not make a waiting user wait for the turn of background work.
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

/** Checks a task that counts as succeeded based on the task's logs and engine files. */
async function judgeTask(
  store: Pick<AccountStore, 'account' | 'service' | 'snapshot'>,
  resource: TaskResource,
  task: Task,
  reader: Pick<FailureReader, 'read'>,
  bundles: DiagnosisWith<'judgeSuccess'>,
): Promise<TaskVerdict> {
  try {
    const read = await reader.read(store, resource, task);
    const job = findJob(store.snapshot, resource.jobId);
    const pool = findById(store.snapshot.slice({ kind: 'pools' }).items, (job && findPoolOfJob(job)) ?? '');
    return bundles.diagnosis().judgeSuccess({ ...toSuccessEvidence(task, read), pool }) ?? unread;
  } catch (error) {
    // The task's own page explains why it could not be read.
    if (BatchError.is(error)) return unread;
    throw error;
  }
}

/** Loads one page of a job's succeeded tasks if the job has some and no page was loaded. */
async function load(store: JudgedStore, jobId: string, inTurn: InTurn): Promise<void> {
  const scope = { kind: 'tasks', jobId, group: 'succeeded' } as const;
  const { loadedAt, error } = store.snapshot.slice(scope);
  if (loadedAt !== undefined || error !== undefined || countTasks(store.snapshot, jobId, 'succeeded') === 0) return;
  await inTurn(() => store.load(scope), 1);
}

function listNewest(snapshot: AccountSnapshot, jobId: string): readonly Task[] {
  const { items } = snapshot.slice({ kind: 'tasks', jobId, group: 'succeeded' });
  return newestTasksFirst(items).slice(0, mostBesideFound);
}

function toResource(accountId: string, jobId: string, { id: taskId }: Task): TaskResource {
  return { kind: 'task', accountId, jobId, taskId };
}
