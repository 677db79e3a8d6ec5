import * as l10n from '@vscode/l10n';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findPoolChange, poolLife } from '../../../../core/remedy/poolLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { describeKeptPools, poolNoun } from './pool.ts';

/** Deletes pools with their nodes. */
export const deletePool = toVerb(poolNoun, {
  id: toCommandId('pool.delete'),
  canBeUndone: () => false,
  transition: poolLife.delete,
  sends: [['DELETE', '']],
  takesAway: () => true,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Deleting the pool'), other: l10n.t('Deleting {count} pools', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The pool is being deleted.'),
        other: l10n.t('{count} pools are being deleted.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The pool could not be deleted.'),
        other: l10n.t('{count} of {total} pools could not be deleted.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Delete pool {0}?', name), other: l10n.t('Delete {count} pools?', asCount(count)) }),
    confirm: () => l10n.t('Delete'),
    kept: describeKeptPools,
  },
  act: ({ pools }, { poolId }, _choices, options) => pools.deletePool(poolId, options),
  findChange: findPoolChange,
  effect: {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Pool {0} is deleted.', name),
        other: l10n.t('All {count} pools that you deleted are gone.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Pool {0} is still being deleted.', name),
        other: l10n.t('Still being deleted: {count} of {total} pools.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
});
