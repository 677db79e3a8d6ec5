import * as l10n from '@vscode/l10n';
import type { NodeResource } from '../../../core/model/resource.ts';
import { planReimage } from '../../../core/remedy/nodeRestart.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { type NodeChoices, nodeNoun } from '../verbs/node/node.ts';
import { reimageNode } from '../verbs/node/reimage.ts';
import { judgeNodes, type NodeCandidate } from './candidates.ts';
import { findTyped, typeNames } from './confirmWholePools.ts';
import { judgeEnds } from './foreseeEnds.ts';
import { foreseeReruns } from './foreseeReruns.ts';
import { toNodeLines } from './nodeNames.ts';
import { pickTaskChoice } from './pickTaskChoice.ts';

export const contribution: RemedyContribution = {
  title: 'Reimage Node…',
  effect: 'destroys',
  needs: 'changeNodes',
  remedy: () => l10n.t('Reimage Node…'),
  rows: [{ on: 'node', unless: 'changing', at: '9_danger@1' }],
};

/** Sets nodes up anew from their image. All their files are lost; their host keys change, and the old ones are forgotten. */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmReimage(services, nodes);
  const items = candidates.map(({ resource, node }) => nodeNoun.toItem(resource, node));
  await runBulk(services, { verb: reimageNode, choices, items, judgedAtMs });
}

/** Asks before nodes are set up again from their image. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmReimage(
  services: App,
  nodes: readonly NodeResource[],
  rest?: Rest<NodeChoices>,
): Promise<{ readonly candidates: readonly NodeCandidate[]; readonly choices: NodeChoices }> {
  const judged = await judgeNodes(services, nodes, ({ node }) => planReimage(node));
  requireCandidates(judged);
  const message = reimageNode.texts.question(judged.candidates.length, toFirstName(services, judged.candidates));
  const { option, effect } = await pickTaskChoice(services, judged.candidates, message, rest);
  const [ends, reruns, typed] = await Promise.all([
    judgeEnds(judged, option),
    foreseeReruns('reimage', judged.candidates),
    findTyped(judged.candidates),
  ]);
  const candidates = await confirmCandidates(services, ends, {
    will: { verb: reimageNode, choices: { option } },
    rest,
    message,
    names: toNodeLines(services, judged.candidates),
    detail: [
      effect,
      l10n.t('All data on the disks is lost: logs and results of tasks, users and installed software.'),
      ...reruns,
    ],
    confirm: reimageNode.texts.confirm(),
    asksMore: typed.length > 0,
    canBeUndone: false,
  });
  await typeNames(services, typed, l10n.t('Reimage'));
  return { candidates, choices: { option } };
}
