import * as l10n from '@vscode/l10n';
import { nodeLife, planMachine } from '../../../core/changes/nodeLife.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { toCommandId } from '../../commandId.ts';
import type { Contribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import {
  describeKeptNodes,
  findChangeOfNode,
  judgeNodes,
  type NodeCandidate,
  type NodeChoices,
  nodeNoun,
} from './nodes.ts';
import { chooseForTasks } from './pickTaskChoice.ts';

export const contribution: Contribution = {
  title: 'Deallocate Node…',
  effect: 'destroys',
  palette: 'never',
  needs: 'changeNodes',
  rows: [{ on: 'node', unless: ['broken', 'changing'], at: 'act@9' }],
};

/** Deallocates the virtual machines of nodes. The nodes stay in their pools. */
export const deallocateNode = toAction<NodeResource, ComputeNode, NodeCandidate, NodeChoices>(nodeNoun, {
  id: toCommandId('node.deallocate'),
  canBeUndone: () => false,
  transition: nodeLife.deallocate,
  sends: [['POST', '/deallocate']],
  takesAway: () => true,
  texts: {
    title: (n) => [l10n.t('Deallocating the node'), l10n.t('Deallocating {count} nodes', n)],
    done: (n, name) => [
      l10n.t('Node {0} is being deallocated.', name),
      l10n.t('{count} nodes are being deallocated.', n),
    ],
    failed: (nOf) => [
      l10n.t('The node could not be deallocated.'),
      l10n.t('{count} of {total} nodes could not be deallocated.', nOf),
    ],
    question: (n, name) => [l10n.t('Deallocate node {0}?', name), l10n.t('Deallocate {count} nodes?', n)],
    confirm: () => l10n.t('Deallocate'),
    kept: describeKeptNodes,
  },
  act: ({ nodes }, { poolId, nodeId }, { option }, options) => nodes.deallocateNode(poolId, nodeId, option, options),
  findChange: findChangeOfNode,
  effect: {
    seen: (n) => [l10n.t('The node is deallocated.'), l10n.t('All {count} nodes are deallocated.', n)],
    astray: (nOf, name) => [
      l10n.t('Node {0} was not deallocated.', name),
      l10n.t('Not deallocated: {count} of {total} nodes.', nOf),
    ],
  },
  judge: (app, nodes) =>
    judgeNodes(app, nodes, ({ node, service }) => planMachine('deallocate', node, service.apiVersion)),
  async choose(app, judged, _nowMs, rest, question) {
    const { effect, chosen } = await chooseForTasks(app, judged, rest, { question, verb: l10n.t('Deallocate') });
    return {
      ...chosen,
      detail: [
        effect,
        l10n.t('Data in memory and on temporary disks is lost. With most VM sizes, these hold task logs and results.'),
        plural(judged.candidates.length, {
          '=1': l10n.t(
            "The node stays in its pool but doesn't run tasks until you start it. You aren't charged for its VM until then.",
          ),
          other: l10n.t(
            "The nodes stay in their pools but don't run tasks until you start them. You aren't charged for their VMs until then.",
          ),
        }),
      ],
      asks: 'beforeLasting',
    };
  },
});

export const run = toCommand(nodeNoun.kind, deallocateNode);
