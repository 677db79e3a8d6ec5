import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job, JobPreparationAndReleaseStatus, TaskCounts } from '../../model/job.ts';
import { toUnreadLogs, type UnreadLogs } from '../../model/logEnd.ts';
import type { Pool } from '../../model/pool.ts';
import { isObject, list, needed, number, object, readAs, text } from '../../model/shape.ts';
import type { Subtask } from '../../model/subtask.ts';
import { isFailed, type Task } from '../../model/task.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { findExit } from '../catalogue/findExit.ts';
import { findOperatingSystem, type OperatingSystem } from '../evidence/operatingSystem.ts';
import { type QuotaEvidence, toQuotaEvidence } from '../evidence/quotaEvidence.ts';
import {
  type Given,
  toJob,
  toNode,
  toNodes,
  toParts,
  toPool,
  toPreparation,
  toSubtasks,
  toTask,
  toTaskCounts,
  toTasks,
  unknownId,
} from '../evidence/shapes.ts';
import { toTime } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';

/** A job whose tasks wait for the same nodes. */
export interface OtherJob {
  readonly id: string;
  readonly priority?: number;
  /** How many of its tasks wait; absent where they were not counted. */
  readonly waiting?: number;
}

/** What is known about one task. Objects have the wire's shape; the more there is, the surer the explanation. */
export interface TaskEvidence {
  readonly task: Task;
  readonly job?: Job | undefined;
  readonly pool?: Pool | undefined;
  /** The node that the task ran on. */
  readonly node?: ComputeNode | undefined;
  /** All nodes of the pool, as far as they are known; they show why a task waits. */
  readonly nodes?: readonly ComputeNode[] | undefined;
  /** How the preparation task of the job went on each node. */
  readonly preparation?: readonly JobPreparationAndReleaseStatus[] | undefined;
  /** What the preparation task wrote where it failed. */
  readonly preparationLogs?: HelperLogs | undefined;
  /** Ends of the logs, as text. */
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  /** Logs that cannot be opened now, and why. */
  readonly unread?: UnreadLogs | undefined;
  /** What the node wrote of uploads that failed: `fileuploaderr.txt`. */
  readonly uploadLog?: string | undefined;
  /** When the later of both logs was written to last; ISO 8601. */
  readonly lastOutputTime?: string | undefined;
  /** Other tasks of the same job, as far as they are known. */
  readonly siblings?: readonly Task[] | undefined;
  /** The other instances of a multi-instance task. */
  readonly subtasks?: readonly Subtask[] | undefined;
  /** How many tasks the job has, as the service counts them, the task itself among them. */
  readonly counts?: TaskCounts | undefined;
  /** The other jobs of the pool that are active; left out where they are not all known. */
  readonly otherJobs?: readonly OtherJob[] | undefined;
  /** The account's limits and what counts against them, where its pool has run into them. */
  readonly quotas?: QuotaEvidence | undefined;
  readonly os?: OperatingSystem | undefined;
  readonly now?: Date | string | undefined;
}

/** The evidence as a caller from outside has it. */
export type GivenTask = Given<
  TaskEvidence,
  'task' | 'job' | 'pool' | 'node' | 'nodes' | 'preparation' | 'siblings' | 'subtasks'
>;

/** What the explained process is to its job or pool; what can be done about it differs. */
export type TaskRole = 'task' | 'startTask' | 'jobPreparationTask' | 'jobReleaseTask';

/** The same, checked, with what follows from it. */
export interface TaskCase {
  readonly role: TaskRole;
  readonly task: Task;
  readonly job?: Job | undefined;
  readonly pool?: Pool | undefined;
  readonly node?: ComputeNode | undefined;
  readonly nodes: readonly ComputeNode[];
  readonly preparation: readonly JobPreparationAndReleaseStatus[];
  readonly preparationLogs?: HelperLogs | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  /** Logs that cannot be opened now, and why. */
  readonly unread?: UnreadLogs;
  readonly uploadLog?: string | undefined;
  readonly lastOutputTime?: string | undefined;
  /** Without the task itself. */
  readonly siblings: readonly Task[];
  readonly subtasks?: readonly Subtask[];
  readonly counts?: TaskCounts | undefined;
  readonly otherJobs?: readonly OtherJob[] | undefined;
  readonly quotas?: QuotaEvidence | undefined;
  readonly os?: OperatingSystem | undefined;
  /** Milliseconds since 1970. */
  readonly now?: number | undefined;
  readonly failed: boolean;
}

const otherJob = object<OtherJob>({ id: needed(text), priority: number, waiting: number });

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The evidence, whatever its shape, as a case that rules can rely on. Never throws. */
export function toTaskCase(known: GivenTask): TaskCase {
  const evidence = toParts(known);
  const task = toTask(evidence.task) ?? { id: unknownId };
  const pool = toPool(evidence.pool);
  return {
    role: 'task',
    task,
    job: toJob(evidence.job),
    pool,
    node: toNode(evidence.node),
    nodes: toNodes(evidence.nodes),
    preparation: toPreparation(evidence.preparation),
    preparationLogs: toHelperLogs(evidence.preparationLogs),
    stdout: toText(evidence.stdout),
    stderr: toText(evidence.stderr),
    unread: toUnreadLogs(evidence.unread),
    uploadLog: toText(evidence.uploadLog),
    lastOutputTime: toText(evidence.lastOutputTime),
    siblings: toTasks(evidence.siblings).filter((sibling) => sibling.id !== task.id),
    subtasks: toSubtasks(evidence.subtasks),
    counts: toTaskCounts(evidence.counts),
    otherJobs: readAs(list(otherJob), evidence.otherJobs).value,
    quotas: toQuotaEvidence(evidence.quotas),
    os: evidence.os === 'linux' || evidence.os === 'windows' ? evidence.os : findOperatingSystem(pool, task),
    now: toTime(evidence.now instanceof Date ? evidence.now : toText(evidence.now)),
    failed: isFailed(task),
  };
}

/** The exit code, with its name; what it means only where that is an end from outside, as other meanings would be in doubt. */
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

/** Why there is no exit code. */
export function neverRan(): string {
  return l10n.t('The program itself never ran, so there is no exit code.');
}

/** Ends of the logs of a preparation or release task, as text, on the node where it failed. */
export interface HelperLogs {
  readonly nodeId?: string | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
}

/** The logs, whatever the shape of `value`. Never throws. */
export function toHelperLogs(value: unknown): HelperLogs | undefined {
  if (!isObject(value)) return undefined;
  const toText = (text: unknown) => (typeof text === 'string' ? text : undefined);
  return { nodeId: toText(value['nodeId']), stdout: toText(value['stdout']), stderr: toText(value['stderr']) };
}

/** Of nodes where a preparation or release task failed the one whose logs are known, else the first. */
export function pickLogged(
  failed: readonly JobPreparationAndReleaseStatus[],
  logs: HelperLogs | undefined,
): JobPreparationAndReleaseStatus | undefined {
  return failed.find(({ nodeId }) => nodeId !== undefined && nodeId === logs?.nodeId) ?? failed[0];
}

/** Whether what the task wrote was read: then no step asks for it. */
export function hasLogs(logs: HelperLogs | undefined): boolean {
  return logs?.stdout !== undefined || logs?.stderr !== undefined;
}
