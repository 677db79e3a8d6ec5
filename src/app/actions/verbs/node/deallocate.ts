import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../../../core/model/computeNode.ts';
import type { NodeResource } from '../../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { nodeLife } from '../../../../core/remedy/nodeLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { describeKeptNodes, findChangeOfNode, type NodeChoices, nodeNoun } from './node.ts';

/** Gives the machines of nodes back; the nodes stay in their pools. */
export const deallocateNode = toVerb<NodeResource, ComputeNode, NodeChoices>(nodeNoun, {
  id: toCommandId('node.deallocate'),
  canBeUndone: () => false,
  transition: nodeLife.deallocate,
  sends: [['POST', '/deallocate']],
  takesAway: () => true,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Deallocating the node'),
        other: l10n.t('Deallocating {count} nodes', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The node is being deallocated.'),
        other: l10n.t('{count} nodes are being deallocated.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node could not be deallocated.'),
        other: l10n.t('{count} of {total} nodes could not be deallocated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Deallocate node {0}?', name),
        other: l10n.t('Deallocate {count} nodes?', asCount(count)),
      }),
    confirm: () => l10n.t('Deallocate'),
    kept: describeKeptNodes,
  },
  act: ({ nodes }, { poolId, nodeId }, { option }, options) => nodes.deallocateNode(poolId, nodeId, option, options),
  findChange: findChangeOfNode,
  effect: {
    seen: (count) =>
      plural(count, {
        '=1': l10n.t('The node is deallocated.'),
        other: l10n.t('All {count} nodes are deallocated.', asCount(count)),
      }),
    astray: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node was not deallocated.'),
        other: l10n.t('Not deallocated: {count} of {total} nodes.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
});
