import { l10n } from 'vscode';
import { planDisableScheduling } from '../../../core/remedy/nodePlans.ts';
import { disableSchedulingVerb, toNodeItem } from '../../bulk/verbs/nodes.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { CommandServices } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { judgeNodes } from './candidates.ts';
import { judgeEnds } from './foreseeEnds.ts';
import { toNodeLines } from './nodeNames.ts';
import { pickTaskChoice } from './pickTaskChoice.ts';

export const contribution: RemedyContribution = {
  title: 'Take Node Offline…',
  effect: 'changes',
  remedy: () => l10n.t('Take Node Offline…'),
  rows: [{ on: 'node', if: 'online', at: '3_putRight@2' }],
};

/** Takes nodes offline: they get no tasks until they are brought online again. */
export async function run(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judgedAtMs = Date.now();
  const judged = await judgeNodes(services, nodes, ({ node }) => planDisableScheduling(node));
  const { option, effect, interrupts } = await pickTaskChoice(requireCandidates(judged), l10n.t('Take offline'));
  const count = judged.candidates.length;
  const candidates = await confirmCandidates(await judgeEnds(judged, option), {
    message: disableSchedulingVerb.texts.question(count),
    names: toNodeLines(services, judged.candidates),
    detail: [
      effect,
      count === 1
        ? l10n.t('It gets no tasks until it is brought online again, keeps its files, and is charged for.')
        : l10n.t('They get no tasks until they are brought online again, keep their files, and are charged for.'),
    ],
    confirm: disableSchedulingVerb.texts.confirm(),
    // Waiting for the tasks interrupts nothing, so the pick was question enough.
    ...(interrupts ? { canBeUndone: false } : { canBeUndone: true, always: option !== 'taskcompletion' }),
  });
  const items = candidates.map(({ resource, node }) => toNodeItem(resource, node));
  await runBulk(services, { verb: disableSchedulingVerb, choices: { option }, items, judgedAtMs });
}
