import * as l10n from '@vscode/l10n';
import { planReboot, settleReboot } from '../../../core/changes/nodeRestart.ts';
import { judgeReboot } from '../../../core/changes/startTaskPlan.ts';
import { takesTasks } from '../../../core/changes/taskChoices.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, asCountOf } from '../../../core/words/numbers.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../contribution.ts';
import { toAction, toCommand } from '../toAction.ts';
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
    title: (count) =>
      plural(count, { '=1': l10n.t('Rebooting the node'), other: l10n.t('Rebooting {count} nodes', asCount(count)) }),
    done: (count, name) =>
      plural(count, {
        '=1': l10n.t('Node {0} is rebooting.', name),
        other: l10n.t('{count} nodes are rebooting.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node could not be rebooted.'),
        other: l10n.t('{count} of {total} nodes could not be rebooted.', asCountOf(count, total)),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Reboot node {0}?', name), other: l10n.t('Reboot {count} nodes?', asCount(count)) }),
    confirm: () => l10n.t('Reboot'),
    kept: describeKeptNodes,
  },
  act: ({ nodes }, { poolId, nodeId }, { option }, options) => nodes.rebootNode(poolId, nodeId, option, options),
  settle: settleReboot,
  findChange: findChangeOfNode,
  effect: {
    judge: judgeReboot,
    seen: (count) =>
      plural(count, {
        '=1': l10n.t('The node that you rebooted is back.'),
        other: l10n.t('All {count} nodes that you rebooted are back.', asCount(count)),
      }),
    astray: (count, total, name, things) =>
      sayAstray(
        things,
        { count, total },
        {
          gone: ({ gone, total: all }) =>
            plural(total, {
              '=1': l10n.t('Node {0}, which you rebooted, did not come back.', name),
              other: l10n.t("Nodes you rebooted that didn't come back: {gone} of {total}.", { gone, total: all }),
            }),
          failed: ({ failed, total: all }) =>
            plural(total, {
              '=1': l10n.t('Node {0}, which you rebooted, is back, but its start task failed.', name),
              other: l10n.t('Nodes you rebooted whose start task failed: {failed} of {total}.', { failed, total: all }),
            }),
          both: ({ gone, failed, total: all }) =>
            l10n.t(
              "Of the {total} nodes you rebooted, {gone} didn't come back, and the start task failed on {failed}.",
              { gone, failed, total: all },
            ),
        },
      ),
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
