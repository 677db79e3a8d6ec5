import * as l10n from '@vscode/l10n';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findAutoscaleChange, settleDisableAutoscale } from '../../../../core/remedy/poolLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { poolNoun } from './pool.ts';

/** Makes pools keep the size that they have. */
export const disablePoolAutoscale = toVerb(poolNoun, {
  id: toCommandId('pool.disableAutoscale'),
  canBeUndone: () => true,
  sends: [['POST', '/disableautoscale']],
  takesAway: () => false,
  replaces: () => true,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Turning off autoscale'),
        other: l10n.t('Turning off autoscale of {count} pools', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The pool no longer scales automatically.'),
        other: l10n.t('{count} pools no longer scale automatically.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('Autoscale could not be turned off.'),
        other: l10n.t('Autoscale could not be turned off for {count} of {total} pools.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Turn off autoscale of pool {0}?', name),
        other: l10n.t('Turn off autoscale of {count} pools?', asCount(count)),
      }),
    confirm: () => l10n.t('Turn Off'),
  },
  act: ({ pools }, { poolId }, _choices, options) => pools.disableAutoscale(poolId, options),
  settle: settleDisableAutoscale,
  findChange: findAutoscaleChange,
});
