import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import type { Event } from '../../core/event.ts';
import type { JudgedSuccess } from '../../core/model/taskVerdict.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadJobsOfPool } from '../evidence/jobsOfPool.ts';
import type { FollowedCause } from './followedCauses.ts';

/** An account with no more failed tasks is looked into at once: its causes are few, and so are the logs that show them. */
export const fewFailures = 1000;

/** Causes, and how many failures they are of. */
export interface CauseSet {
  /** Most damage first. */
  readonly causes: readonly Cause[];
  /** How many failed tasks were read, and how many there are as far as they were counted. */
  readonly read: number;
  readonly total: number;
  /** Whether the tasks of all jobs were counted. */
  readonly isComplete: boolean;
  /** Whether there is more to read, and little was since no one watches. */
  readonly isBrief?: boolean;
  /** Of an account: what tasks turned out to be that Batch counts as succeeded, which are none of the failures. */
  readonly judged?: JudgedSuccess;
}

/** What a look into a task takes: the task, and of both of its logs the length and the end. */
export const requestsPerTask = 5;

/** Does what takes so many requests at most when it is its turn. */
export type InTurn = <T>(work: () => Promise<T>, requests: number) => Promise<T>;

/** Why a task failed, and the cause that this belongs to. */
export interface TaskCause {
  readonly cause: Cause;
  readonly failure: ExplainedFailure;
}

/**
 * What is wrong with accounts and jobs, as documents, pages and commands ask for it. What is read for a question goes on once
 * it has started, and no one else waits for the turns of who asks; it is read at once when there are none.
 */
export interface KnownCauses {
  /** The causes of the account of this id are others than before. */
  readonly onDidChange: Event<string>;
  /** The causes of all failed tasks of a job, as far as these are read of an account; what is missing for that is loaded. */
  ofJob(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<CauseSet>;
  /**
   * The causes of a job once its logs were read, and of an account while it is watched; undefined otherwise. Nothing is
   * asked for it.
   */
  shownOf(store: AccountStore, resource: CauseTarget['resource']): CauseSet | undefined;
  /**
   * The causes of an account. While no one watches, what few requests bring is loaded and read, of the pool of this id
   * first. Throws what is no answer of the service.
   */
  ofAccount(store: AccountStore, poolId?: string, inTurn?: InTurn): Promise<CauseSet>;
  /**
   * The causes of an account once nothing more can be found out, as watchers see them in the end; until then `shownOf` has
   * what is known. Throws what is no answer of the service.
   */
  ofWholeAccount(store: AccountStore): Promise<CauseSet>;
  /**
   * The same causes, the first `most` of them with what the pages of the tasks say that represent them. Throws what is no
   * answer of the service.
   */
  withExamples(store: AccountStore, known: CauseSet, most: number, inTurn?: InTurn): Promise<CauseSet>;
  /**
   * Looks into a hundred more failed tasks of an account or a job than before, those that are listed first, and announces
   * what that brought. Resolves to how many of an account were listed already. Begins no more once `signal` is aborted.
   * Throws what is no answer of the service.
   */
  readMore(store: AccountStore, resource: CauseTarget['resource'], signal?: AbortSignal): Promise<number>;
  /** What the newest tasks of a job turn out to be that Batch counts as succeeded. Throws what is no answer of the service. */
  judgeSucceeded(store: AccountStore, jobId: string, inTurn?: InTurn): Promise<JudgedSuccess>;
  /**
   * The causes of failed tasks of an account, by `toKey`, as far as they are known: as `shownOf` has them, and of the others
   * as a few of their logs show, which are read.
   */
  ofTasks(store: AccountStore, failed: readonly FailedTask[]): Promise<ReadonlyMap<string, TaskCause>>;
  /** Finds a cause in a set of now, or the causes that its failures have now. */
  follow(store: AccountStore, now: Pick<CauseSet, 'causes'>, target: CauseTarget): FollowedCause;
}

/** The causes of the place where one is: among the failed tasks of a job, or in an account. */
export function askCauses(
  causes: Pick<KnownCauses, 'ofJob' | 'ofAccount'>,
  store: AccountStore,
  resource: CauseTarget['resource'],
): Promise<CauseSet> {
  return resource.kind === 'job' ? causes.ofJob(store, resource.jobId) : causes.ofAccount(store);
}

/** The causes of an account, with what the jobs of a pool show of it and of its nodes. */
export async function askCausesOfPool(
  causes: Pick<KnownCauses, 'ofAccount'>,
  store: AccountStore,
  poolId: string,
): Promise<CauseSet> {
  await loadJobsOfPool(store, poolId);
  return causes.ofAccount(store, poolId);
}
