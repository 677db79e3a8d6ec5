import * as l10n from '@vscode/l10n';
import { isBeingResized, type Pool } from '../model/pool.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type PoolFacts = Pick<Pool, 'state' | 'allocationState' | 'enableAutoScale'>;

/** That nothing changes a pool any more. */
export function describeDeletedPool(): string {
  return l10n.t('The pool is being deleted.');
}

function isDeleting({ state }: PoolFacts): boolean {
  return state === 'deleting';
}

/** Whether a pool can be given another size (Batch documentation: "Pool - Resize": steady pools without a formula). */
export function planResize(pool: PoolFacts): Verdict {
  if (isDeleting(pool)) return impossible(describeDeletedPool());
  if (pool.enableAutoScale === true) {
    return impossible(l10n.t('The autoscale formula sets the size of the pool. Change the formula instead.'));
  }
  return isBeingResized(pool)
    ? impossible(l10n.t('The pool is being resized. Stop the resize, or wait until the pool is steady.'))
    : possible;
}

/** Whether there is a resize that can be stopped (Batch documentation: "Pool - Stop Resize"). */
export function planStopResize(pool: PoolFacts): Verdict {
  if (isDeleting(pool)) return impossible(describeDeletedPool());
  switch (pool.allocationState) {
    case 'steady':
      return impossible(l10n.t('The pool is not being resized.'));
    case 'stopping':
      return impossible(l10n.t('The resize is already being stopped.'));
    default:
      return possible;
  }
}

/** Whether a pool can be deleted. */
export function planDeletePool(pool: PoolFacts): Verdict {
  return isDeleting(pool) ? impossible(l10n.t('The pool is already being deleted.')) : possible;
}

/** Whether a pool can be given another start task (Batch documentation: "Pool - Patch"). */
export function planChangeStartTask(pool: PoolFacts): Verdict {
  return isDeleting(pool) ? impossible(describeDeletedPool()) : possible;
}

/** Whether a formula can set the size of a pool (Batch documentation: "Pool - Enable Auto Scale": steady pools). */
export function planEnableAutoscale(pool: PoolFacts): Verdict {
  if (isDeleting(pool)) return impossible(describeDeletedPool());
  return isBeingResized(pool)
    ? impossible(l10n.t('The pool is being resized. Stop the resize, or wait until the pool is steady.'))
    : possible;
}

/** Whether a pool can be made to keep its size. */
export function planDisableAutoscale(pool: PoolFacts): Verdict {
  if (isDeleting(pool)) return impossible(describeDeletedPool());
  return pool.enableAutoScale === true ? possible : impossible(l10n.t('The pool does not scale automatically.'));
}

/** Whether the service evaluates a formula on a pool (Batch documentation: "Pool - Evaluate Auto Scale"). */
export function planEvaluateAutoscale(pool: PoolFacts): Verdict {
  if (isDeleting(pool)) return impossible(describeDeletedPool());
  return pool.enableAutoScale === true
    ? possible
    : impossible(l10n.t('The pool has no autoscale formula. Batch evaluates formulas only on pools that have one.'));
}
