import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job, JobPreparationAndReleaseStatus, TaskCounts } from '../../model/job.ts';
import type { LogPaths, UnreadLogs } from '../../model/logEnd.ts';
import type { Pool, PoolNodeCounts } from '../../model/pool.ts';
import type { JobResource, NodeResource, PoolResource, TaskResource } from '../../model/resource.ts';
import type { Task } from '../../model/task.ts';
import type { Count } from '../../query/count.ts';
import type { StartedElsewhere } from '../../query/startedElsewhere.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import type { HelperLogs } from '../process/taskCase.ts';

/** Work that cannot go on because of something that failed. */
export interface Blocked {
  /** Number of tasks that wait for it, by job ID. */
  readonly tasks: ReadonlyMap<string, number>;
  /** Number of nodes that it keeps from its pool. */
  readonly nodes: number;
  /** False when further tasks than those that were read may wait for it. */
  readonly isComplete?: boolean | undefined;
}

/** A task that failed. */
export interface FailedTask {
  readonly kind: 'task';
  readonly resource: TaskResource;
  readonly at: string | undefined;
  /** The task, perhaps with only its failure. */
  readonly task: Task;
  readonly job: Job | undefined;
  readonly pool: Pool | undefined;
  /** The node of the task, if it runs tasks although its start task failed. */
  readonly node?: ComputeNode | undefined;
  /** Output of that start task, if it was read. */
  readonly startLogs?: Logs | undefined;
  /** Other nodes where the start task of that node succeeded, as far as they are known. */
  readonly startedElsewhere?: StartedElsewhere | undefined;
  /** True when no task of its job ran or waited at the last count. */
  readonly isJobDone?: boolean;
  /** The task whose failure ended its job, and it with that. */
  readonly endedBy?: Task | undefined;
  /** The waiting tasks of its job, if it disabled that. */
  readonly blocks?: Blocked;
  /** Tasks of its job that wait for it, directly or not, and whether there are no others than those that were listed. */
  readonly dependents?: { readonly ids: readonly string[]; readonly isComplete: boolean } | undefined;
}

/** Waiting tasks of a job, as far as they are listed, and their possible reasons. */
export interface WaitingTasks {
  readonly tasks: readonly Task[];
  /** The tasks that these depend on and the failed tasks of the job, as far as they were looked for. */
  readonly awaited?: readonly Task[] | undefined;
  /** IDs that they depend on and that the job is known not to have. */
  readonly absentTasks?: readonly string[] | undefined;
  /** Time at which they were listed, ISO 8601. */
  readonly now?: string | undefined;
  readonly counts: TaskCounts | undefined;
  readonly pool: Pool | undefined;
  /** True when the account is known not to have the pool that the job names. */
  readonly isPoolMissing?: boolean | undefined;
  /** True when some of them never start, whatever the pool does. */
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
      readonly pool: Pool | undefined;
      /** Output of its start task where that failed, if it was read. */
      readonly startLogs?: Logs | undefined;
      /** Nodes of its pool where the same start task succeeded, as far as they are loaded. */
      readonly startedElsewhere?: StartedElsewhere | undefined;
      readonly blocks?: Blocked;
    }
  | {
      readonly kind: 'pool';
      readonly resource: PoolResource;
      readonly at: string | undefined;
      readonly pool: Pool;
      readonly nodeCounts?: PoolNodeCounts | undefined;
      /** Number of tasks that wait in its jobs. */
      readonly waiting?: Count | undefined;
      readonly broken?: readonly BrokenNode[] | undefined;
      /** Number of its nodes that only finish their tasks, when known. */
      readonly draining?: number | undefined;
      readonly quotas: QuotaEvidence | undefined;
      readonly blocks?: Blocked;
    }
  | {
      readonly kind: 'job';
      readonly resource: JobResource;
      readonly at: string | undefined;
      readonly job: Job;
      readonly preparation: readonly JobPreparationAndReleaseStatus[];
      /** Output of its preparation task where that failed, if it was read. */
      readonly preparationLogs?: HelperLogs | undefined;
      /** Tasks that wait while none runs, or of which some never start, where nothing else is known to be wrong with the job. */
      readonly waiting?: WaitingTasks | undefined;
      readonly quotas: QuotaEvidence | undefined;
      readonly blocks?: Blocked;
    };

/** Kinds of items that can fail or break. */
export type FailingKind = Failing['kind'];

/** A broken node, and the output of its start task where that failed, if it was read. */
export interface BrokenNode {
  readonly node: ComputeNode;
  readonly startLogs?: Logs | undefined;
  readonly startedElsewhere?: StartedElsewhere | undefined;
}

/** The ends of a task's logs, where they have been read. */
export interface Logs {
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  /** The paths of the logs, when they are not the task's own. */
  readonly logPaths?: LogPaths | undefined;
  /** The logs that cannot be opened now, and why. */
  readonly unread?: UnreadLogs | undefined;
}

/** The result of reading a failed task. */
export interface Inspection {
  /** The task with all properties that the service returns. */
  readonly task: Task;
  readonly logs: Logs;
  /** True when this is enough to explain why the task failed: its logs were there, or it never ran. */
  readonly isConclusive: boolean;
}

/** Returns the same object until something new is found; undefined before the task was read. */
export type FindInspection = (failed: FailedTask) => Inspection | undefined;
