import * as l10n from '@vscode/l10n';
import type { BatchError } from '../model/batchError.ts';
import { isBeingResized, isResizeFailed, type Pool, type StartTask } from '../model/pool.ts';
import { minuteMs } from '../words/durations.ts';
import { formatNumber } from '../words/numbers.ts';
import type { ChangeEffect, Changing, Transition } from './life.ts';
import {
  done,
  doneAlready,
  doneUnlessRefused,
  holds,
  isNewTime,
  isOtherTime,
  isRefusedWith,
  type Look,
  notDone,
  type Settlement,
  unchanged,
} from './settlement.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type PoolFacts = Pick<Pool, 'state' | 'allocationState' | 'enableAutoScale'>;
type Living = Omit<Pool, 'id'>;
type PoolLook = Look<Living>;

/** After this time, a resize is overdue: it times out after 15 minutes unless its pool has another timeout. */
const longResizeMs = 30 * minuteMs;

/** Says that a pool can no longer be changed because it is being deleted. */
export function describeDeletedPool(): string {
  return l10n.t('The pool is being deleted.');
}

const isDeleted = (): string => l10n.t('The pool has been deleted.');

/** State transitions of a pool by request (Batch documentation: "Pool - Stop Resize", "Pool - Delete"). */
export const poolLife: {
  readonly stopResize: Transition<Living, 'steady' | 'resizing' | 'stopping' | 'deleting'>;
  readonly delete: Transition<Living, 'deleting'>;
} = {
  stopResize: {
    toState: (pool, error) => (isDeleting(pool, error) ? 'deleting' : pool.allocationState),
    refused: {
      deleting: describeDeletedPool,
      steady: () => l10n.t('The pool is not being resized.'),
      stopping: () => l10n.t('The resize is already being stopped.'),
    },
    through: ['stopping'],
    to: ['steady'],
    already: () => l10n.t('The resize was already being stopped.'),
    arrived: settleSteady,
    asGood: { deleting: isDeleted, gone: isDeleted },
    lateMs: 10 * minuteMs,
  },
  delete: {
    toState: (pool, error) => (isDeleting(pool, error) ? 'deleting' : undefined),
    refused: { deleting: () => l10n.t('The pool is already being deleted.') },
    through: ['deleting'],
    to: ['gone'],
    already: () => l10n.t('The pool was already deleted.'),
    lateMs: longResizeMs,
  },
};

function isDeleting({ state }: Pick<Pool, 'state'>, error?: BatchError): boolean {
  return state === 'deleting' || isRefusedWith({ ...(error && { error }) }, 'PoolBeingDeleted');
}

function settleSteady(now: Living, look: PoolLook): Settlement {
  // A pool whose shrinking was stopped has more nodes than its target and no resize error.
  const isStopped = now.resizeErrors?.some(({ code }) => code?.toLowerCase() === 'resizestopped') ?? false;
  if (isStopped || hasTooMany(now)) return doneUnlessRefused(look, l10n.t('The resize was already stopped.'));
  return notDone(
    l10n.t(
      'The resize finished before it could be stopped. The pool has {dedicated} dedicated and {spot} Spot (low-priority) nodes.',
      { dedicated: formatNumber(now.currentDedicatedNodes ?? 0), spot: formatNumber(now.currentLowPriorityNodes ?? 0) },
    ),
  );
}

/** Checks whether a pool can be resized (Batch documentation: "Pool - Resize": steady pools without a formula). */
export function planResize(pool: PoolFacts): Verdict {
  if (isDeleting(pool)) return impossible(describeDeletedPool());
  if (pool.enableAutoScale === true) {
    return impossible(l10n.t('The autoscale formula sets the size of the pool. Change the formula instead.'));
  }
  return isBeingResized(pool)
    ? impossible(l10n.t('The pool is being resized. Stop the resize, or wait until the pool is steady.'))
    : possible;
}

/** Checks whether the start task of a pool can be changed (Batch documentation: "Pool - Patch"). */
export function planChangeStartTask(pool: PoolFacts): Verdict {
  return isDeleting(pool) ? impossible(describeDeletedPool()) : possible;
}

/**
 * Checks whether autoscaling can be enabled for a pool (Batch documentation: "Pool - Enable Auto Scale": steady pools).
 */
export function planEnableAutoscale(pool: PoolFacts): Verdict {
  if (isDeleting(pool)) return impossible(describeDeletedPool());
  return isBeingResized(pool)
    ? impossible(l10n.t('The pool is being resized. Stop the resize, or wait until the pool is steady.'))
    : possible;
}

/** Checks whether autoscaling can be disabled for a pool. */
export function planDisableAutoscale(pool: PoolFacts): Verdict {
  if (isDeleting(pool)) return impossible(describeDeletedPool());
  return pool.enableAutoScale === true ? possible : impossible(l10n.t('The pool does not scale automatically.'));
}

/** Checks whether the service can evaluate a formula on a pool (Batch documentation: "Pool - Evaluate Auto Scale"). */
export function planEvaluateAutoscale(pool: PoolFacts): Verdict {
  if (isDeleting(pool)) return impossible(describeDeletedPool());
  return pool.enableAutoScale === true
    ? possible
    : impossible(l10n.t('The pool has no autoscale formula. Batch evaluates formulas only on pools that have one.'));
}

interface Target {
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
}

/** Determines the result of "Pool - Resize" to `target`. */
export function settleResize(look: PoolLook, target: Target): Settlement {
  const { now } = look;
  if (now === undefined || isDeleting(now, look.error)) return notDone(l10n.t('The pool has been deleted.'));
  if (now.enableAutoScale === true) {
    return notDone(
      l10n.t(
        'The pool scales automatically now. Turn off autoscale before you resize the pool, or change the autoscale formula.',
      ),
    );
  }
  if (look.error === undefined && !hasBeenResized(look)) return unchanged(look);
  if (isSameTarget(now, target)) {
    return doneUnlessRefused(look, l10n.t('Someone else requested the same number of nodes.'));
  }
  if (hasBeenResized(look) || isRefusedWith(look, 'PoolBeingResized')) {
    return notDone(
      l10n.t(
        'Someone else is resizing the pool to {dedicated} dedicated and {spot} Spot (low-priority) nodes. Resize the pool when that resize has finished.',
        { dedicated: formatNumber(now.targetDedicatedNodes ?? 0), spot: formatNumber(now.targetLowPriorityNodes ?? 0) },
      ),
    );
  }
  return unchanged(look);
}

/** Determines the result of "Pool - Enable Auto Scale" with a formula. */
export function settleEnableAutoscale(look: PoolLook, formula: string): Settlement {
  const { now } = look;
  if (now === undefined || isDeleting(now, look.error)) return notDone(l10n.t('The pool has been deleted.'));
  if (now.enableAutoScale === true && now.autoScaleFormula === formula)
    return doneUnlessRefused(look, l10n.t('The pool already had this formula.'));
  if (isRefusedWith(look, 'TooManyEnableAutoScaleRequests'))
    return {
      outcome: 'notDone',
      reason: l10n.t('The formula was changed a moment ago. Batch accepts another change after 30 seconds.'),
      mayRepeat: true,
    };
  if (isRefusedWith(look, 'PoolBeingResized'))
    return notDone(l10n.t('The pool is being resized. Stop the resize, or wait until the pool is steady.'));
  return unchanged(look);
}

/** Determines the result of "Pool - Disable Auto Scale". */
export function settleDisableAutoscale(look: PoolLook): Settlement {
  const { now } = look;
  if (now === undefined || isDeleting(now, look.error)) return doneAlready(l10n.t('The pool has been deleted.'));
  return now.enableAutoScale === true
    ? unchanged(look)
    : doneUnlessRefused(look, l10n.t('The pool already had a fixed size.'));
}

/** Determines the result of "Pool - Patch" for a new start task. */
export function settleStartTask(look: PoolLook, startTask: StartTask): Settlement {
  const { now } = look;
  if (now === undefined || isDeleting(now, look.error)) return notDone(l10n.t('The pool has been deleted.'));
  return holds(now.startTask, startTask) ? done : unchanged(look);
}

/** Returns true if a resize started or ended, or a target changed, since the request was planned. */
function hasBeenResized({ now, before }: PoolLook): boolean {
  return (
    isNewTime(before?.allocationStateTransitionTime, now?.allocationStateTransitionTime) ||
    before?.targetDedicatedNodes !== now?.targetDedicatedNodes ||
    before?.targetLowPriorityNodes !== now?.targetLowPriorityNodes
  );
}

function isSameTarget(now: Living, target: Target): boolean {
  return (
    (now.targetDedicatedNodes ?? 0) === target.targetDedicatedNodes &&
    (now.targetLowPriorityNodes ?? 0) === target.targetLowPriorityNodes
  );
}

function hasTooMany(now: Living): boolean {
  return (
    (now.currentDedicatedNodes ?? 0) > (now.targetDedicatedNodes ?? 0) ||
    (now.currentLowPriorityNodes ?? 0) > (now.targetLowPriorityNodes ?? 0)
  );
}

/**
 * Determines whether a pool's new formula has run without an error and the pool has reached the size that it returned.
 */
export function judgeAutoscale({ before, now, elapsedMs }: Changing<Living>): ChangeEffect {
  if (now?.enableAutoScale !== true) return 'astray';
  const { autoScaleRun: run } = now;
  const isNew = isNewTime(before?.autoScaleRun?.timestamp ?? new Date(0).toISOString(), run?.timestamp);
  if (!isNew) return untilLate(elapsedMs, longResizeMs);
  if (run?.error !== undefined) return 'astray';
  if (isBeingResized(now)) return untilLate(elapsedMs, longResizeMs);
  return isResizeFailed(now) ? 'astray' : 'seen';
}

function untilLate(elapsedMs: number, mostMs: number): ChangeEffect {
  return elapsedMs > mostMs ? 'astray' : 'underway';
}

/**
 * Describes why a confirmed resize or deletion of a pool no longer applies: it is a different pool with the same ID, or
 * its size has been changed. Undefined if it still applies, or if the earlier or current state is unknown.
 */
export function findPoolChange(before: Living | undefined, now: Living | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  const other = findOtherPool(before, now);
  if (other !== undefined) return other;
  if (before.enableAutoScale !== undefined && before.enableAutoScale !== (now.enableAutoScale ?? false))
    return now.enableAutoScale === true
      ? l10n.t('Autoscale has been turned on since you were prompted, so nothing was done.')
      : l10n.t('Autoscale has been turned off since you were prompted, so nothing was done.');
  // A formula changes a pool's size all the time.
  const isFixed = now.enableAutoScale !== true;
  const isResized =
    isOther(before.targetDedicatedNodes, now.targetDedicatedNodes) ||
    isOther(before.targetLowPriorityNodes, now.targetLowPriorityNodes);
  if (isFixed && isResized) return l10n.t('The pool has been resized since you were prompted, so nothing was done.');
  return undefined;
}

/** Says that a pool with the same ID isn't the one that the user was asked about; undefined if it is. */
export function findOtherPool(
  before: Pick<Pool, 'creationTime'> | undefined,
  now: Pick<Pool, 'creationTime'> | undefined,
): string | undefined {
  return isOtherTime(before?.creationTime, now?.creationTime)
    ? l10n.t('The pool has been deleted and re-created since you were prompted, so nothing was done.')
    : undefined;
}

/**
 * Describes why a confirmed change of a pool's formula no longer applies: the pool's size or formula has been changed.
 * Undefined if it still applies, or if the pool's earlier or current state is unknown.
 */
export function findAutoscaleChange(before: Living | undefined, now: Living | undefined): string | undefined {
  const { autoScaleFormula: was } = before ?? {};
  const { autoScaleFormula: is } = now ?? {};
  if (was !== undefined && is !== undefined && was !== is)
    return l10n.t('Someone has changed the autoscale formula since you were prompted, so nothing was done.');
  return findPoolChange(before, now);
}

function isOther(before: number | undefined, now: number | undefined): boolean {
  return before !== undefined && now !== undefined && before !== now;
}
