import * as l10n from '@vscode/l10n';
import type { NodeResource } from '../../../core/model/resource.ts';
import { describeRemoval, planRemove, planRemoveLater } from '../../../core/remedy/nodeRemoval.ts';
import { plural } from '../../../core/text/plural.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { type NodeChoices, nodeNoun } from '../verbs/node/node.ts';
import { groupByPool, removeNodes } from '../verbs/node/remove.ts';
import { judgeNodes, type NodeCandidate } from './candidates.ts';
import { findTyped, typeNames } from './confirmWholePools.ts';
import { judgeEnds } from './foreseeEnds.ts';
import { toNodeLines } from './nodeNames.ts';
import { pickTaskChoice } from './pickTaskChoice.ts';

export const contribution: RemedyContribution = {
  title: 'Remove Node from Its Pool…',
  effect: 'destroys',
  needs: 'changeNodes',
  remedy: () => l10n.t('Remove Node…'),
  rows: [{ on: 'node', at: '9_danger@2' }],
};

/** Removes nodes from their pools for good; the pools get smaller. */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmRemoval(services, nodes);
  const items = candidates.map(({ resource, node }) => nodeNoun.toItem(resource, node));
  await runBulk(services, { verb: removeNodes, choices, items, judgedAtMs });
}

/** Asks before nodes are removed from their pools. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmRemoval(
  services: App,
  nodes: readonly NodeResource[],
  rest?: Rest<NodeChoices>,
): Promise<{ readonly candidates: readonly NodeCandidate[]; readonly choices: NodeChoices }> {
  const judged = await judgeNodes(services, nodes, ({ node, pool }) =>
    (rest === undefined ? planRemove : planRemoveLater)(node, pool),
  );
  requireCandidates(judged);
  const count = judged.candidates.length;
  const message = removeNodes.texts.question(count, toFirstName(services, judged.candidates));
  const { option, effect } = await pickTaskChoice(services, judged.candidates, message, rest);
  const [ends, typed] = await Promise.all([judgeEnds(judged, option), findTyped(judged.candidates)]);
  const candidates = await confirmCandidates(services, ends, {
    will: { verb: removeNodes, choices: { option } },
    rest,
    message,
    names: toNodeLines(services, judged.candidates),
    detail: [
      effect,
      plural(count, {
        '=1': l10n.t('All files on the node are lost, including logs and results of tasks.'),
        other: l10n.t('All files on the nodes are lost, including logs and results of tasks.'),
      }),
      ...listRemovals(judged.candidates),
    ],
    confirm: removeNodes.texts.confirm(),
    asksMore: typed.length > 0,
    canBeUndone: false,
  });
  await typeNames(services, typed, l10n.t('Remove'));
  return { candidates, choices: { option } };
}

/** How each pool goes on. */
function listRemovals(candidates: readonly NodeCandidate[]): readonly string[] {
  const said = groupByPool(candidates.map(({ resource }) => ({ resource }))).flatMap((group) => {
    const pool = candidates.find(({ resource }) => resource === group[0].resource)?.pool;
    return pool === undefined ? [] : describeRemoval(pool, group.length);
  });
  return [...new Set(said)];
}
