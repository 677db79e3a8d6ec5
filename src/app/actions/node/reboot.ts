import * as l10n from '@vscode/l10n';
import type { NodeResource } from '../../../core/model/resource.ts';
import { planReboot } from '../../../core/remedy/nodeRestart.ts';
import { takesTasks } from '../../../core/remedy/taskChoices.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { type NodeChoices, nodeNoun } from '../verbs/node/node.ts';
import { rebootNode } from '../verbs/node/reboot.ts';
import { judgeNodes, type NodeCandidate } from './candidates.ts';
import { findTyped, typeNames } from './confirmWholePools.ts';
import { judgeEnds } from './foreseeEnds.ts';
import { foreseeReruns } from './foreseeReruns.ts';
import { toNodeLines } from './nodeNames.ts';
import { pickTaskChoice } from './pickTaskChoice.ts';

export const contribution: RemedyContribution = {
  title: 'Reboot Node…',
  icon: 'debug-restart',
  effect: 'changes',
  needs: 'changeNodes',
  remedy: () => l10n.t('Reboot Node…'),
  rows: [
    { on: 'node', if: 'rebootable', at: 'inline@2' },
    { on: 'node', unless: 'changing', at: '3_putRight@1' },
  ],
};

/** Reboots nodes, with the user's choice of what happens to tasks that run there, and tells when they are back. */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmReboot(services, nodes);
  const items = candidates.map(({ resource, node }) => nodeNoun.toItem(resource, node));
  await runBulk(services, { verb: rebootNode, choices, items, judgedAtMs });
}

/** Asks before nodes reboot. Throws `InvalidInput` where that cannot be done to any, and `Cancelled`. */
export async function confirmReboot(
  services: App,
  nodes: readonly NodeResource[],
  rest?: Rest<NodeChoices>,
): Promise<{ readonly candidates: readonly NodeCandidate[]; readonly choices: NodeChoices }> {
  const judged = await judgeNodes(services, nodes, ({ node }) => planReboot(node));
  requireCandidates(judged);
  const message = rebootNode.texts.question(judged.candidates.length, toFirstName(services, judged.candidates));
  const { option, effect, interrupts } = await pickTaskChoice(services, judged.candidates, message, rest);
  const [ends, reruns, typed] = await Promise.all([
    judgeEnds(judged, option),
    foreseeReruns('reboot', judged.candidates),
    findTyped(judged.candidates, { loses: ({ node }) => takesTasks(node), comeBack: true }),
  ]);
  const candidates = await confirmCandidates(services, ends, {
    will: { verb: rebootNode, choices: { option } },
    rest,
    message,
    names: toNodeLines(services, judged.candidates),
    detail: [effect, ...reruns, l10n.t('Files of tasks are kept. Data in memory is lost.')],
    confirm: rebootNode.texts.confirm(),
    asksMore: typed.length > 0,
    ...(interrupts ? { canBeUndone: false } : { canBeUndone: true, always: true }),
  });
  await typeNames(services, typed, l10n.t('Reboot'));
  return { candidates, choices: { option } };
}
