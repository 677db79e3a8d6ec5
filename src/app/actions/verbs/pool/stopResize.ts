import * as l10n from '@vscode/l10n';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findPoolChange, poolLife } from '../../../../core/remedy/poolLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { poolNoun } from './pool.ts';

/** Stops the resizes of pools. */
export const stopPoolResize = toVerb(poolNoun, {
  id: toCommandId('pool.stopResize'),
  canBeUndone: () => true,
  transition: poolLife.stopResize,
  sends: [['POST', '/stopresize']],
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Stopping the resize'), other: l10n.t('Stopping {count} resizes', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The resize is being stopped.'),
        other: l10n.t('{count} resizes are being stopped.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The resize could not be stopped.'),
        other: l10n.t('{count} of {total} resizes could not be stopped.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Stop the resize of pool {0}?', name),
        other: l10n.t('Stop {count} resizes?', asCount(count)),
      }),
    confirm: () => l10n.t('Stop the resize'),
  },
  act: ({ pools }, { poolId }, _choices, options) => pools.stopResizePool(poolId, options),
  findChange: findPoolChange,
  effect: {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('The resize of pool {0} has stopped.', name),
        other: l10n.t('The resizes of all {count} pools have stopped.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('The resize of pool {0} has still not stopped.', name),
        other: l10n.t('Still not stopped: {count} of {total} resizes.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
});
