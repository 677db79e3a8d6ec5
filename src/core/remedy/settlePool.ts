import * as l10n from '@vscode/l10n';
import type { Pool, StartTask } from '../model/pool.ts';
import { formatNumber } from '../query/numbers.ts';
import {
  done,
  doneAlready,
  doneUnlessRefused,
  holds,
  isNewTime,
  isRefusedWith,
  type Look,
  notDone,
  type Settlement,
  unchanged,
} from './settlement.ts';

type PoolLook = Look<Omit<Pool, 'id'>>;

/** Numbers of nodes that a pool was to have. */
interface Target {
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
}

/** What became of "Pool - Resize" to `target`. */
export function settleResize(look: PoolLook, target: Target): Settlement {
  const { now } = look;
  if (now === undefined || isBeingDeleted(look)) return notDone(l10n.t('The pool has been deleted.'));
  if (now.enableAutoScale === true) {
    return notDone(
      l10n.t(
        'The pool scales automatically now. Turn off autoscale before you resize the pool, or change the autoscale formula.',
      ),
    );
  }
  if (look.error === undefined && !hasMoved(look)) return unchanged(look);
  if (isSameTarget(now, target)) {
    return doneUnlessRefused(look, l10n.t('Someone else asked for the same number of nodes.'));
  }
  if (hasMoved(look) || isRefusedWith(look, 'PoolBeingResized')) {
    return notDone(
      l10n.t(
        'Someone else is resizing the pool to {dedicated} dedicated and {spot} Spot (low-priority) nodes. Resize the pool when that has finished.',
        { dedicated: formatNumber(now.targetDedicatedNodes ?? 0), spot: formatNumber(now.targetLowPriorityNodes ?? 0) },
      ),
    );
  }
  return unchanged(look);
}

/** What became of "Pool - Stop Resize". */
export function settleStopResize(look: PoolLook): Settlement {
  const { now } = look;
  if (now === undefined || isBeingDeleted(look)) return doneAlready(l10n.t('The pool has been deleted.'));
  switch (now.allocationState) {
    case 'stopping':
      return doneUnlessRefused(look, l10n.t('The resize was already being stopped.'));
    case 'steady':
      return settleSteady(look, now);
    default:
      return unchanged(look);
  }
}

function settleSteady({ error }: PoolLook, now: NonNullable<PoolLook['now']>): Settlement {
  // A pool that was stopped while it shrank has more nodes than it was to have, and no error.
  const isStopped = now.resizeErrors?.some(({ code }) => code?.toLowerCase() === 'resizestopped') ?? false;
  if (isStopped || hasTooMany(now))
    return error === undefined ? done : doneAlready(l10n.t('The resize was already stopped.'));
  return notDone(
    l10n.t(
      'The resize finished before it could be stopped. The pool has {dedicated} dedicated and {spot} Spot (low-priority) nodes.',
      { dedicated: formatNumber(now.currentDedicatedNodes ?? 0), spot: formatNumber(now.currentLowPriorityNodes ?? 0) },
    ),
  );
}

/** What became of "Pool - Enable Auto Scale" with a formula. */
export function settleEnableAutoscale(look: PoolLook, formula: string): Settlement {
  const { now } = look;
  if (now === undefined || isBeingDeleted(look)) return notDone(l10n.t('The pool has been deleted.'));
  if (now.enableAutoScale === true && now.autoScaleFormula === formula)
    return doneUnlessRefused(look, l10n.t('The pool already had this formula.'));
  if (isRefusedWith(look, 'TooManyEnableAutoScaleRequests'))
    return {
      outcome: 'notDone',
      reason: l10n.t('The formula was changed a moment ago. Batch takes another one after 30 seconds.'),
      mayRepeat: true,
    };
  if (isRefusedWith(look, 'PoolBeingResized'))
    return notDone(l10n.t('The pool is being resized. Stop the resize, or wait until the pool is steady.'));
  return unchanged(look);
}

/** What became of "Pool - Disable Auto Scale". */
export function settleDisableAutoscale(look: PoolLook): Settlement {
  const { now } = look;
  if (now === undefined || isBeingDeleted(look)) return doneAlready(l10n.t('The pool has been deleted.'));
  return now.enableAutoScale === true
    ? unchanged(look)
    : doneUnlessRefused(look, l10n.t('The pool already kept its size.'));
}

/** What became of "Pool - Delete". */
export function settleDeletePool(look: PoolLook): Settlement {
  return look.now === undefined || isBeingDeleted(look)
    ? doneUnlessRefused(look, l10n.t('The pool was already deleted.'))
    : unchanged(look);
}

/** What became of "Pool - Patch" of the start task. */
export function settleStartTask(look: PoolLook, startTask: StartTask): Settlement {
  const { now } = look;
  if (now === undefined || isBeingDeleted(look)) return notDone(l10n.t('The pool has been deleted.'));
  return holds(now.startTask, startTask) ? done : unchanged(look);
}

function isBeingDeleted(look: PoolLook): boolean {
  return look.now?.state === 'deleting' || isRefusedWith(look, 'PoolBeingDeleted');
}

/** Whether a resize began or ended since the request was planned. */
function hasMoved({ now, before }: PoolLook): boolean {
  return (
    isNewTime(before?.allocationStateTransitionTime, now?.allocationStateTransitionTime) ||
    before?.targetDedicatedNodes !== now?.targetDedicatedNodes ||
    before?.targetLowPriorityNodes !== now?.targetLowPriorityNodes
  );
}

function isSameTarget(now: NonNullable<PoolLook['now']>, target: Target): boolean {
  return (
    (now.targetDedicatedNodes ?? 0) === target.targetDedicatedNodes &&
    (now.targetLowPriorityNodes ?? 0) === target.targetLowPriorityNodes
  );
}

function hasTooMany(now: NonNullable<PoolLook['now']>): boolean {
  return (
    (now.currentDedicatedNodes ?? 0) > (now.targetDedicatedNodes ?? 0) ||
    (now.currentLowPriorityNodes ?? 0) > (now.targetLowPriorityNodes ?? 0)
  );
}
