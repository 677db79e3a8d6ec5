import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job, JobPreparationAndReleaseStatus, TaskCounts } from '../../model/job.ts';
import type { Pool } from '../../model/pool.ts';
import { describeStateOfMany } from '../../model/states.ts';
import { isFailed, type Task, type TaskGroup } from '../../model/task.ts';
import type { JudgedSuccess } from '../../model/taskVerdict.ts';
import { formatNumber } from '../../query/numbers.ts';
import type { Cause, Repeats } from '../causes/causes.ts';
import type { ReadShare } from '../causes/causesSection.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import { type Chart, type ChartSeries, toExact } from '../explanation/chart.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { TaskLogs } from '../process/logCause.ts';
import type { HelperLogs, OtherJob, StartLogs } from '../process/taskCase.ts';
import type { ComparedRuns } from '../task/comparisons.ts';

/** Evidence about a job. */
export interface JobEvidence {
  readonly job: Job;
  /** Steps for some of its tasks lead to their pages if the account is known. */
  readonly accountId?: string | undefined;
  readonly tasks?: readonly Task[] | undefined;
  /** Tasks that waiting ones depend on, where `tasks` are not all there are. */
  readonly awaited?: readonly Task[] | undefined;
  /** IDs that waiting tasks depend on and that the job is known not to have; by `tasks` alone when left out. */
  readonly absentTasks?: readonly string[] | undefined;
  /** The causes of its failed tasks as the views show them, greatest impact first; by `tasks` alone when left out. */
  readonly causes?: readonly Cause[] | undefined;
  /** Number of failed tasks that `causes` cover, and of all. */
  readonly coverage?: ReadShare | undefined;
  /** The service's numbers of tasks by state: `tasks` may be only the first ones. */
  readonly counts?: TaskCounts | undefined;
  /** The logs of the failed task that ended or disabled the job, else of the one that ended first. */
  readonly firstLogs?: TaskLogs | undefined;
  /** States of preparation and release tasks by node. */
  readonly preparation?: readonly JobPreparationAndReleaseStatus[] | undefined;
  /** Logs of the preparation and release tasks where they failed. */
  readonly preparationLogs?: HelperLogs | undefined;
  readonly releaseLogs?: HelperLogs | undefined;
  readonly pool?: Pool | undefined;
  /** True when the account is known not to have the pool that the job names. */
  readonly isPoolMissing?: boolean | undefined;
  /** True for a failure of the job beside those of its pool: it is about the tasks that never start whatever the pool does. */
  readonly isBesidePool?: boolean | undefined;
  /** Nodes of the pool; they show why tasks wait. */
  readonly nodes?: readonly ComputeNode[] | undefined;
  /** Times at which this computer took those nodes offline, by node ID; ISO 8601. */
  readonly takenOfflineAt?: Readonly<Record<string, string>> | undefined;
  /** Logs of the start tasks on nodes that take no tasks, by node ID, if they were read. */
  readonly startLogs?: StartLogs | undefined;
  /** The other jobs of the pool that are active; left out when they are not all known. */
  readonly otherJobs?: readonly OtherJob[] | undefined;
  /** The account's limits and their use, if its pool has run into them. */
  readonly quotas?: QuotaEvidence | undefined;
  readonly now?: Date | string | undefined;
}

/** Findings about a job's tasks beside the service's own data. */
export interface KnownOfTasks extends ComparedRuns {
  /** The judgment on the newest tasks that Batch counts as succeeded. */
  readonly judged?: JudgedSuccess | undefined;
  /** The outcomes of earlier retries of tasks with the leading cause. */
  readonly repeats?: Repeats | undefined;
}

/** The evidence with the facts that follow from it. */
export interface JobCase extends JobEvidence, KnownOfTasks {
  readonly tasks: readonly Task[];
  /** True when `tasks` is complete: an empty list may also mean that none is known. */
  readonly areTasksKnown: boolean;
  readonly preparation: readonly JobPreparationAndReleaseStatus[];
  readonly os?: OperatingSystem | undefined;
}

/** Checks whether a task has a node on which it runs or is prepared. */
export function isRunning({ state }: Task): boolean {
  return state === 'running' || state === 'preparing';
}

/** Describes the numbers of tasks by state, as counted by the service if known; undefined when none is known. */
export function describeTaskCounts({ tasks, counts }: Pick<JobCase, 'tasks' | 'counts'>): Evidence | undefined {
  const known = counts ?? countTasks(tasks);
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

/** Counts the tasks that Batch counts as succeeded. */
export function countSucceeded({ tasks, counts }: Pick<JobCase, 'tasks' | 'counts'>): number {
  return (counts ?? countTasks(tasks)).succeeded;
}

function countTasks(tasks: readonly Task[]): TaskCounts {
  const failed = tasks.filter(isFailed).length;
  const completed = tasks.filter((task) => task.state === 'completed').length;
  const running = tasks.filter(isRunning).length;
  return { failed, completed, running, succeeded: completed - failed, active: tasks.length - completed - running };
}

/** Tasks by state, those first that may need a look. */
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
 * Charts the tasks of a job by state, as the service counts them. Undefined without any, or when they were not counted.
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
