import * as l10n from '@vscode/l10n';
import { isNewTime } from '../../../core/changes/settlement.ts';
import { findNow } from '../../../core/model/missing.ts';
import { isResizeFailed, type Pool } from '../../../core/model/pool.ts';
import type { PoolResource } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { toCommandId } from '../../commandId.ts';

const maxShownIdLength = 64;

/**
 * Follows a pool until its resize has ended, and notifies the user once whether it has the requested nodes. If not,
 * explains why, and whether the reason is the same as before. Stops silently if the pool is changed again or deleted.
 * @param before the pool as it was when the resize was planned
 */
export function followResize(services: App, resource: PoolResource, before: Pool): void {
  services.changes.follow([resource], async (isLast) => {
    const { service } = await services.accounts.getStore(resource.accountId);
    const pool = await findNow(service.pools.getPool(resource.poolId));
    if (pool === undefined || !isLast(resource)) return true;
    const isNew = isNewTime(before.allocationStateTransitionTime, pool.allocationStateTransitionTime);
    if (!isNew || pool.allocationState !== 'steady') return false;
    notifyEnd(services, resource, pool, before);
    return true;
  });
}

function notifyEnd(services: App, resource: PoolResource, pool: Pool, before: Pool): void {
  const name = toShortVisible(resource.poolId, maxShownIdLength);
  if (!isResizeFailed(pool)) {
    const count = (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0);
    const parts = { name, ...asCount(count) };
    services.ui.notify(
      'information',
      plural(count, {
        '=0': l10n.t('Pool {0} now has no nodes, as you requested.', name),
        one: l10n.t('Pool {name} now has {count} node, as you requested.', parts),
        other: l10n.t('Pool {name} now has {count} nodes, as you requested.', parts),
      }),
    );
    return;
  }
  const { explainPoolEvidence } = services.bundles.diagnosis();
  const { title, fingerprint } = explainPoolEvidence({ pool });
  const isSame = isResizeFailed(before) && explainPoolEvidence({ pool: before }).fingerprint === fingerprint;
  services.ui.notify(
    'warning',
    isSame ? l10n.t('{0}. The reason is the same as before.', title) : l10n.t('{0}.', title),
    { title: l10n.t('Explain'), command: toCommandId('pool.explain'), arguments: [resource] },
  );
}
