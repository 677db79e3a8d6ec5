import * as l10n from '@vscode/l10n';
import { planReimage, settleReimage } from '../../../core/changes/nodeRestart.ts';
import { judgeReboot } from '../../../core/changes/startTaskPlan.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import {
  describeKeptNodes,
  findChangeOfNode,
  judgeNodes,
  type NodeCandidate,
  type NodeChoices,
  nodeNoun,
  sayAstray,
} from './nodes.ts';
import { chooseForTasks } from './pickTaskChoice.ts';

export const contribution: RemedyContribution = {
  title: 'Reimage Node…',
  effect: 'destroys',
  palette: 'never',
  needs: 'changeNodes',
  remedy: () => l10n.t('Reimage Node…'),
  rows: [{ on: 'node', unless: 'changing', at: 'act@8' }],
};

/** Reimages nodes, which sets them up again from their image. */
export const reimageNode = toAction<NodeResource, ComputeNode, NodeCandidate, NodeChoices>(nodeNoun, {
  id: toCommandId('node.reimage'),
  isRepeatable: false,
  canBeUndone: () => false,
  sends: [['POST', '/reimage']],
  takesAway: () => true,
  texts: {
    title: (n) => [l10n.t('Reimaging the node'), l10n.t('Reimaging {count} nodes', n)],
    done: (n, name) => [l10n.t('Node {0} is being reimaged.', name), l10n.t('{count} nodes are being reimaged.', n)],
    failed: (nOf) => [
      l10n.t('The node could not be reimaged.'),
      l10n.t('{count} of {total} nodes could not be reimaged.', nOf),
    ],
    question: (n, name) => [l10n.t('Reimage node {0}?', name), l10n.t('Reimage {count} nodes?', n)],
    confirm: () => l10n.t('Reimage'),
    kept: describeKeptNodes,
  },
  act: ({ nodes }, { poolId, nodeId }, { option }, options) => nodes.reimageNode(poolId, nodeId, option, options),
  settle: settleReimage,
  findChange: findChangeOfNode,
  surround: (services, item, request) => services.hostKeys.whileReimaging([item], request),
  effect: {
    judge: judgeReboot,
    seen: (n) => [
      l10n.t('The node that you reimaged is back.'),
      l10n.t('All {count} nodes that you reimaged are back.', n),
    ],
    astray: (_nOf, name, things, all) =>
      sayAstray(things, all, {
        gone: ({ gone, total }) => [
          l10n.t('Node {0}, which you reimaged, did not come back.', name),
          l10n.t("Nodes you reimaged that didn't come back: {gone} of {total}.", { gone, total }),
        ],
        failed: ({ failed, total }) => [
          l10n.t('Node {0}, which you reimaged, is back, but its start task failed.', name),
          l10n.t('Nodes you reimaged whose start task failed: {failed} of {total}.', { failed, total }),
        ],
        both: ({ gone, failed, total }) => [
          l10n.t("Of the {total} nodes you reimaged, {gone} didn't come back, and the start task failed on {failed}.", {
            gone,
            failed,
            total,
          }),
        ],
      }),
  },
  judge: (app, nodes) => judgeNodes(app, nodes, ({ node }) => planReimage(node)),
  async choose(app, judged, _nowMs, rest, question) {
    const { effect, reruns, chosen } = await chooseForTasks(app, judged, rest, {
      question,
      verb: l10n.t('Reimage'),
      restarting: 'reimage',
    });
    return {
      ...chosen,
      detail: [
        effect,
        l10n.t('All data on the disks is lost: task logs and results, users, and installed software.'),
        ...reruns,
      ],
      asks: 'beforeLasting',
    };
  },
});

export const run = toCommand(nodeNoun.kind, reimageNode);
