import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { Event } from '../../core/event.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { JudgedSuccess } from '../../core/model/taskVerdict.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadJobsOfPool } from '../evidence/jobsOfPool.ts';
import type { FollowedCause } from './followedCauses.ts';

/** Number of failed tasks up to which an account is examined completely at once, because it has few causes and logs. */
export const fewFailures = 1000;

/** Causes, with the number of their failures. */
export interface CauseSet {
  /** Greatest impact first. */
  readonly causes: readonly Cause[];
  /** Number of failed tasks that were read, and of all that were counted. */
  readonly read: number;
  readonly total: number;
  /** True when the tasks of all jobs were counted. */
  readonly isComplete: boolean;
  /** True when there is more to read, and only little was read because there is no watcher. */
  readonly isBrief?: boolean;
  /** For an account: the verdicts on tasks that count as succeeded, which are not among the failures. */
  readonly judged?: JudgedSuccess;
}

/** Requests to examine a task: for the task, for each of its logs, and if one is long, for their lengths and its end. */
export const requestsPerTask = 5;

/** An account whose failures are read. */
export type ReadStore = Pick<AccountStore, 'service' | 'snapshot' | 'load' | 'refresh'>;

/** Runs work with a maximum number of requests when it is its turn. */
export type InTurn = <T>(work: () => Promise<T>, requests: number) => Promise<T>;

/** Why a task failed, and the cause that this belongs to. */
export interface TaskCause {
  readonly cause: Cause;
  readonly failure: ExplainedFailure;
}

/**
 * The causes of failures in accounts and jobs, for documents, pages and commands. Reading for a question continues once
 * it has started, and no other caller waits for the turns of the one that asked; without `inTurn`, it is read at once.
 */
export interface KnownCauses {
  /** Fires with the ID of an account whose causes have changed. */
  readonly onDidChange: Event<string>;
  /** Finds the causes of all failed tasks of a job, as far as an account's are read; loads missing data. */
  ofJob(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<CauseSet>;
  /**
   * Returns the causes of a job once its logs were read, and of an account while it is watched; undefined otherwise.
   * Sends no requests.
   */
  shownOf(store: AccountStore, resource: CauseTarget['resource']): CauseSet | undefined;
  /**
   * Finds the causes of an account. Without watchers, loads and reads only what a few requests return, preferring the
   * pool with this ID. Throws errors that do not come from the service.
   */
  ofAccount(store: AccountStore, poolId?: string, inTurn?: InTurn): Promise<CauseSet>;
  /**
   * Finds the causes of an account until nothing more can be found, as watchers see them in the end; until then
   * `shownOf` has the known ones. Only for causes of tasks, their logs are read. Throws errors that do not come from the
   * service.
   */
  ofWholeAccount(store: AccountStore, isOfTasks?: boolean): Promise<CauseSet>;
  /**
   * Explains the first `most` causes as the pages of their representative tasks do. Throws errors that do not come from
   * the service.
   */
  withExamples(store: AccountStore, known: CauseSet, most: number, inTurn?: InTurn): Promise<CauseSet>;
  /**
   * Examines a hundred more failed tasks of an account or a job, those already listed first, and announces the result.
   * Resolves to how many of an account were already listed. Starts no more once `signal` is aborted. Throws errors that
   * do not come from the service.
   */
  readMore(store: AccountStore, resource: CauseTarget['resource'], signal?: AbortSignal): Promise<number>;
  /** Notes the explanation of a failed task, which may show that it isn't like the others of its cause. */
  note(store: AccountStore, resource: TaskResource, task: Task, explanation: Explanation): void;
  /** Judges the newest tasks of a job that count as succeeded. Throws errors that do not come from the service. */
  judgeSucceeded(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<JudgedSuccess>;
  /**
   * Finds the causes of failed tasks of an account, by `toKey`: those of `shownOf`, and for other tasks those that a
   * few of their logs show, which are read.
   */
  ofTasks(store: AccountStore, failed: readonly FailedTask[]): Promise<ReadonlyMap<string, TaskCause>>;
  /** Finds the current state of a cause in a set, or the causes that its failures have now. */
  follow(store: AccountStore, now: Pick<CauseSet, 'causes'>, target: CauseTarget): FollowedCause;
}

/** Finds the causes in the same account or job as a cause. */
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
