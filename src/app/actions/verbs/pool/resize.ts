import * as l10n from '@vscode/l10n';
import type { Pool } from '../../../../core/model/pool.ts';
import type { PoolResource } from '../../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findPoolChange, settleResize } from '../../../../core/remedy/poolLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import type { PoolResize } from '../../../../service/ports.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { describeKeptPools, poolNoun } from './pool.ts';

/** What becomes of tasks is said only where nodes go. */
function losesNodes({ nodeDeallocationOption }: PoolResize): boolean {
  return nodeDeallocationOption !== undefined;
}

/** Gives pools new numbers of nodes. */
export const resizePool = toVerb<PoolResource, Pool, PoolResize>(poolNoun, {
  id: toCommandId('pool.resize'),
  canBeUndone: (resize) => !losesNodes(resize),
  sends: [['POST', '/resize']],
  takesAway: losesNodes,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Resizing the pool'), other: l10n.t('Resizing {count} pools', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The pool is being resized.'),
        other: l10n.t('{count} pools are being resized.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The pool could not be resized.'),
        other: l10n.t('{count} of {total} pools could not be resized.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Resize pool {0}?', name), other: l10n.t('Resize {count} pools?', asCount(count)) }),
    confirm: () => l10n.t('Resize'),
    kept: describeKeptPools,
  },
  act: ({ pools }, { poolId }, target, options) => pools.resizePool(poolId, target, options),
  settle: settleResize,
  findChange: findPoolChange,
});
