import * as l10n from '@vscode/l10n';
import { planTransition } from '../../../core/changes/life.ts';
import { findOfflineChange, nodeLife } from '../../../core/changes/nodeLife.ts';
import { toCommandId } from '../../commandId.ts';
import { runBulk } from '../run/runBulk.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { requireCandidates } from '../verb/judge.ts';
import { toItem } from '../verb/toAction.ts';
import { toVerb } from '../verb/toVerb.ts';
import { judgeNodes, nodeNoun } from './nodes.ts';

export const contribution: RemedyContribution = {
  title: 'Bring Node Online',
  effect: 'changes',
  palette: 'never',
  needs: 'changeNodes',
  remedy: () => l10n.t('Bring Node Online'),
  rows: [{ on: 'node', if: 'offline', unless: 'unreachable', at: 'act@2' }],
};

/** Brings nodes online again. */
export const enableNodeScheduling = toVerb(nodeNoun, {
  id: toCommandId('node.enableScheduling'),
  canBeUndone: () => true,
  transition: nodeLife.enableScheduling,
  sends: [['POST', '/enablescheduling']],
  takesAway: () => false,
  texts: {
    title: (n) => [l10n.t('Bringing the node online'), l10n.t('Bringing {count} nodes online', n)],
    done: (n, name) => [
      l10n.t('Node {0} is accepting tasks again.', name),
      l10n.t('{count} nodes are accepting tasks again.', n),
    ],
    failed: (nOf) => [
      l10n.t('The node could not be brought online.'),
      l10n.t('{count} of {total} nodes could not be brought online.', nOf),
    ],
    question: (n, name) => [l10n.t('Bring node {0} online?', name), l10n.t('Bring {count} nodes online?', n)],
    confirm: () => l10n.t('Bring online'),
  },
  act: ({ nodes }, { poolId, nodeId }, _choices, options) => nodes.enableScheduling(poolId, nodeId, options),
  findChange: findOfflineChange,
  effect: {
    seen: (n) => [
      l10n.t('The node that you brought online is ready for tasks.'),
      l10n.t('All {count} nodes that you brought online are ready for tasks.', n),
    ],
    astray: (nOf, name) => [
      l10n.t("Node {0}, which you brought online, isn't accepting tasks.", name),
      l10n.t("Nodes you brought online that aren't accepting tasks: {count} of {total}.", nOf),
    ],
  },
});

/** Brings nodes online without asking, because nothing is lost. */
export const run: Command = async (app, args) => {
  const nodes = await resolve(app, 'node', args);
  const judgedAtMs = app.clock.now();
  const judged = await judgeNodes(app, nodes, ({ node }) => planTransition(nodeLife.enableScheduling, node));
  const items = requireCandidates(judged).map((candidate) => toItem(nodeNoun, candidate));
  await runBulk(app, { verb: enableNodeScheduling, choices: {}, items, judgedAtMs });
};
