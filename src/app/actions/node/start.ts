import * as l10n from '@vscode/l10n';
import { nodeLife, planMachine } from '../../../core/changes/nodeLife.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import { foreseeReruns } from './foresee.ts';
import { judgeNodes, nodeNoun } from './nodes.ts';

export const contribution: RemedyContribution = {
  title: 'Start Deallocated Node…',
  effect: 'changes',
  palette: 'never',
  needs: 'changeNodes',
  remedy: () => l10n.t('Start Node…'),
  rows: [{ on: 'node', if: 'deallocated', at: '3_putRight@7' }],
};

/** Starts deallocated nodes. */
export const startNode = toAction(nodeNoun, {
  id: toCommandId('node.start'),
  canBeUndone: () => true,
  transition: nodeLife.start,
  sends: [['POST', '/start']],
  takesAway: () => false,
  texts: {
    title: (n) => [l10n.t('Starting the node'), l10n.t('Starting {count} nodes', n)],
    done: (n, name) => [l10n.t('Node {0} is starting.', name), l10n.t('{count} nodes are starting.', n)],
    failed: (nOf) => [
      l10n.t('The node could not be started.'),
      l10n.t('{count} of {total} nodes could not be started.', nOf),
    ],
    question: (n, name) => [l10n.t('Start node {0}?', name), l10n.t('Start {count} nodes?', n)],
    confirm: () => l10n.t('Start'),
  },
  act: ({ nodes }, { poolId, nodeId }, _choices, options) => nodes.startNode(poolId, nodeId, options),
  effect: {
    seen: (n) => [
      l10n.t('The node that you started is back.'),
      l10n.t('All {count} nodes that you started are back.', n),
    ],
    astray: (nOf, name) => [
      l10n.t('Node {0}, which you started, did not come back.', name),
      l10n.t("Nodes you started that didn't come back: {count} of {total}.", nOf),
    ],
  },
  judge: (app, nodes) => judgeNodes(app, nodes, ({ node, service }) => planMachine('start', node, service.apiVersion)),
  choose: async (_app, { candidates }) => ({
    choices: {},
    detail: [l10n.t("You're charged for running VMs."), ...(await foreseeReruns('reboot', candidates))],
    asks: 'always',
  }),
});

export const run = toCommand(nodeNoun.kind, startNode);
