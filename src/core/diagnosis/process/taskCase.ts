import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { JobPreparationAndReleaseStatus } from '../../model/job.ts';
import { readPreparationStatus, readTaskCounts } from '../../model/jobShape.ts';
import { readLogPaths, readUnreadLogs } from '../../model/logEndShape.ts';
import { flag, type Infer, list, needed, number, object, oneOf, or, readAs, record, text } from '../../model/shape.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { readSubtask } from '../../model/taskShape.ts';
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
  readStartedElsewhere,
  unnamed,
} from '../evidence/shapes.ts';
import { toTime } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';

export const readOtherJobs = list(
  object({
    id: needed(text),
    priority: number,
    /** Number of its waiting tasks; absent when they were not counted. */
    waiting: number,
  }),
);

/** A job whose tasks wait for the same nodes. */
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
  /** The node that the task ran on. */
  node: readAnyNode,
  /** The known nodes of the pool, which show why a task waits. */
  nodes: list(readAnyNode),
  /** Times at which this computer took those nodes offline, by node ID; ISO 8601. */
  takenOfflineAt: record(text),
  /** Logs of the start tasks on nodes that take no tasks, by node ID, if they were read. */
  startLogs: readStartLogs,
  /** Other nodes where the start task that failed on the task's node succeeded, as far as they are known. */
  startedElsewhere: readStartedElsewhere,
  /** States of the job's preparation task by node. */
  preparation: list(readPreparationStatus),
  /** Logs of the preparation task on the node where it failed. */
  preparationLogs: readHelperLogs,
  /** Ends of the logs, as text. */
  stdout: text,
  stderr: text,
  /** The paths of the logs, when they are not the task's own. */
  logPaths: readLogPaths,
  /** Logs that cannot be opened now, and why. */
  unread: readUnreadLogs,
  /** The node's log of failed uploads: `fileuploaderr.txt`. */
  uploadLog: text,
  /** Files that a workflow engine left for the step it ran in the task, by path. */
  engineTexts: record(text),
  /** Time at which the later of both logs was last written; ISO 8601. */
  lastOutputTime: text,
  /** Other tasks of the same job, as far as they are known. */
  siblings: list(readAnyTask),
  /** Why the one of them failed that ended or disabled the job, if that is known. */
  culpritWhy: text,
  /** IDs on which tasks of the job depend and that none of its tasks has, as far as they were checked. */
  absentTasks: list(text),
  /** The other instances of a multi-instance task. */
  subtasks: list(readSubtask),
  /** The service's numbers of the job's tasks by state, including the task itself. */
  counts: readTaskCounts,
  /** The other jobs of the pool that are active; left out when they are not all known. */
  otherJobs: readOtherJobs,
  /** The account's limits and their use, if its pool has run into them. */
  quotas: readQuotaEvidence,
  os: oneOf(['linux', 'windows']),
  now: readMoment,
});

/** Evidence about one task. Objects have the shape of the wire; more evidence makes the explanation surer. */
export interface TaskEvidence extends Infer<typeof readEvidence> {}

/** The evidence in the form of an outside caller. */
export type GivenTask = Given<
  TaskEvidence,
  'task' | 'job' | 'pool' | 'node' | 'nodes' | 'preparation' | 'siblings' | 'subtasks'
>;

/** The role of the explained process in its job or pool, which determines the remedies. */
export type TaskRole = 'task' | 'startTask' | 'jobPreparationTask' | 'jobReleaseTask';

/** The evidence with the facts that follow from it. */
export interface TaskCase extends Omit<TaskEvidence, 'now'> {
  readonly role: TaskRole;
  readonly nodes: readonly ComputeNode[];
  readonly preparation: readonly JobPreparationAndReleaseStatus[];
  /** Other tasks of the job, without the task itself. */
  readonly siblings: readonly Task[];
  /** Milliseconds since 1970. */
  readonly now?: number | undefined;
  readonly failed: boolean;
}

/** Reads evidence of any shape into one that rules can rely on. Never throws. */
export function readTaskEvidence(given: GivenTask): TaskEvidence {
  return readAs(readEvidence, given).value ?? { task: unnamed };
}

export function toTaskCase(evidence: TaskEvidence): TaskCase {
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
 * Describes the exit code by name; its meaning only for an end from outside, because other meanings would be in doubt.
 */
export function describeExitCode({ task, os }: TaskCase): Evidence | undefined {
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

/** Checks whether the task's output was read, so that no step asks to read it. */
export function hasLogs(logs: HelperLogs | undefined): boolean {
  return logs?.stdout !== undefined || logs?.stderr !== undefined;
}
