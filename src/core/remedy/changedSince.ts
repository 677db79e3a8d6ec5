import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../model/computeNode.ts';
import type { Job } from '../model/job.ts';
import type { JobSchedule } from '../model/jobSchedule.ts';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';
import { isOneOf } from '../model/words.ts';
import { toVisible } from '../text/escape.ts';

type TaskThen = Pick<Task, 'state' | 'executionInfo'>;
type NodeThen = Pick<ComputeNode, 'state'>;
type OfflineThen = Pick<ComputeNode, 'state' | 'allocationTime'>;
type JobThen = Pick<Job, 'state' | 'creationTime'>;
type DisabledJobThen = Pick<Job, 'state' | 'stateTransitionTime' | 'creationTime' | 'onAllTasksComplete'>;
type ScheduleThen = Pick<JobSchedule, 'state' | 'stateTransitionTime' | 'creationTime' | 'executionInfo'>;
type PoolThen = Pick<
  Pool,
  'creationTime' | 'enableAutoScale' | 'autoScaleFormula' | 'targetDedicatedNodes' | 'targetLowPriorityNodes'
>;

const broken = ['starttaskfailed', 'unusable', 'unknown'] as const;
const working = ['idle', 'running'] as const;

/**
 * Why a task is not what a question about deleting it has shown, as a sentence: it has run again, or has a result now.
 * Undefined when it is, and when nobody knows.
 */
export function findTaskChange(before: TaskThen | undefined, now: TaskThen | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  const hadEnded = before.state === 'completed';
  const hasEnded = now.state === 'completed';
  if (hadEnded && (!hasEnded || isOtherTime(before.executionInfo?.endTime, now.executionInfo?.endTime)))
    return l10n.t('The task has been run again since you were asked, so nothing was done.');
  if (!hadEnded && hasEnded) return l10n.t('The task has ended since you were asked, so nothing was done.');
  return undefined;
}

/**
 * Why a node is not what a question has shown, as a sentence: it works again, or runs tasks that would be interrupted.
 * Undefined when it is, and when nobody knows.
 */
export function findNodeChange(
  before: NodeThen | undefined,
  now: NodeThen | undefined,
  interrupts: boolean,
): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  const [was, is] = [before.state, now.state];
  if (isOneOf(was, broken) && isOneOf(is, working))
    return l10n.t('The node has recovered since you were asked, so nothing was done.');
  if (interrupts && was !== 'running' && is === 'running')
    return l10n.t('Tasks have started on the node since you were asked, so nothing was done.');
  return undefined;
}

/**
 * Why a node is not to be brought online after all, as a sentence: it is another machine, or is broken now. Undefined when
 * it is the node that was judged, and when nobody knows.
 */
export function findOfflineChange(before: OfflineThen | undefined, now: OfflineThen | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  if (isOtherTime(before.allocationTime, now.allocationTime))
    return l10n.t('The node is another VM now than when it was looked at, so nothing was done.');
  if (!isOneOf(before.state, broken) && isOneOf(now.state, broken))
    return l10n.t('The node has failed since it was looked at, so nothing was done.');
  return undefined;
}

/**
 * Why a job is not to be enabled after all, as a sentence: it is another one of the same id, someone has disabled it anew,
 * or what becomes of it when its tasks have ended is another thing. Undefined when it is the job that was judged, and when
 * nobody knows.
 */
export function findDisabledJobChange(
  before: DisabledJobThen | undefined,
  now: DisabledJobThen | undefined,
): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  if (isOtherTime(before.creationTime, now.creationTime)) return describeOtherJob();
  if (isDisabledAnew(before, now))
    return l10n.t('Someone has enabled and disabled the job since, so nothing was done.');
  const [was, is] = [before, now].map(({ onAllTasksComplete }) => onAllTasksComplete);
  if (was !== undefined && is !== undefined && was !== is)
    return l10n.t(
      'Someone has changed since what happens when the tasks of the job are complete, so nothing was done.',
    );
  return undefined;
}

/**
 * Why a job schedule is not what a question has shown, as a sentence: it is another one of the same id, someone has enabled
 * it, or disabled it anew, or it has created a job that nobody was asked about. Undefined when it is, and when nobody knows.
 * @param isEnding whether its active job ends by what is done
 */
export function findScheduleChange(
  before: ScheduleThen | undefined,
  now: ScheduleThen | undefined,
  isEnding: boolean,
): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  if (isOtherTime(before.creationTime, now.creationTime))
    return l10n.t('The job schedule was deleted and created again since you were asked, so nothing was done.');
  if (isDisabledAnew(before, now))
    return l10n.t('Someone has enabled and disabled the job schedule since, so nothing was done.');
  if (!isEnding) return undefined;
  if (before.state === 'disabled' && now.state === 'active')
    return l10n.t('The job schedule has been enabled since you were asked, so nothing was done.');
  const job = now.executionInfo?.recentJob?.id;
  if (before.executionInfo !== undefined && job !== undefined && job !== before.executionInfo.recentJob?.id)
    return l10n.t('The job schedule has created job {0} since you were asked, so nothing was done.', toVisible(job));
  return undefined;
}

/**
 * Why a job is not what a question about stopping, ending or deleting it has shown, as a sentence: it is another one of
 * the same id, or starts tasks again. Undefined when it is, and when nobody knows.
 */
export function findJobChange(before: JobThen | undefined, now: JobThen | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  if (isOtherTime(before.creationTime, now.creationTime)) return describeOtherJob();
  if (before.state === 'disabled' && isOneOf(now.state, ['active', 'enabling']))
    return l10n.t('The job has been enabled since you were asked, so nothing was done.');
  return undefined;
}

/**
 * Why a pool is not what a question about its size or its end has shown, as a sentence: it is another one of the same
 * id, or someone has changed its size since. Undefined when it is, and when nobody knows.
 */
export function findPoolChange(before: PoolThen | undefined, now: PoolThen | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  const other = findOtherPool(before, now);
  if (other !== undefined) return other;
  if (before.enableAutoScale !== undefined && before.enableAutoScale !== (now.enableAutoScale ?? false))
    return now.enableAutoScale === true
      ? l10n.t('Autoscale was turned on since you were asked, so nothing was done.')
      : l10n.t('Autoscale was turned off since you were asked, so nothing was done.');
  // A formula gives a pool other numbers all the time.
  const isFixed = now.enableAutoScale !== true;
  const isResized =
    isOther(before.targetDedicatedNodes, now.targetDedicatedNodes) ||
    isOther(before.targetLowPriorityNodes, now.targetLowPriorityNodes);
  if (isFixed && isResized) return l10n.t('The pool has been resized since you were asked, so nothing was done.');
  return undefined;
}

/** Why a pool is not the one that a question was about, as a sentence: it has only the id of it. */
export function findOtherPool(
  before: Pick<Pool, 'creationTime'> | undefined,
  now: Pick<Pool, 'creationTime'> | undefined,
): string | undefined {
  return isOtherTime(before?.creationTime, now?.creationTime)
    ? l10n.t('The pool was deleted and created again since you were asked, so nothing was done.')
    : undefined;
}

/**
 * Why a pool is not what a question about its formula has shown, as a sentence: someone has changed its size or its formula
 * since. Undefined when it is, and when nobody knows.
 */
export function findAutoscaleChange(before: PoolThen | undefined, now: PoolThen | undefined): string | undefined {
  const { autoScaleFormula: was } = before ?? {};
  const { autoScaleFormula: is } = now ?? {};
  if (was !== undefined && is !== undefined && was !== is)
    return l10n.t('Someone has changed the autoscale formula since you were asked, so nothing was done.');
  return findPoolChange(before, now);
}

function describeOtherJob(): string {
  return l10n.t('The job was deleted and created again since you were asked, so nothing was done.');
}

/** Whether something was disabled that is disabled by somebody else's doing now. */
function isDisabledAnew(before: DisabledJobThen | ScheduleThen, now: DisabledJobThen | ScheduleThen): boolean {
  const isDisabled = [before, now].every(({ state }) => state === 'disabled');
  return isDisabled && isOtherTime(before.stateTransitionTime, now.stateTransitionTime);
}

function isOther(before: number | undefined, now: number | undefined): boolean {
  return before !== undefined && now !== undefined && before !== now;
}

function isOtherTime(before: string | undefined, now: string | undefined): boolean {
  return before !== undefined && now !== undefined && Date.parse(before) !== Date.parse(now);
}
