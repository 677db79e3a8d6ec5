import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { planTransition } from '../../../core/remedy/life.ts';
import { poolLife } from '../../../core/remedy/poolLife.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { nameAccount } from '../../accounts/nameAccount.ts';
import type { App } from '../../app.ts';
import { askToConfirm } from '../../ui.ts';
import { describeDryRun } from '../bulk/dryRun.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { RemedyContribution } from '../contribution.ts';
import { requirePossible } from '../judge.ts';
import { resolveOne } from '../resolve.ts';
import { poolNoun } from '../verbs/pool/pool.ts';
import { stopPoolResize } from '../verbs/pool/stopResize.ts';

export const contribution: RemedyContribution = {
  title: 'Stop Resizing Pool',
  effect: 'changes',
  needs: 'changePools',
  remedy: () => l10n.t('Stop Resize'),
  rows: [{ on: 'pool', if: 'resizing', at: '3_putRight@2' }],
};

const maxShownIdLength = 64;

/** How far the resize has come. */
function describeSize(pool: Pool): string {
  const { currentDedicatedNodes = 0, currentLowPriorityNodes = 0 } = pool;
  const { targetDedicatedNodes = 0, targetLowPriorityNodes = 0 } = pool;
  return l10n.t(
    'The pool has {dedicated} of {targetDedicated} dedicated and {spot} of {targetSpot} Spot (low-priority) nodes now.',
    {
      dedicated: formatNumber(currentDedicatedNodes),
      targetDedicated: formatNumber(targetDedicatedNodes),
      spot: formatNumber(currentLowPriorityNodes),
      targetSpot: formatNumber(targetLowPriorityNodes),
    },
  );
}

/** Stops the resize of a pool; the pool keeps the nodes it has by then. */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  const resource = await resolveOne(services, 'pool', args);
  const judgedAtMs = services.clock.now();
  const pool = await confirmStop(services, resource);
  const items = [poolNoun.toItem(resource, pool)];
  await runBulk(services, { verb: stopPoolResize, choices: {}, items, judgedAtMs });
}

/** Asks before the resize of a pool stops. Throws `InvalidInput` where none goes on, and `Cancelled`. */
export async function confirmStop(services: App, { accountId, poolId }: PoolResource, rest?: Rest): Promise<Pool> {
  const store = await services.accounts.getStore(accountId);
  const pool = await store.service.pools.getPool(poolId);
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
        'The pool keeps the size that it has when the resize stops. Nodes that are being added or removed may still appear or disappear.',
      ),
      ...(rest?.notes ?? []),
    ].join('\n'),
    confirm: l10n.t('Stop Resize'),
    plan: describeDryRun({ verb: stopPoolResize, choices: {} }, [{ kind: 'pool', accountId, poolId }]),
  });
  if (!confirmed) throw new Cancelled();
  return pool;
}
