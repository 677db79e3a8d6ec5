import * as l10n from '@vscode/l10n';
import { planTransition } from '../../../core/changes/life.ts';
import { nodeLife } from '../../../core/changes/nodeLife.ts';
import { takesTasks } from '../../../core/changes/taskChoices.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import {
  findChangeOfNode,
  judgeNodes,
  type NodeCandidate,
  type NodeChoices,
  nodeNoun,
  waitsForTasks,
} from './nodes.ts';
import { chooseForTasks } from './pickTaskChoice.ts';
import { describeWholePools } from './wholePools.ts';

export const contribution: RemedyContribution = {
  title: 'Take Node Offline…',
  effect: 'changes',
  palette: 'never',
  needs: 'changeNodes',
  remedy: () => l10n.t('Take Node Offline…'),
  rows: [{ on: 'node', if: 'online', unless: 'unreachable', at: 'act@1' }],
};

/** Takes nodes offline, so that they get no tasks until they are brought online again. */
export const disableNodeScheduling = toAction<NodeResource, ComputeNode, NodeCandidate, NodeChoices>(nodeNoun, {
  id: toCommandId('node.disableScheduling'),
  canBeUndone: waitsForTasks,
  transition: nodeLife.disableScheduling,
  sends: [['POST', '/disablescheduling']],
  takesAway: () => false,
  texts: {
    title: (n) => [l10n.t('Taking the node offline'), l10n.t('Taking {count} nodes offline', n)],
    done: (n, name) => [
      l10n.t('Node {0} no longer accepts new tasks.', name),
      l10n.t('{count} nodes no longer accept new tasks.', n),
    ],
    failed: (nOf) => [
      l10n.t('The node could not be taken offline.'),
      l10n.t('{count} of {total} nodes could not be taken offline.', nOf),
    ],
    question: (n, name) => [l10n.t('Take node {0} offline?', name), l10n.t('Take {count} nodes offline?', n)],
    confirm: () => l10n.t('Take offline'),
  },
  act: ({ nodes }, { poolId, nodeId }, { option }, options) => nodes.disableScheduling(poolId, nodeId, option, options),
  findChange: findChangeOfNode,
  effect: {
    seen: (n) => [
      l10n.t("The node that you took offline isn't running any tasks now."),
      l10n.t('None of the {count} nodes that you took offline are running tasks now.', n),
    ],
    astray: (nOf, name) => [
      l10n.t("Node {0}, which you took offline, isn't offline: it was brought back online or has left its pool.", name),
      l10n.t(
        "Nodes that aren't offline because they were brought back online or have left their pool: {count} of {total}.",
        nOf,
      ),
    ],
  },
  judge: (app, nodes) => judgeNodes(app, nodes, ({ node }) => planTransition(nodeLife.disableScheduling, node)),
  async choose(app, judged, _nowMs, rest, question) {
    const { effect, interrupts, pools, chosen } = await chooseForTasks(app, judged, rest, {
      question,
      verb: l10n.t('Take Offline'),
      loses: ({ node }) => takesTasks(node),
      looksAtSingle: true,
    });
    return {
      ...chosen,
      detail: [
        effect,
        plural(judged.candidates.length, {
          '=1': l10n.t(
            "The node doesn't run tasks until you bring it online. It keeps its files, and you're still charged for it.",
          ),
          other: l10n.t(
            "The nodes don't run tasks until you bring them online. They keep their files, and you're still charged for them.",
          ),
        }),
        ...describeWholePools(pools),
      ],
      // Waiting for tasks interrupts nothing, so the pick needs no further confirmation.
      asks: interrupts || pools.length > 0 ? 'beforeLasting' : waitsForTasks(chosen.choices) ? 'ifLeftOut' : 'always',
    };
  },
});

export const run = toCommand(nodeNoun.kind, disableNodeScheduling);
