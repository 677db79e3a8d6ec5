import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../model/computeNode.ts';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';
import { isOneOf } from '../model/words.ts';
import { isOtherTime } from './settlement.ts';

type TaskThen = Pick<Task, 'state' | 'executionInfo'>;
type NodeThen = Pick<ComputeNode, 'state'>;
type OfflineThen = Pick<ComputeNode, 'state' | 'allocationTime'>;
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

function isOther(before: number | undefined, now: number | undefined): boolean {
  return before !== undefined && now !== undefined && before !== now;
}
