import * as l10n from '@vscode/l10n';
import type { JobPreparationAndReleaseStatus, TaskCounts } from '../../model/job.ts';
import { readPreparationStatus, readTaskCounts } from '../../model/jobShape.ts';
import { flag, type Infer, list, or, record, text } from '../../model/shape.ts';
import { describeStateOfMany } from '../../model/states.ts';
import { isFailed, type Task, type TaskGroup } from '../../model/task.ts';
import type { JudgedSuccess } from '../../model/taskVerdict.ts';
import { formatNumber } from '../../words/numbers.ts';
import type { Repeats } from '../causes/causes.ts';
import { readCauses, readShare } from '../causes/causesShape.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { readQuotaEvidence } from '../evidence/quotaEvidence.ts';
import { facts, readAnyJob, readAnyNode, readAnyPool, readAnyTask, readMoment, unnamed } from '../evidence/shapes.ts';
import { type Chart, type ChartSeries, toExact } from '../explanation/chart.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { readTaskLogs } from '../process/logCause.ts';
import { readHelperLogs, readOtherJobs, readStartLogs } from '../process/taskContext.ts';
import type { ComparedRuns } from '../task/comparisons.ts';

export const readJobEvidence = facts({
  job: or(readAnyJob, unnamed),
  /** ID of the account. If it is known, steps that concern a single task link to the page of that task. */
  accountId: text,
  tasks: list(readAnyTask),
  /** Tasks that waiting tasks depend on, if `tasks` is incomplete. */
  awaited: list(readAnyTask),
  /** IDs that waiting tasks depend on and that the job is known not to have; derived from `tasks` if left out. */
  absentTasks: list(text),
  /** Causes of failed tasks as the views show them, greatest impact first; derived from `tasks` if left out. */
  causes: readCauses,
  /** Number of failed tasks that `causes` covers, and number of all failed tasks. */
  coverage: readShare,
  /** The service's task counts by state; `tasks` may hold only the first tasks. */
  counts: readTaskCounts,
  /** Logs of the failed task that ended or disabled the job, or else of the task that ended first. */
  firstLogs: readTaskLogs,
  preparation: list(readPreparationStatus),
  /** Failed runs of the preparation task on machines that are gone. */
  gonePreparation: list(readPreparationStatus),
  preparationLogs: readHelperLogs,
  releaseLogs: readHelperLogs,
  /** True to explain only the failed release task, which is a failure apart from those of the job's tasks. */
  isReleaseAlone: flag,
  pool: readAnyPool,
  /** True when the account is known not to have the pool that the job names. */
  isPoolMissing: flag,
  /** True to explain failures apart from those of the pool, such as tasks that never start regardless of the pool. */
  isBesidePool: flag,
  nodes: list(readAnyNode),
  /** Times at which this computer took nodes offline, by node ID; ISO 8601. */
  takenOfflineAt: record(text),
  /** Logs of the start tasks on nodes that accept no tasks, by node ID, if they were read. */
  startLogs: readStartLogs,
  /** Other active jobs of the pool; left out unless all of them are known. */
  otherJobs: readOtherJobs,
  /** The account's limits and usage, if the pool has reached one of them. */
  quotas: readQuotaEvidence,
  /** For a job that ended without running, the time at which its schedule creates the next job; ISO 8601. */
  nextRunTime: text,
  now: readMoment,
});

/** Evidence about a job. */
export interface JobEvidence extends Infer<typeof readJobEvidence> {}

/** Findings about a job's tasks that the service's own data doesn't include. */
export interface KnownOfTasks extends ComparedRuns {
  readonly judged?: JudgedSuccess | undefined;
  readonly repeats?: Repeats | undefined;
}

/** Evidence about a job, with the facts derived from it. */
export interface JobContext extends JobEvidence, KnownOfTasks {
  readonly tasks: readonly Task[];
  /** True if `tasks` is complete. Otherwise, an empty list may only mean that no task is known. */
  readonly areTasksKnown: boolean;
  readonly preparation: readonly JobPreparationAndReleaseStatus[];
  readonly os?: OperatingSystem | undefined;
}

/** Checks whether a task has a node on which it runs or is prepared. */
export function isRunning({ state }: Task): boolean {
  return state === 'running' || state === 'preparing';
}

/** Describes the numbers of tasks by state, as counted by the service if known; undefined when all are 0. */
export function describeTaskCounts({ tasks, counts }: Pick<JobContext, 'tasks' | 'counts'>): Evidence | undefined {
  const known = counts ?? countTasksByState(tasks);
  if (known.active + known.running + known.completed === 0) return undefined;
  return {
    text: l10n.t(
      '{0} failed, {1} running, {2} waiting, {3} succeeded',
      formatNumber(known.failed),
      formatNumber(known.running),
      formatNumber(known.active),
      formatNumber(known.succeeded),
    ),
    source: 'tasks',
  };
}

/** Counts the waiting tasks. The service's count may include tasks that are not loaded. */
export function countWaitingTasks({ tasks, counts }: Pick<JobContext, 'tasks' | 'counts'>): number {
  return Math.max(tasks.filter((task) => task.state === 'active').length, counts?.active ?? 0);
}

/** Counts the tasks that Batch counts as succeeded. */
export function countSucceeded({ tasks, counts }: Pick<JobContext, 'tasks' | 'counts'>): number {
  return (counts ?? countTasksByState(tasks)).succeeded;
}

function countTasksByState(tasks: readonly Task[]): TaskCounts {
  const failed = tasks.filter(isFailed).length;
  const completed = tasks.filter((task) => task.state === 'completed').length;
  const running = tasks.filter(isRunning).length;
  return { failed, completed, running, succeeded: completed - failed, active: tasks.length - completed - running };
}

/** Lists the series of a chart of tasks by state, starting with the states that most need attention. */
export function listTaskSeries(): readonly (ChartSeries & { readonly count: (counts: TaskCounts) => number })[] {
  const name = (group: TaskGroup): string => describeStateOfMany('taskGroup', group);
  return [
    { name: name('failed'), look: 'failed', count: ({ failed }) => failed },
    { name: name('running'), look: 'running', count: ({ running }) => running },
    { name: name('active'), look: 'waiting', count: ({ active }) => active },
    { name: name('succeeded'), look: 'succeeded', count: ({ succeeded }) => succeeded },
  ];
}

/**
 * Charts the tasks of a job by state, as the service counts them. Undefined if there are no tasks or they were not
 * counted.
 */
export function chartTaskCounts(jobId: string, counts: TaskCounts | undefined): Chart | undefined {
  if (counts === undefined || counts.active + counts.running + counts.completed === 0) return undefined;
  const series = listTaskSeries();
  return {
    form: 'shares',
    title: '',
    of: l10n.t('Job'),
    series: series.map(({ count: _, ...one }) => one),
    rows: [{ label: jobId, values: series.map(({ count }) => toExact(count(counts))) }],
    isInText: true,
    notes: [],
  };
}

/** Returns the place of a step that is carried out on the page of a task; empty while the account is unknown. */
export function toPlaceAt(
  { job, accountId }: JobContext,
  { id }: Pick<Task, 'id'>,
  step: string,
): Partial<Pick<Fix, 'place'>> {
  if (accountId === undefined) return {};
  const resource = { kind: 'task', accountId, jobId: job.id, taskId: id } as const;
  return { place: { title: id, step, leadsTo: { resource, document: 'explanation' } } };
}
