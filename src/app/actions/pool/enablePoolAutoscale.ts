import * as l10n from '@vscode/l10n';
import { findAutoscaleChange, judgeAutoscale, settleEnableAutoscale } from '../../../core/changes/poolLife.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { toCommandId } from '../../commandId.ts';
import { toVerb } from '../verb/toVerb.ts';
import { poolNoun } from './pools.ts';

export interface AutoscaleChoices {
  readonly formula: string;
}

/** Enables autoscale, so that formulas set the size of pools. */
export const enablePoolAutoscale = toVerb<PoolResource, Pool, AutoscaleChoices>(poolNoun, {
  id: toCommandId('pool.enableAutoscale'),
  // A formula may remove nodes, along with their running tasks.
  canBeUndone: () => false,
  sends: [['POST', '/enableautoscale']],
  takesAway: () => false,
  replaces: () => true,
  texts: {
    title: (n) => [l10n.t('Changing the autoscale formula'), l10n.t('Changing {count} autoscale formulas', n)],
    done: (n, name) => [
      l10n.t('The formula now sets the size of pool {0}.', name),
      l10n.t('Formulas now set the size of {count} pools.', n),
    ],
    failed: (nOf) => [
      l10n.t('The autoscale formula could not be changed.'),
      l10n.t('{count} of {total} autoscale formulas could not be changed.', nOf),
    ],
    question: (n, name) => [
      l10n.t('Let this formula set the size of pool {0}?', name),
      l10n.t('Let this formula set the size of {count} pools?', n),
    ],
    confirm: () => l10n.t('Use This Formula'),
  },
  act: ({ pools }, { poolId }, { formula }, options) => pools.enableAutoscale(poolId, formula, options),
  settle: (look, { formula }) => settleEnableAutoscale(look, formula),
  findChange: findAutoscaleChange,
  effect: {
    judge: judgeAutoscale,
    seen: (n, name) => [
      l10n.t(
        'The autoscale formula for pool {0} has run, and the pool has the nodes that the formula calls for.',
        name,
      ),
      l10n.t(
        'The autoscale formulas for all {count} pools have run, and the pools have the nodes that the formulas call for.',
        n,
      ),
    ],
    astray: (nOf, name) => [
      l10n.t("Pool {0} isn't following its autoscale formula.", name),
      l10n.t("Pools that aren't following their autoscale formula: {count} of {total}.", nOf),
    ],
  },
});
