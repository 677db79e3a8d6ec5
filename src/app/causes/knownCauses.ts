import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import type { Event } from '../../core/event.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';

/** Causes as a view tells them, and how many failures they are of. */
export interface ToldCauses {
  /** Most damage first. */
  readonly causes: readonly Cause[];
  /** How many failed tasks were read, and how many there are as far as they were counted. */
  readonly read: number;
  readonly total: number;
  /** Whether the tasks of all jobs were counted. */
  readonly isComplete: boolean;
  /** Whether there is more to read, and little was since no view shows it. */
  readonly isBrief?: boolean;
}

/** Why a task failed, and the cause that this belongs to. */
export interface TaskCause {
  readonly cause: Cause;
  readonly failure: ExplainedFailure;
}

/** What the views know of causes: documents and commands say the same. */
export interface KnownCauses {
  /** The causes of an account are told anew, that of this id. */
  readonly onDidTell: Event<string>;
  /** The causes of the failed tasks of a job as the explorer tells them; what is missing for that is loaded and read. */
  ofJob(store: AccountStore, jobId: string): Promise<ToldCauses>;
  /** The causes that a view shows now, of an account or a job; undefined where none does. Nothing is asked for it. */
  shownOf(store: AccountStore, resource: CauseTarget['resource']): ToldCauses | undefined;
  /**
   * The causes of an account as the failures view tells them. While that is closed, what few requests bring is loaded and
   * read, of the pool of this id first.
   */
  ofAccount(store: AccountStore, poolId?: string): Promise<ToldCauses>;
  /**
   * The causes of failed tasks of an account, by `toKey`, as far as they are known: as a view shows them, and of the others
   * as few of their logs tell, which are read.
   */
  ofTasks(store: AccountStore, failed: readonly FailedTask[]): Promise<ReadonlyMap<string, TaskCause>>;
}

/** What is told where a cause is: among the failed tasks of a job, or in an account. */
export function tellCauses(
  causes: Pick<KnownCauses, 'ofJob' | 'ofAccount'>,
  store: AccountStore,
  resource: CauseTarget['resource'],
): Promise<ToldCauses> {
  return resource.kind === 'job' ? causes.ofJob(store, resource.jobId) : causes.ofAccount(store);
}
