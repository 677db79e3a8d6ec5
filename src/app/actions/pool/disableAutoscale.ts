import * as l10n from '@vscode/l10n';
import { findAutoscaleChange, planDisableAutoscale, settleDisableAutoscale } from '../../../core/changes/poolLife.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { askToConfirm } from '../../ui.ts';
import { describeKept } from '../run/keptLine.ts';
import { runBulk } from '../run/runBulk.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';
import { requirePossible } from '../verb/judge.ts';
import type { Rest } from '../verb/verb.ts';
import { type AskedPool, askEach, lookUpPool, toFormulaItem, toPoolAction } from './pools.ts';

export const contribution: Contribution = {
  title: 'Turn Off Autoscale…',
  effect: 'changes',
  palette: 'never',
  needs: 'changePools',
  rows: [{ on: 'pool', if: 'autoscale', at: 'act@4' }],
};

const maxShownIdLength = 64;

/** Disables autoscale, so that pools keep their current size. */
export const disablePoolAutoscale = toPoolAction({
  id: toCommandId('pool.disableAutoscale'),
  canBeUndone: () => true,
  sends: [['POST', '/disableautoscale']],
  takesAway: () => false,
  replaces: () => true,
  texts: {
    title: (n) => [l10n.t('Turning off autoscale'), l10n.t('Turning off autoscale for {count} pools', n)],
    done: (n, name) => [
      l10n.t('Pool {0} no longer scales automatically.', name),
      l10n.t('{count} pools no longer scale automatically.', n),
    ],
    failed: (nOf) => [
      l10n.t('Autoscale could not be turned off.'),
      l10n.t('Autoscale could not be turned off for {count} of {total} pools.', nOf),
    ],
    question: (n, name) => [
      l10n.t('Turn off autoscale for pool {0}?', name),
      l10n.t('Turn off autoscale for {count} pools?', n),
    ],
    confirm: () => l10n.t('Turn Off'),
  },
  act: ({ pools }, { poolId }, _choices, options) => pools.disableAutoscale(poolId, options),
  settle: settleDisableAutoscale,
  findChange: findAutoscaleChange,
  ask: askEach(confirmTurningOff, toFormulaItem),
});

export const run: Command = async (services, args) => {
  const resource = await resolveOne(services, 'pool', args);
  const judgedAtMs = services.clock.now();
  const { pool, choices } = await confirmTurningOff(services, resource);
  services.autoscaleRuns.note(resource, pool);
  const items = [toFormulaItem(resource, pool)];
  await runBulk(services, { verb: disablePoolAutoscale, choices, items, judgedAtMs });
};

/** Asks before disabling autoscale of a pool. Throws `InvalidInput` when it is already disabled, and `Cancelled`. */
async function confirmTurningOff(services: App, resource: PoolResource, rest?: Rest): Promise<AskedPool> {
  const pool = await lookUpPool(services, resource);
  requirePossible(planDisableAutoscale(pool));
  const isConfirmed = await askToConfirm(services, {
    canBeUndone: true,
    message: l10n.t('Turn off autoscale for pool {0}?', toShortVisible(pool.id, maxShownIdLength)),
    detail: [
      l10n.t('The pool keeps its targets: {dedicated} dedicated and {spot} Spot (low-priority) nodes.', {
        dedicated: formatNumber(pool.targetDedicatedNodes ?? 0),
        spot: formatNumber(pool.targetLowPriorityNodes ?? 0),
      }),
      l10n.t(
        "Batch discards the formula. While this window stays open, opening the pool's autoscale formula brings it back.",
      ),
      ...describeKept(disablePoolAutoscale, {}, 1),
      ...(rest?.notes ?? []),
    ].join('\n'),
    confirm: disablePoolAutoscale.texts.confirm(),
  });
  if (!isConfirmed) throw new Cancelled();
  return { pool, choices: {} };
}
