import * as l10n from '@vscode/l10n';
import type { JobPreparationAndReleaseStatus, TaskCounts } from '../../model/job.ts';
import { readPreparationStatus, readTaskCounts } from '../../model/jobShape.ts';
import { flag, type Infer, list, or, record, text } from '../../model/shape.ts';
import { describeStateOfMany } from '../../model/states.ts';
import { isFailed, type Task, type TaskGroup } from '../../model/task.ts';
import type { JudgedSuccess } from '../../model/taskVerdict.ts';
import { formatNumber } from '../../query/numbers.ts';
import type { Repeats } from '../causes/causes.ts';
import { readCauses, readShare } from '../causes/causesShape.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { readQuotaEvidence } from '../evidence/quotaEvidence.ts';
import { facts, readAnyJob, readAnyNode, readAnyPool, readAnyTask, readMoment, unnamed } from '../evidence/shapes.ts';
import { type Chart, type ChartSeries, toExact } from '../explanation/chart.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { readTaskLogs } from '../process/logCause.ts';
import { readHelperLogs, readOtherJobs, readStartLogs } from '../process/taskCase.ts';
import type { ComparedRuns } from '../task/comparisons.ts';

export const readJobEvidence = facts({
  job: or(readAnyJob, unnamed),
  /** Steps for some of its tasks lead to their pages if the account is known. */
  accountId: text,
  tasks: list(readAnyTask),
  /** Tasks that waiting ones depend on, where `tasks` are not all there are. */
  awaited: list(readAnyTask),
  /** IDs that waiting tasks depend on and that the job is known not to have; by `tasks` alone when left out. */
  absentTasks: list(text),
  /** The causes of its failed tasks as the views show them, greatest impact first; by `tasks` alone when left out. */
  causes: readCauses,
  /** Number of failed tasks that `causes` cover, and of all. */
  coverage: readShare,
  /** The service's numbers of tasks by state: `tasks` may be only the first ones. */
  counts: readTaskCounts,
  /** The logs of the failed task that ended or disabled the job, else of the one that ended first. */
  firstLogs: readTaskLogs,
  /** States of preparation and release tasks by node. */
  preparation: list(readPreparationStatus),
  /** Logs of the preparation and release tasks where they failed. */
  preparationLogs: readHelperLogs,
  releaseLogs: readHelperLogs,
  pool: readAnyPool,
  /** True when the account is known not to have the pool that the job names. */
  isPoolMissing: flag,
  /** True for a failure of the job beside those of its pool: it is about the tasks that never start whatever the pool does. */
  isBesidePool: flag,
  /** Nodes of the pool; they show why tasks wait. */
  nodes: list(readAnyNode),
  /** Times at which this computer took those nodes offline, by node ID; ISO 8601. */
  takenOfflineAt: record(text),
  /** Logs of the start tasks on nodes that take no tasks, by node ID, if they were read. */
  startLogs: readStartLogs,
  /** The other jobs of the pool that are active; left out when they are not all known. */
  otherJobs: readOtherJobs,
  /** The account's limits and their use, if its pool has run into them. */
  quotas: readQuotaEvidence,
  now: readMoment,
});

/** Evidence about a job. */
export interface JobEvidence extends Infer<typeof readJobEvidence> {}

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

/** Returns the place of a step that is carried out on the page of a task; nothing while the account is unknown. */
export function toPlaceAt(
  { job, accountId }: JobCase,
  { id }: Pick<Task, 'id'>,
  step: string,
): Partial<Pick<Fix, 'place'>> {
  if (accountId === undefined) return {};
  const resource = { kind: 'task', accountId, jobId: job.id, taskId: id } as const;
  return { place: { title: id, step, leadsTo: { resource, document: 'explanation' } } };
}
