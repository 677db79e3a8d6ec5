import * as l10n from '@vscode/l10n';
import { planTransition } from '../../../core/changes/life.ts';
import { findPoolChange, poolLife } from '../../../core/changes/poolLife.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';
import { askToConfirm } from '../../ui.ts';
import { describeDryRun } from '../run/dryRun.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { requirePossible } from '../verb/judge.ts';
import { askAndRun } from '../verb/toAction.ts';
import type { Rest } from '../verb/verb.ts';
import { type AskedPool, askEach, lookUpPool, toPoolAction } from './pools.ts';

export const contribution: RemedyContribution = {
  title: 'Stop Resizing Pool…',
  effect: 'changes',
  palette: 'never',
  needs: 'changePools',
  remedy: () => l10n.t('Stop Resize…'),
  rows: [{ on: 'pool', if: 'resizing', at: '3_putRight@2' }],
};

const maxShownIdLength = 64;

/** Stops resizing of pools. */
export const stopPoolResize = toPoolAction({
  id: toCommandId('pool.stopResize'),
  canBeUndone: () => true,
  transition: poolLife.stopResize,
  sends: [['POST', '/stopresize']],
  takesAway: () => false,
  texts: {
    title: (n) => [l10n.t('Stopping the resize'), l10n.t('Stopping {count} resizes', n)],
    done: (n, name) => [
      l10n.t('The resize of pool {0} is being stopped.', name),
      l10n.t('{count} resizes are being stopped.', n),
    ],
    failed: (nOf) => [
      l10n.t('The resize could not be stopped.'),
      l10n.t('{count} of {total} resizes could not be stopped.', nOf),
    ],
    question: (n, name) => [l10n.t('Stop the resize of pool {0}?', name), l10n.t('Stop {count} resizes?', n)],
    confirm: () => l10n.t('Stop the resize'),
  },
  act: ({ pools }, { poolId }, _choices, options) => pools.stopResizePool(poolId, options),
  findChange: findPoolChange,
  effect: {
    seen: (n, name) => [
      l10n.t('The resize of pool {0} has stopped.', name),
      l10n.t('The resizes of all {count} pools have stopped.', n),
    ],
    astray: (nOf, name) => [
      l10n.t("The resize of pool {0} still hasn't stopped.", name),
      l10n.t("Resizes that still haven't stopped: {count} of {total}.", nOf),
    ],
  },
  ask: askEach(confirmStop),
});

export const run: Command = async (app, args) => {
  await askAndRun(app, stopPoolResize, [await resolveOne(app, 'pool', args)]);
};

/** Asks before stopping the resize of a pool. Throws `InvalidInput` when the pool is not resizing, and `Cancelled`. */
async function confirmStop(services: App, resource: PoolResource, rest?: Rest): Promise<AskedPool> {
  const { accountId, poolId } = resource;
  const pool = await lookUpPool(services, resource);
  requirePossible(planTransition(poolLife.stopResize, pool));
  const shown = toShortVisible(poolId, maxShownIdLength);
  const confirmed = await askToConfirm(services, {
    canBeUndone: true,
    message: l10n.t('Stop the resize of pool {pool} in account {account}?', {
      pool: shown,
      account: nameAccount(services.accounts, accountId),
    }),
    detail: [
      describeSize(pool),
      l10n.t(
        'The pool stays at the size it has when the resize stops. Nodes that are being added or removed may still appear or disappear.',
      ),
      ...(rest?.notes ?? []),
    ].join('\n'),
    confirm: l10n.t('Stop Resize'),
    plan: describeDryRun({ verb: stopPoolResize, choices: {} }, [{ kind: 'pool', accountId, poolId }]),
  });
  if (!confirmed) throw new Cancelled();
  return { pool, choices: {} };
}

function describeSize(pool: Pool): string {
  const { currentDedicatedNodes = 0, currentLowPriorityNodes = 0 } = pool;
  const { targetDedicatedNodes = 0, targetLowPriorityNodes = 0 } = pool;
  return l10n.t(
    'The pool now has {dedicated} of {targetDedicated} dedicated and {spot} of {targetSpot} Spot (low-priority) nodes.',
    {
      dedicated: formatNumber(currentDedicatedNodes),
      targetDedicated: formatNumber(targetDedicatedNodes),
      spot: formatNumber(currentLowPriorityNodes),
      targetSpot: formatNumber(targetLowPriorityNodes),
    },
  );
}
