import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { JobPreparationAndReleaseStatus } from '../../model/job.ts';
import { readPreparationStatus, readTaskCounts } from '../../model/jobShape.ts';
import { readLogPaths, readUnreadLogs } from '../../model/logEndShape.ts';
import { flag, type Infer, list, needed, number, object, oneOf, or, readAs, record, text } from '../../model/shape.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { readSubtask } from '../../model/taskShape.ts';
import type { JudgedSuccess } from '../../model/taskVerdict.ts';
import { readStartedElsewhere } from '../../relations/startedElsewhere.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { findExit } from '../catalogue/findExit.ts';
import { findOperatingSystem } from '../evidence/operatingSystem.ts';
import { readQuotaEvidence } from '../evidence/quotaEvidence.ts';
import {
  facts,
  type Given,
  readAnyJob,
  readAnyNode,
  readAnyPool,
  readAnyTask,
  readMoment,
  unnamed,
} from '../evidence/shapes.ts';
import { toTime } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';

export const readOtherJobs = list(
  object({
    id: needed(text),
    priority: number,
    /** Number of the job's waiting tasks; absent if they were not counted. */
    waiting: number,
    /** True if these may wait for other tasks of the job, not for a node. */
    usesTaskDependencies: flag,
  }),
);

/** Another job whose tasks wait for the same nodes. */
export type OtherJob = Infer<typeof readOtherJobs>[number];

export const readHelperLogs = facts({ nodeId: text, stdout: text, stderr: text });

/** Ends of the logs of a preparation or release task, as text, on the node where it failed. */
export interface HelperLogs extends Infer<typeof readHelperLogs> {}

export const readStartLogs = record(facts({ stdout: text, stderr: text, unread: readUnreadLogs }));

/** Logs of start tasks by node ID. */
export type StartLogs = Infer<typeof readStartLogs>;

const readEvidence = facts({
  task: or(readAnyTask, unnamed),
  job: readAnyJob,
  pool: readAnyPool,
  /** True when the account is known not to have the pool that the job names. */
  isPoolMissing: flag,
  node: readAnyNode,
  nodes: list(readAnyNode),
  /** Times at which this computer took nodes offline, by node ID; ISO 8601. */
  takenOfflineAt: record(text),
  /** Logs of the start tasks on nodes that accept no tasks, by node ID, if they were read. */
  startLogs: readStartLogs,
  /** Other nodes where the start task that failed on the task's node succeeded, if known. */
  startedElsewhere: readStartedElsewhere,
  /** True if the same program ended with the same exit code where the start task that failed on the node succeeded. */
  failedWhereStarted: flag,
  preparation: list(readPreparationStatus),
  preparationLogs: readHelperLogs,
  /** Ends of the logs, as text. */
  stdout: text,
  stderr: text,
  /** Paths of the logs, if they differ from the task's own. */
  logPaths: readLogPaths,
  unread: readUnreadLogs,
  /** The node's log of failed uploads: `fileuploaderr.txt`. */
  uploadLog: text,
  /** Files that a workflow engine wrote for the step that it ran in the task, by path. */
  engineTexts: record(text),
  /** Time at which either log was last written; ISO 8601. */
  lastOutputTime: text,
  /** Other tasks of the same job, as far as they are known. */
  siblings: list(readAnyTask),
  /** Reason why the task that ended or disabled the job failed, if known. */
  culpritWhy: text,
  /** IDs that tasks of the job depend on and that none of its tasks has, as far as they were checked. */
  absentTasks: list(text),
  subtasks: list(readSubtask),
  /** The subtask whose coordination command failed, if the logs are its own. */
  subtask: readSubtask,
  /** The service's task counts of the job by state, including the task itself. */
  counts: readTaskCounts,
  /** Other active jobs of the pool; left out unless all of them are known. */
  otherJobs: readOtherJobs,
  /** The account's limits and usage, if the pool has reached one of them. */
  quotas: readQuotaEvidence,
  os: oneOf(['linux', 'windows']),
  now: readMoment,
});

/** Evidence about one task, in the format of the REST API; more evidence makes the explanation more certain. */
export interface TaskEvidence extends Infer<typeof readEvidence> {
  readonly judged?: JudgedSuccess | undefined;
}

/** The evidence in the form that outside callers provide. */
export type GivenTask = Given<
  TaskEvidence,
  'task' | 'job' | 'pool' | 'node' | 'nodes' | 'preparation' | 'siblings' | 'subtasks' | 'subtask'
>;

/** The role of the explained process in its job or pool, which determines the remedies. */
export type TaskRole = 'task' | 'startTask' | 'jobPreparationTask' | 'jobReleaseTask';

/** Evidence about a task, with the facts derived from it. */
export interface TaskContext extends Omit<TaskEvidence, 'now'> {
  readonly role: TaskRole;
  readonly nodes: readonly ComputeNode[];
  readonly preparation: readonly JobPreparationAndReleaseStatus[];
  /** Other tasks of the job, excluding the task itself. */
  readonly siblings: readonly Task[];
  /** Milliseconds since 1970. */
  readonly now?: number | undefined;
  readonly failed: boolean;
}

/** Converts evidence of any shape to evidence that rules can rely on. Never throws. */
export function readTaskEvidence(given: GivenTask): TaskEvidence {
  return readAs(readEvidence, given).value ?? { task: unnamed };
}

export function toTaskContext(evidence: TaskEvidence): TaskContext {
  const { task, pool, nodes = [], preparation = [], siblings = [], os, now } = evidence;
  return {
    ...evidence,
    role: 'task',
    nodes,
    preparation,
    siblings: siblings.filter((sibling) => sibling.id !== task.id),
    os: os ?? findOperatingSystem(pool, task),
    now: toTime(now),
    failed: isFailed(task),
  };
}

/**
 * Describes the exit code by name, with its meaning only for an end from outside, because other meanings would be in
 * doubt.
 */
export function describeExitCode({ task, os }: TaskContext): Evidence | undefined {
  const code = task.executionInfo?.exitCode;
  if (code === undefined) return undefined;
  const exit = findExit(code, os);
  return {
    text:
      exit?.category === 'interrupted'
        ? l10n.t('Exit code {name}: {meaning}', { name: exit.name, meaning: continueAfterColon(exit.meaning) })
        : l10n.t('Exit code {0}', exit?.name ?? String(code)),
    source: 'exitCode',
  };
}

/** Describes why there is no exit code. */
export function neverRan(): string {
  return l10n.t('The program itself never ran, so there is no exit code.');
}

/** Returns the first failed preparation or release task whose logs are known, or else the first failed one. */
export function pickLogged(
  failed: readonly JobPreparationAndReleaseStatus[],
  logs: HelperLogs | undefined,
): JobPreparationAndReleaseStatus | undefined {
  return failed.find(({ nodeId }) => nodeId !== undefined && nodeId === logs?.nodeId) ?? failed[0];
}

/** Checks whether the logs were read, in which case no step asks the user to read them. */
export function hasLogs(logs: HelperLogs | undefined): boolean {
  return logs?.stdout !== undefined || logs?.stderr !== undefined;
}
