import * as l10n from '@vscode/l10n';
import { planReboot, settleReboot } from '../../../core/changes/nodeRestart.ts';
import { judgeReboot } from '../../../core/changes/startTaskPlan.ts';
import { takesTasks } from '../../../core/changes/taskChoices.ts';
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
  waitsForTasks,
} from './nodes.ts';
import { chooseForTasks } from './pickTaskChoice.ts';

export const contribution: RemedyContribution = {
  title: 'Reboot Node…',
  icon: 'debug-restart',
  effect: 'changes',
  palette: 'never',
  needs: 'changeNodes',
  remedy: () => l10n.t('Reboot Node…'),
  rows: [
    { on: 'node', if: 'rebootable', at: 'inline@2' },
    { on: 'node', unless: 'changing', at: '3_putRight@1' },
  ],
};

/** Reboots nodes. */
export const rebootNode = toAction<NodeResource, ComputeNode, NodeCandidate, NodeChoices>(nodeNoun, {
  id: toCommandId('node.reboot'),
  isRepeatable: false,
  canBeUndone: waitsForTasks,
  sends: [['POST', '/reboot']],
  takesAway: () => true,
  texts: {
    title: (n) => [l10n.t('Rebooting the node'), l10n.t('Rebooting {count} nodes', n)],
    done: (n, name) => [l10n.t('Node {0} is rebooting.', name), l10n.t('{count} nodes are rebooting.', n)],
    failed: (nOf) => [
      l10n.t('The node could not be rebooted.'),
      l10n.t('{count} of {total} nodes could not be rebooted.', nOf),
    ],
    question: (n, name) => [l10n.t('Reboot node {0}?', name), l10n.t('Reboot {count} nodes?', n)],
    confirm: () => l10n.t('Reboot'),
    kept: describeKeptNodes,
  },
  act: ({ nodes }, { poolId, nodeId }, { option }, options) => nodes.rebootNode(poolId, nodeId, option, options),
  settle: settleReboot,
  findChange: findChangeOfNode,
  effect: {
    judge: judgeReboot,
    seen: (n) => [
      l10n.t('The node that you rebooted is back.'),
      l10n.t('All {count} nodes that you rebooted are back.', n),
    ],
    astray: (_nOf, name, things, all) =>
      sayAstray(things, all, {
        gone: ({ gone, total }) => [
          l10n.t('Node {0}, which you rebooted, did not come back.', name),
          l10n.t("Nodes you rebooted that didn't come back: {gone} of {total}.", { gone, total }),
        ],
        failed: ({ failed, total }) => [
          l10n.t('Node {0}, which you rebooted, is back, but its start task failed.', name),
          l10n.t('Nodes you rebooted whose start task failed: {failed} of {total}.', { failed, total }),
        ],
        both: ({ gone, failed, total }) => [
          l10n.t("Of the {total} nodes you rebooted, {gone} didn't come back, and the start task failed on {failed}.", {
            gone,
            failed,
            total,
          }),
        ],
      }),
  },
  judge: (app, nodes) => judgeNodes(app, nodes, ({ node }) => planReboot(node)),
  async choose(app, judged, _nowMs, rest, question) {
    const { effect, interrupts, reruns, chosen } = await chooseForTasks(app, judged, rest, {
      question,
      verb: l10n.t('Reboot'),
      restarting: 'reboot',
      loses: ({ node }) => takesTasks(node),
      comeBack: true,
    });
    return {
      ...chosen,
      detail: [effect, ...reruns, l10n.t('Task files are kept. Data in memory is lost.')],
      asks: interrupts ? 'beforeLasting' : 'always',
    };
  },
});

export const run = toCommand(nodeNoun.kind, rebootNode);
