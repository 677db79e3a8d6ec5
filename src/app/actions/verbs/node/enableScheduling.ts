import * as l10n from '@vscode/l10n';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findOfflineChange, nodeLife } from '../../../../core/remedy/nodeLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { nodeNoun } from './node.ts';

/** Brings nodes online again. */
export const enableNodeScheduling = toVerb(nodeNoun, {
  id: toCommandId('node.enableScheduling'),
  canBeUndone: () => true,
  transition: nodeLife.enableScheduling,
  sends: [['POST', '/enablescheduling']],
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Bringing the node online'),
        other: l10n.t('Bringing {count} nodes online', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The node takes tasks again.'),
        other: l10n.t('{count} nodes take tasks again.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node could not be brought online.'),
        other: l10n.t('{count} of {total} nodes could not be brought online.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Bring node {0} online?', name),
        other: l10n.t('Bring {count} nodes online?', asCount(count)),
      }),
    confirm: () => l10n.t('Bring online'),
  },
  act: ({ nodes }, { poolId, nodeId }, _choices, options) => nodes.enableScheduling(poolId, nodeId, options),
  findChange: findOfflineChange,
  effect: {
    seen: (count) =>
      plural(count, {
        '=1': l10n.t('The node that you brought online is ready for tasks.'),
        other: l10n.t('All {count} nodes that you brought online are ready for tasks.', asCount(count)),
      }),
    astray: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node that you brought online takes no tasks.'),
        other: l10n.t('Nodes that you brought online and that take no tasks: {count} of {total}.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
});
