import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../../../core/model/computeNode.ts';
import type { NodeResource } from '../../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { nodeLife } from '../../../../core/remedy/nodeLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { findChangeOfNode, type NodeChoices, nodeNoun, waitsForTasks } from './node.ts';

/** Takes nodes offline: they get no tasks until they are brought online again. */
export const disableNodeScheduling = toVerb<NodeResource, ComputeNode, NodeChoices>(nodeNoun, {
  id: toCommandId('node.disableScheduling'),
  canBeUndone: waitsForTasks,
  transition: nodeLife.disableScheduling,
  sends: [['POST', '/disablescheduling']],
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Taking the node offline'),
        other: l10n.t('Taking {count} nodes offline', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The node gets no more tasks.'),
        other: l10n.t('{count} nodes get no more tasks.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node could not be taken offline.'),
        other: l10n.t('{count} of {total} nodes could not be taken offline.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Take node {0} offline?', name),
        other: l10n.t('Take {count} nodes offline?', asCount(count)),
      }),
    confirm: () => l10n.t('Take offline'),
  },
  act: ({ nodes }, { poolId, nodeId }, { option }, options) => nodes.disableScheduling(poolId, nodeId, option, options),
  findChange: findChangeOfNode,
  effect: {
    seen: (count) =>
      plural(count, {
        '=1': l10n.t('The node that you took offline runs no task now.'),
        other: l10n.t('All {count} nodes that you took offline run no task now.', asCount(count)),
      }),
    astray: (count, total) =>
      plural(total, {
        '=1': l10n.t(
          'The node that you took offline is not offline: it was brought online again, or has left its pool.',
        ),
        other: l10n.t(
          'Nodes that are not offline, because they were brought online again or have left their pool: {count} of {total}.',
          {
            ...asCount(count),
            total: formatNumber(total),
          },
        ),
      }),
  },
});
