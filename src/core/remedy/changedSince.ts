import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../model/computeNode.ts';
import type { Job } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';

type TaskThen = Pick<Task, 'state' | 'executionInfo'>;
type NodeThen = Pick<ComputeNode, 'state'>;
type JobThen = Pick<Job, 'state' | 'creationTime'>;
type PoolThen = Pick<Pool, 'creationTime' | 'enableAutoScale' | 'targetDedicatedNodes' | 'targetLowPriorityNodes'>;

const broken = ['starttaskfailed', 'unusable', 'unknown'];
const working = ['idle', 'running'];

/**
 * Why a task is not what a question about deleting it has shown, as a sentence: it has run again, or has a result now.
 * Undefined when it is, and when nobody knows.
 */
export function findTaskChange(before: TaskThen | undefined, now: TaskThen | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  const hadEnded = toState(before) === 'completed';
  const hasEnded = toState(now) === 'completed';
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
  const was = toState(before);
  const is = toState(now);
  if (broken.includes(was) && working.includes(is))
    return l10n.t('The node has recovered since you were asked, so nothing was done.');
  if (interrupts && was !== 'running' && is === 'running')
    return l10n.t('Tasks have started on the node since you were asked, so nothing was done.');
  return undefined;
}

/**
 * Why a job is not what a question about stopping, ending or deleting it has shown, as a sentence: it is another one of
 * the same id, or starts tasks again. Undefined when it is, and when nobody knows.
 */
export function findJobChange(before: JobThen | undefined, now: JobThen | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  if (isOtherTime(before.creationTime, now.creationTime))
    return l10n.t('The job was deleted and created again since you were asked, so nothing was done.');
  if (toState(before) === 'disabled' && ['active', 'enabling'].includes(toState(now)))
    return l10n.t('The job has been enabled since you were asked, so nothing was done.');
  return undefined;
}

/**
 * Why a pool is not what a question about its size or its end has shown, as a sentence: it is another one of the same
 * id, or someone has changed its size since. Undefined when it is, and when nobody knows.
 */
export function findPoolChange(before: PoolThen | undefined, now: PoolThen | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  if (isOtherTime(before.creationTime, now.creationTime))
    return l10n.t('The pool was deleted and created again since you were asked, so nothing was done.');
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

function isOther(before: number | undefined, now: number | undefined): boolean {
  return before !== undefined && now !== undefined && before !== now;
}

function toState({ state }: { readonly state?: string | undefined }): string {
  return state?.toLowerCase() ?? '';
}

function isOtherTime(before: string | undefined, now: string | undefined): boolean {
  return before !== undefined && now !== undefined && Date.parse(before) !== Date.parse(now);
}
