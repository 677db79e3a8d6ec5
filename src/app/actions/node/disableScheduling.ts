import * as l10n from '@vscode/l10n';
import type { NodeResource } from '../../../core/model/resource.ts';
import type { ItemOutcome } from '../../../core/remedy/bulk/bulkRecord.ts';
import { planTransition } from '../../../core/remedy/life.ts';
import { nodeLife } from '../../../core/remedy/nodeLife.ts';
import { takesTasks } from '../../../core/remedy/taskChoices.ts';
import { plural } from '../../../core/text/plural.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { disableNodeScheduling } from '../verbs/node/disableScheduling.ts';
import { type NodeChoices, nodeNoun } from '../verbs/node/node.ts';
import { judgeNodes, type NodeCandidate } from './candidates.ts';
import { describeWholePools, findWholePools, listTyped, typeNames } from './confirmWholePools.ts';
import { judgeEnds } from './foreseeEnds.ts';
import { toNodeLines } from './nodeNames.ts';
import { pickTaskChoice } from './pickTaskChoice.ts';

export const contribution: RemedyContribution = {
  title: 'Take Node Offline…',
  effect: 'changes',
  needs: 'changeNodes',
  remedy: () => l10n.t('Take Node Offline…'),
  rows: [{ on: 'node', if: 'online', unless: 'unreachable', at: '3_putRight@2' }],
};

/** Takes nodes offline: they get no tasks until they are brought online again. */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  await takeOffline(services, await resolve(services, 'node', args));
}

/** Takes nodes offline after a question, and tells what came of it. Throws `InvalidInput` where none can be, and `Cancelled`. */
export async function takeOffline(services: App, nodes: readonly NodeResource[]): Promise<readonly ItemOutcome[]> {
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmOffline(services, nodes);
  const items = candidates.map(({ resource, node }) => nodeNoun.toItem(resource, node));
  return runBulk(services, { verb: disableNodeScheduling, choices, items, judgedAtMs });
}

/** Asks before nodes are taken offline. Throws `InvalidInput` where none can be, and `Cancelled`. */
export async function confirmOffline(
  services: App,
  nodes: readonly NodeResource[],
  rest?: Rest<NodeChoices>,
): Promise<{ readonly candidates: readonly NodeCandidate[]; readonly choices: NodeChoices }> {
  const judged = await judgeNodes(services, nodes, ({ node }) => planTransition(nodeLife.disableScheduling, node));
  requireCandidates(judged);
  const count = judged.candidates.length;
  const message = disableNodeScheduling.texts.question(count, toFirstName(services, judged.candidates));
  const { option, effect, interrupts } = await pickTaskChoice(services, judged.candidates, message, rest);
  const wholePools = await findWholePools(judged.candidates, { loses: ({ node }) => takesTasks(node) });
  const typed = listTyped(wholePools);
  const candidates = await confirmCandidates(services, await judgeEnds(judged, option), {
    will: { verb: disableNodeScheduling, choices: { option } },
    rest,
    message,
    names: toNodeLines(services, judged.candidates),
    detail: [
      effect,
      plural(count, {
        '=1': l10n.t(
          'The node runs no tasks until you bring it online. The node keeps its files and is still charged for.',
        ),
        other: l10n.t(
          'The nodes run no tasks until you bring them online. The nodes keep their files and are still charged for.',
        ),
      }),
      ...describeWholePools(wholePools),
    ],
    confirm: disableNodeScheduling.texts.confirm(),
    asksMore: typed.length > 0,
    // Waiting for the tasks interrupts nothing, so the pick was question enough.
    ...(interrupts || wholePools.length > 0
      ? { canBeUndone: false }
      : { canBeUndone: true, always: option !== 'taskcompletion' }),
  });
  await typeNames(services, typed, l10n.t('Take Offline'));
  return { candidates, choices: { option } };
}
