import * as l10n from '@vscode/l10n';
import type { NodeResource } from '../../../core/model/resource.ts';
import { planMachine } from '../../../core/remedy/nodeLife.ts';
import { plural } from '../../../core/text/plural.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { Contribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { deallocateNode } from '../verbs/node/deallocate.ts';
import { type NodeChoices, nodeNoun } from '../verbs/node/node.ts';
import { judgeNodes, type NodeCandidate } from './candidates.ts';
import { findTyped, typeNames } from './confirmWholePools.ts';
import { judgeEnds } from './foreseeEnds.ts';
import { toNodeLines } from './nodeNames.ts';
import { pickTaskChoice } from './pickTaskChoice.ts';

export const contribution: Contribution = {
  title: 'Deallocate Node…',
  effect: 'destroys',
  needs: 'changeNodes',
  rows: [{ on: 'node', unless: ['broken', 'changing'], at: '9_danger@3' }],
};

/** Gives the machines of nodes back, which stay in their pools and cost no computing time, and tells when that is done. */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmDeallocation(services, nodes);
  const items = candidates.map(({ resource, node }) => nodeNoun.toItem(resource, node));
  await runBulk(services, { verb: deallocateNode, choices, items, judgedAtMs });
}

/** Asks before the VMs of nodes are given back. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmDeallocation(
  services: App,
  nodes: readonly NodeResource[],
  rest?: Rest<NodeChoices>,
): Promise<{ readonly candidates: readonly NodeCandidate[]; readonly choices: NodeChoices }> {
  const judged = await judgeNodes(services, nodes, ({ node, service }) =>
    planMachine('deallocate', node, service.apiVersion),
  );
  requireCandidates(judged);
  const count = judged.candidates.length;
  const message = deallocateNode.texts.question(count, toFirstName(services, judged.candidates));
  const { option, effect } = await pickTaskChoice(services, judged.candidates, message, rest);
  const [ends, typed] = await Promise.all([judgeEnds(judged, option), findTyped(judged.candidates)]);
  const candidates = await confirmCandidates(services, ends, {
    will: { verb: deallocateNode, choices: { option } },
    rest,
    message,
    names: toNodeLines(services, judged.candidates),
    detail: [
      effect,
      l10n.t(
        'Data in memory and on temporary disks is lost. With most VM sizes, these hold the logs and results of tasks.',
      ),
      plural(count, {
        '=1': l10n.t(
          'The node stays in its pool, but runs no tasks until you start it. Its VM is not charged for until then.',
        ),
        other: l10n.t(
          'The nodes stay in their pools, but run no tasks until you start them. Their VMs are not charged for until then.',
        ),
      }),
    ],
    confirm: deallocateNode.texts.confirm(),
    asksMore: typed.length > 0,
    canBeUndone: false,
  });
  await typeNames(services, typed, l10n.t('Deallocate'));
  return { candidates, choices: { option } };
}
