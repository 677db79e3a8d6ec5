import * as l10n from '@vscode/l10n';
import {
  findPoolOfJob,
  isExecutionFailed,
  isOver,
  isPreparedNowhere,
  type Job,
  type JobPreparationAndReleaseStatus,
  type PreparationOrReleaseTaskExecution,
  type TaskCounts,
} from '../../core/model/job.ts';
import type { TaskGroup } from '../../core/model/task.ts';
import { listAbsent, listUnknown } from '../../core/relations/blockedDependencies.ts';
import { listStandingPreparations } from '../../core/relations/standingPreparations.ts';
import { maxNamedDependencies } from '../../core/relations/taskDependencies.ts';
import { joinParts } from '../../core/text/lists.ts';
import { addCounts, type Count } from '../../core/words/count.ts';
import { formatNumber } from '../../core/words/numbers.ts';
import type { AccountSnapshot, Scope } from '../../service/store/accountStore.ts';
import { newestFirst } from './newestFirst.ts';
import { countResolved } from './resolved.ts';

/** Task groups as displayed. Tasks being prepared are shown with the running ones, as the service counts them. */
export type ShownTaskGroup = Exclude<TaskGroup, 'preparing'>;

/** Groups of tasks in order of display. */
export const shownTaskGroups: readonly ShownTaskGroup[] = ['failed', 'running', 'active', 'succeeded'];

/** Lists the scopes that make up a group of tasks. */
export function toTaskScopes(jobId: string, group: ShownTaskGroup): readonly Extract<Scope, { kind: 'tasks' }>[] {
  const own = { kind: 'tasks', jobId, group } as const;
  return group === 'running' ? [own, { kind: 'tasks', jobId, group: 'preparing' }] : [own];
}

/** Milliseconds by which the service's counts may lag behind (Batch documentation: "Job - Get Task Counts"). */
const countLagMs = 10_000;

/** Checks whether a job may have an unfinished task; true while its tasks are not counted. */
export function mayRun(counts: TaskCounts | undefined): boolean {
  return counts === undefined || counts.active + counts.running > 0;
}

function isLaterCounted(countedAt: string | undefined, loadedAt: string): boolean {
  return countedAt !== undefined && Date.parse(countedAt) - Date.parse(loadedAt) > countLagMs;
}

/**
 * Counts the tasks in a group; undefined while unknown. Complete lists are exact until a count that is later by more
 * than the lag replaces them.
 */
export function countTasks(snapshot: AccountSnapshot, jobId: string, group: ShownTaskGroup): number | undefined {
  const slices = toTaskScopes(jobId, group).map((scope) => snapshot.slice(scope));
  const isExact = ({ loadedAt, hasMore }: (typeof slices)[number]): boolean =>
    loadedAt !== undefined && !hasMore && !isLaterCounted(snapshot.countedAt.get(jobId), loadedAt);
  if (slices.every(isExact)) return slices.reduce((sum, slice) => sum + slice.items.length, 0);
  return snapshot.taskCounts.get(jobId)?.[group];
}

/** Counts the account's known, unresolved failed tasks. The count is incomplete while some jobs are not counted. */
export function countFailedTasks(snapshot: AccountSnapshot): Count {
  const { items } = snapshot.slice({ kind: 'jobs' });
  const { hasMore } = findCountedJobs(snapshot);
  return addCounts([{ count: 0, isComplete: !hasMore }, ...items.map(({ id }) => countFailedOfJob(snapshot, id))]);
}

/** Counts a job's known, unresolved failed tasks: zero and incomplete before they are counted. */
export function countFailedOfJob(snapshot: AccountSnapshot, jobId: string): Count {
  const count = countTasks(snapshot, jobId, 'failed');
  const left = Math.max(0, (count ?? 0) - countResolved(snapshot, jobId));
  return { count: left, isComplete: count !== undefined };
}

/** Lists the loaded results of a job's preparation task that still count, one for each node. */
export function listPreparations(snapshot: AccountSnapshot, job: Job): readonly JobPreparationAndReleaseStatus[] {
  const { items } = snapshot.slice({ kind: 'preparation', jobId: job.id });
  const poolId = findPoolOfJob(job);
  return poolId === undefined ? items : listStandingPreparations(job, items, snapshot.slice({ kind: 'nodes', poolId }));
}

/** Lists the runs of a job's preparation task that still count. */
export function listPreparationRuns(snapshot: AccountSnapshot, job: Job): readonly PreparationOrReleaseTaskExecution[] {
  return listPreparations(snapshot, job).flatMap(({ jobPreparationTaskExecutionInfo: run }) => run ?? []);
}

/** Numbers of loaded nodes on which the preparation task of a job failed, and of all nodes that ran it. */
export interface FailedPreparation {
  readonly failed: number;
  readonly all: number;
  /** True if the failed preparation task prevents all of these nodes from running tasks of the job. */
  readonly isStuck: boolean;
}

/** Determines on how many nodes the preparation of a job with unfinished tasks failed; undefined if on none. */
export function findFailedPreparation(job: Job, snapshot: AccountSnapshot): FailedPreparation | undefined {
  if (!mayPrepare(job, snapshot)) return undefined;
  const ran = listPreparationRuns(snapshot, job);
  const { length: failed } = ran.filter(isExecutionFailed);
  return failed > 0 ? { failed, all: ran.length, isStuck: isPreparedNowhere(job, ran) } : undefined;
}

/** Determines on how many nodes the release task of a job that has ended failed; undefined if on none. */
export function findFailedRelease(job: Job, snapshot: AccountSnapshot): Omit<FailedPreparation, 'isStuck'> | undefined {
  if (!mayRelease(job)) return undefined;
  const { items } = snapshot.slice({ kind: 'preparation', jobId: job.id });
  const ran = items.flatMap(({ jobReleaseTaskExecutionInfo: run }) => run ?? []);
  const { length: failed } = ran.filter(isExecutionFailed);
  return failed > 0 ? { failed, all: ran.length } : undefined;
}

/** Checks whether a release task ran or runs, whose failure nothing else of its job shows. */
export function mayRelease(job: Job): boolean {
  return isOver(job) && job.jobReleaseTask !== undefined;
}

/**
 * Checks whether it is worth reading the preparation status of a job. A node on which the preparation task fails runs
 * no task of the job, and the tasks show no sign of this (Batch documentation: "Job preparation task: waitForSuccess").
 */
export function mayPrepare(job: Job, snapshot: AccountSnapshot): boolean {
  const [waiting = 0, running = 0] = [countTasks(snapshot, job.id, 'active'), countTasks(snapshot, job.id, 'running')];
  return job.jobPreparationTask !== undefined && waiting + running > 0;
}

/** Returns the scope of a job's waiting tasks. */
export function toWaitingScope(jobId: string): Extract<Scope, { kind: 'tasks' }> {
  return { kind: 'tasks', jobId, group: 'active' };
}

/** Checks whether an active job has waiting tasks, but no running ones. */
export function runsNothing(job: Job, snapshot: AccountSnapshot): boolean {
  const [waiting = 0, running] = [countTasks(snapshot, job.id, 'active'), countTasks(snapshot, job.id, 'running')];
  return job.state === 'active' && waiting > 0 && running === 0;
}

/** Checks whether some waiting tasks of a job may never start, so that the reason is worth finding. */
export function hasWaiting(job: Job, snapshot: AccountSnapshot): boolean {
  const mayWait = job.state === 'active' || (!isOver(job) && job.usesTaskDependencies === true);
  return mayWait && (countTasks(snapshot, job.id, 'active') ?? 0) > 0;
}

/** Checks whether waiting tasks of a job probably wait in vain: no task runs, or they may depend on a failed one. */
export function mayWaitInVain(job: Job, snapshot: AccountSnapshot): boolean {
  const { active = 0, failed = 0 } = snapshot.taskCounts.get(job.id) ?? {};
  const isOfDependents = job.state === 'active' && job.usesTaskDependencies === true;
  return runsNothing(job, snapshot) || (isOfDependents && active > 0 && failed > 0);
}

/** Lists the scopes that may show why a job's tasks wait, or what an ended job left behind. Dependencies are known after the tasks are loaded. */
export function listWaits(job: Job, snapshot: AccountSnapshot): readonly Scope[] {
  return [
    ...(mayPrepare(job, snapshot) || mayRelease(job) ? [{ kind: 'preparation', jobId: job.id } as const] : []),
    ...(hasWaiting(job, snapshot) ? [toWaitingScope(job.id)] : []),
    ...listAwaitedScopes(job, snapshot),
  ];
}

function listAwaitedScopes(job: Job, snapshot: AccountSnapshot): readonly Scope[] {
  if (isOver(job) || job.usesTaskDependencies !== true) return [];
  const { items } = snapshot.slice(toWaitingScope(job.id));
  // If all tasks of the job are known, missing dependencies are also known.
  if (listAbsent(items, snapshot.taskCounts.get(job.id), items) !== undefined) return [];
  const { length } = listUnknown(items, items);
  return length > 0 && length <= maxNamedDependencies ? [{ kind: 'awaited', jobId: job.id }] : [];
}

/** Counts the waiting tasks in a pool's unfinished jobs. The count is incomplete while some jobs are not counted. */
export function countWaitingOfPool(snapshot: AccountSnapshot, poolId: string): Count {
  const open = listWanted(snapshot, { poolId }).filter((job) => !isOver(job));
  const count = open.reduce((sum, { id }) => sum + (countTasks(snapshot, id, 'active') ?? 0), 0);
  return { count, isComplete: isAllCounted(findCountedJobs(snapshot, { poolId })) };
}

/** Numbers of jobs whose tasks are counted by state. */
export interface CountedJobs {
  readonly counted: number;
  readonly known: number;
  readonly hasMore: boolean;
  readonly isPaused: boolean;
}

/** Selects jobs of an account: a single job, or the jobs of a pool. Selects all jobs when both are absent. */
export interface WantedJobs {
  readonly jobId?: string | undefined;
  readonly poolId?: string | undefined;
}

/** Lists the selected jobs among the loaded ones. */
export function listWanted(snapshot: AccountSnapshot, { jobId, poolId }: WantedJobs): readonly Job[] {
  const { items } = snapshot.slice({ kind: 'jobs' });
  return items.filter(
    (job) => (jobId === undefined || jobId === job.id) && (poolId === undefined || poolId === findPoolOfJob(job)),
  );
}

/** Lists the wanted jobs in which tasks are known to have succeeded, newest first. */
export function listSucceeding(snapshot: AccountSnapshot, wanted: WantedJobs): readonly Job[] {
  return listWanted(snapshot, wanted)
    .filter(({ id }) => (countTasks(snapshot, id, 'succeeded') ?? 0) > 0)
    .toSorted((one, other) => newestFirst(one.creationTime, other.creationTime));
}

/** Returns how many jobs of an account are counted. The service counts tasks job by job. */
export function findCountedJobs(snapshot: AccountSnapshot, wanted: WantedJobs = {}): CountedJobs {
  const items = listWanted(snapshot, wanted);
  return {
    counted: items.filter(({ id }) => snapshot.taskCounts.has(id)).length,
    known: items.length,
    hasMore: snapshot.slice({ kind: 'jobs' }).hasMore && !(wanted.jobId !== undefined && items.length > 0),
    isPaused: snapshot.isCountingPaused === true,
  };
}

/** Checks whether nothing is left to count. */
export function isAllCounted({ counted, known, hasMore }: CountedJobs): boolean {
  return counted === known && !hasMore;
}

/**
 * Returns `312 of 1,000 jobs counted`, and whether counting is paused; undefined if all jobs are counted, or no jobs
 * are known.
 */
export function describeCounted(jobs: CountedJobs): string | undefined {
  const isUnderWay = !isAllCounted(jobs) && jobs.known > 0;
  return joinParts(isUnderWay && toProgress(jobs), jobs.isPaused && l10n.t('counting paused'));
}

function toProgress({ counted, known, hasMore }: CountedJobs): string {
  const numbers = { counted: formatNumber(counted), known: formatNumber(known) };
  return hasMore
    ? l10n.t('{counted} of more than {known} jobs counted', numbers)
    : l10n.t('{counted} of {known} jobs counted', numbers);
}

/** Adds up the numbers of several accounts. */
export function addCountedJobs(all: readonly CountedJobs[]): CountedJobs {
  return all.reduce(
    (sum, one) => ({
      counted: sum.counted + one.counted,
      known: sum.known + one.known,
      hasMore: sum.hasMore || one.hasMore,
      isPaused: sum.isPaused || one.isPaused,
    }),
    { counted: 0, known: 0, hasMore: false, isPaused: false },
  );
}
