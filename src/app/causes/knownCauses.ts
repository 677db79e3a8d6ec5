import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { Event } from '../../core/event.ts';
import type { SeenFailures } from '../../core/failures/recurrence.ts';
import type { Job } from '../../core/model/job.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { JudgedSuccess } from '../../core/model/taskVerdict.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadJobsOfPool } from '../evidence/jobsOfPool.ts';
import type { FollowedCause } from './followedCauses.ts';

/** Maximum failed tasks of an account that is examined completely without turns, because it has few causes. */
export const fewFailures = 1000;

/** Causes, with the number of their failures. */
export interface CauseSet {
  /** Causes, greatest impact first. */
  readonly causes: readonly Cause[];
  /** Number of failed tasks that were read, and number of all failed tasks that were counted. */
  readonly read: number;
  readonly total: number;
  /** True if the tasks of all jobs were counted. */
  readonly isComplete: boolean;
  /** True if there is more to read, and little was read because there is no watcher. */
  readonly isBrief?: boolean;
  /** The verdicts on an account's tasks that count as succeeded, which are not among the failures. */
  readonly judged?: JudgedSuccess;
}

/** Requests to examine a task: the task, each log and, for a long log, the lengths and its end. */
export const requestsPerTask = 5;
/**
 * Requests to explain a task: its log, its node and the neighbors, other tasks of its job, their counts, succeeded and
 * waiting tasks; and the part above the end of both logs, twice, if the end shows no cause.
 */
export const requestsPerExample = 14;
/** Number of tasks whose logs are read at the same time when a user or an agent waits for the result. */
export const logsAtOnce = 4;

/** Milliseconds after which an agent's call reads no further logs, so that it is answered before the client gives up. */
export const agentMs = 20_000;

/** An account whose failures are read. */
export type ReadStore = Pick<AccountStore, 'service' | 'snapshot' | 'load' | 'refresh'>;

/** Runs work with a maximum number of requests when its turn comes. Throws `NoTurn` if that takes too long. */
export type InTurn = <T>(work: () => Promise<T>, requests: number) => Promise<T>;

/** The reason that work was not started, as a sentence. */
export class NoTurn extends Error {}

/** Resolves to the result of work that others can do without; undefined if its turn doesn't come in time. */
export async function untilNoTurn<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NoTurn) return undefined;
    throw error;
  }
}

/** Why a task failed, and the cause to which the failure belongs. */
export interface TaskCause {
  readonly cause: Cause;
  readonly failure: ExplainedFailure;
}

/**
 * The causes of failures in accounts and jobs, for documents, pages, and commands. Reading continues once it has
 * started, and other callers do not wait for the turns of the caller that started it. Without `inTurn`, everything is
 * read immediately.
 */
export interface KnownCauses {
  readonly onDidChange: Event<string>;
  /** Finds the causes of all failed tasks of a job, within the limits for an account. Loads missing data. */
  ofJob(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<CauseSet>;
  /**
   * Finds why a job itself, or its pool and nodes, keep its tasks from running, as the account's causes say it: it
   * can't be scheduled, its preparation fails, its tasks wait in vain. Loads missing data, but reads no logs of tasks.
   */
  ofJobItself(store: AccountStore, job: Job): Promise<readonly Cause[]>;
  /**
   * Returns the causes of a job if its logs were read, or of an account while it is watched; otherwise undefined. Sends
   * no requests.
   */
  shownOf(store: AccountStore, resource: CauseTarget['resource']): CauseSet | undefined;
  /**
   * Finds the causes of an account. Without watchers, loads and reads only what a few requests return; with the ID
   * of a pool, only what is about the pool and its jobs. Throws errors that do not come from the service.
   */
  ofAccount(store: AccountStore, poolId?: string, inTurn?: InTurn): Promise<CauseSet>;
  /**
   * Finds the causes of an account until nothing more can be found, which is what watchers see in the end. Until then,
   * `shownOf` returns the known causes. Logs of tasks are read only if `isOfTasks`. Throws errors that do not come from
   * the service.
   */
  ofWholeAccount(store: AccountStore, isOfTasks?: boolean): Promise<CauseSet>;
  /**
   * Explains the first `most` causes in the same way as the pages of their example tasks. Throws errors that do not
   * come from the service.
   */
  withExamples(store: AccountStore, known: CauseSet, most: number, inTurn?: InTurn): Promise<CauseSet>;
  /**
   * Examines a hundred more failed tasks of an account or a job, starting with those already listed, and announces the
   * result. For an account, resolves to the number of examined tasks that were already listed. Starts no more tasks
   * after `signal` is aborted. Throws errors that do not come from the service.
   */
  readMore(store: AccountStore, resource: CauseTarget['resource'], signal?: AbortSignal): Promise<number>;
  /** Records the explanation of a failed task, which may show that it differs from the others of its cause. */
  note(store: AccountStore, resource: TaskResource, task: Task, explanation: Explanation): void;
  /** Checks the newest tasks of a job that count as succeeded. Throws errors that do not come from the service. */
  judgeSucceeded(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<JudgedSuccess>;
  /**
   * Finds the causes of failed tasks of an account, by `toKey`: for displayed tasks, those of `shownOf`; for others,
   * those found by reading a few of their logs. If `areExplained`, the causes of these others have examples, as in lists.
   */
  ofTasks(
    store: AccountStore,
    failed: readonly FailedTask[],
    areExplained?: boolean,
  ): Promise<ReadonlyMap<string, TaskCause>>;
  /**
   * Saves the user's note on a cause on this computer, or removes it if it is empty. Throws errors of the disk, and
   * `InvalidInput` if nothing may be written or the note is no longer the one of `cause`.
   */
  annotate(cause: Cause, note: string): Promise<void>;
  /** Lists the failures that earlier looks saw in the runs of the same work as a job, by the time of the run. */
  listSeen(accountId: string, jobId: string): Promise<ReadonlyMap<number, readonly SeenFailures[]>>;
  /** Deletes what is remembered of causes on this computer. */
  forgetPast(): Promise<void>;
  /** Finds the current state of a cause in a set, or the causes that its failures have now. */
  follow(store: AccountStore, now: Pick<CauseSet, 'causes'>, target: CauseTarget): FollowedCause;
}

/** Finds all causes in the account or job of a cause. */
export function askCauses(
  causes: Pick<KnownCauses, 'ofJob' | 'ofAccount'>,
  store: AccountStore,
  resource: CauseTarget['resource'],
): Promise<CauseSet> {
  return resource.kind === 'job' ? causes.ofJob(store, resource.jobId) : causes.ofAccount(store);
}

/** Finds the causes of an account, including those that the jobs of a pool show about the pool and its nodes. */
export async function askCausesOfPool(
  causes: Pick<KnownCauses, 'ofAccount'>,
  store: AccountStore,
  poolId: string,
): Promise<CauseSet> {
  await loadJobsOfPool(store, poolId);
  return causes.ofAccount(store, poolId);
}
