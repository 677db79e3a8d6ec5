import type { UncountedNodes } from '../../impact/unableNodes.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job, JobPreparationAndReleaseStatus, TaskCounts } from '../../model/job.ts';
import type { LogPaths, UnreadLogs } from '../../model/logEnd.ts';
import type { Pool, PoolNodeCounts } from '../../model/pool.ts';
import type { JobResource, NodeResource, PoolResource, TaskResource } from '../../model/resource.ts';
import type { Subtask } from '../../model/subtask.ts';
import type { Task } from '../../model/task.ts';
import type { JudgedSuccess } from '../../model/taskVerdict.ts';
import type { StartedElsewhere } from '../../relations/startedElsewhere.ts';
import type { Count } from '../../words/count.ts';
import type { NetworkEvidence } from '../evidence/networkEvidence.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import type { HelperLogs, StartLogs } from '../process/taskContext.ts';

/** Work that cannot continue because of a failure. */
export interface Blocked {
  /** Number of tasks that wait because of the failure, by job ID. */
  readonly tasks: ReadonlyMap<string, number>;
  /** IDs of the tasks of a job, if only some of its waiting tasks are meant. */
  readonly ids?: readonly string[];
  /** Number of nodes that the pool lacks because of the failure. */
  readonly nodes: number;
  /** False if other tasks than those that were read may also wait because of the failure. */
  readonly isComplete?: boolean | undefined;
}

/** A task that failed. */
export interface FailedTask {
  readonly kind: 'task';
  readonly resource: TaskResource;
  readonly at: string | undefined;
  /** The task, possibly with only the properties of its failure. */
  readonly task: Task;
  readonly job: Job | undefined;
  readonly pool: Pool | undefined;
  /** True if the account is known not to contain the pool of the task's job. */
  readonly isPoolMissing?: boolean | undefined;
  readonly node?: ComputeNode | undefined;
  readonly startLogs?: Logs | undefined;
  readonly startedElsewhere?: StartedElsewhere | undefined;
  /** True if the same program ended with the same exit code where the start task that failed on the node succeeded. */
  readonly failedWhereStarted?: boolean | undefined;
  /** The failed run of the job's preparation task on the task's node, which still runs tasks of the job. */
  readonly preparation?: JobPreparationAndReleaseStatus | undefined;
  /** True if no task of the job was running or waiting at the last count. */
  readonly isJobDone?: boolean;
  /** The numbers of the job's tasks, if none has succeeded. */
  readonly counts?: TaskCounts | undefined;
  readonly endedBy?: Task | undefined;
  /** The waiting tasks of the job, if this task disabled the job. */
  readonly blocks?: Blocked;
  /** Tasks of the job that wait for this task, directly or indirectly, and whether all of them are listed. */
  readonly dependents?: { readonly ids: readonly string[]; readonly isComplete: boolean } | undefined;
}

/** Listed waiting tasks of a job, and data about why they may wait. */
export interface WaitingTasks {
  readonly tasks: readonly Task[];
  /** The tasks on which the waiting tasks depend, and the failed tasks of the job, if they were requested. */
  readonly awaited?: readonly Task[] | undefined;
  /** IDs on which the waiting tasks depend and that the job is known not to contain. */
  readonly absentTasks?: readonly string[] | undefined;
  /** Time at which the tasks were listed, ISO 8601. */
  readonly now?: string | undefined;
  readonly counts: TaskCounts | undefined;
  readonly pool: Pool | undefined;
  readonly isPoolMissing?: boolean | undefined;
  /** True if some of the tasks never start, regardless of the pool. */
  readonly isBesidePool?: boolean | undefined;
}

/** A failed or broken item, with its evidence. */
export type Failing =
  | FailedTask
  | {
      readonly kind: 'node';
      readonly resource: NodeResource;
      readonly at: string | undefined;
      readonly node: ComputeNode;
      /** Time at which the node was in its state. */
      readonly seenAt?: Date | undefined;
      readonly pool: Pool | undefined;
      readonly startLogs?: Logs | undefined;
      readonly startedElsewhere?: StartedElsewhere | undefined;
      /** Runs that ended when the node was lost, if their tasks still wait. */
      readonly lostRuns?: readonly Task[] | undefined;
      /** The network of the pool, if it was looked at. */
      readonly network?: NetworkEvidence | undefined;
      readonly blocks?: Blocked;
    }
  | {
      readonly kind: 'pool';
      readonly resource: PoolResource;
      readonly at: string | undefined;
      readonly pool: Pool;
      readonly nodeCounts?: PoolNodeCounts | undefined;
      readonly waiting?: Count | undefined;
      readonly broken?: readonly BrokenNode[] | undefined;
      readonly uncounted?: UncountedNodes | undefined;
      /** True if only the pool's size is at fault here: its broken nodes are separate failures. */
      readonly isSizeAlone?: boolean | undefined;
      readonly network?: NetworkEvidence | undefined;
      readonly quotas: QuotaEvidence | undefined;
      readonly blocks?: Blocked;
    }
  | {
      readonly kind: 'job';
      readonly resource: JobResource;
      readonly at: string | undefined;
      readonly job: Job;
      readonly preparation: readonly JobPreparationAndReleaseStatus[];
      /** The logs of the preparation task, or of the release task if that is what failed. */
      readonly preparationLogs?: HelperLogs | undefined;
      /** True if the job has ended and its release task failed. */
      readonly isRelease?: boolean;
      /**
       * Tasks that wait although none is running, or some of which never start, if the job has no other known problem.
       */
      readonly waiting?: WaitingTasks | undefined;
      /** The numbers of the job's tasks, if the job ended at its time limit before all of them ran. */
      readonly counts?: TaskCounts | undefined;
      readonly quotas: QuotaEvidence | undefined;
      readonly blocks?: Blocked;
    };

/** Kinds of items that can fail or break. */
export type FailingKind = Failing['kind'];

/** A broken node, and the output of its failed start task, if it was read. */
export interface BrokenNode {
  readonly node: ComputeNode;
  readonly startLogs?: Logs | undefined;
  readonly startedElsewhere?: StartedElsewhere | undefined;
}

/** The ends of a task's logs, if they have been read. */
export interface Logs {
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  readonly logPaths?: LogPaths | undefined;
  readonly unread?: UnreadLogs | undefined;
  /** The subtask whose coordination command failed, if the logs are from the subtask. */
  readonly subtask?: Subtask | undefined;
  readonly judged?: JudgedSuccess | undefined;
  /** The logs of the start task that succeeded on the task's node, if it may have provided what the task lacks. */
  readonly startLogs?: StartLogs | undefined;
}

/** The result of reading a failed task. */
export interface Inspection {
  /** The task with all properties that the service returns. */
  readonly task: Task;
  readonly logs: Logs;
  /** True if this is enough to explain why the task failed, because its logs were available or it never ran. */
  readonly isConclusive: boolean;
}

/** Returns a failed task's inspection; undefined until it is read. The same object until something new is found. */
export type FindInspection = (failed: FailedTask) => Inspection | undefined;
