import * as l10n from '@vscode/l10n';
import { planReimage } from '../../../core/remedy/nodePlans.ts';
import { reimageVerb, toNodeItem } from '../../bulk/verbs/nodes.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { CommandServices } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { judgeNodes } from './candidates.ts';
import { confirmWholePools } from './confirmWholePools.ts';
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
export async function run(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judgedAtMs = Date.now();
  const judged = await judgeNodes(services, nodes, ({ node }) => planReimage(node));
  requireCandidates(judged);
  const message = reimageVerb.texts.question(judged.candidates.length, toFirstName(services, judged.candidates));
  const { option, effect } = await pickTaskChoice(services, judged.candidates, message);
  const [ends, reruns] = await Promise.all([judgeEnds(judged, option), foreseeReruns('reimage', judged.candidates)]);
  const candidates = await confirmCandidates(ends, {
    will: { verb: reimageVerb, choices: { option } },
    message,
    names: toNodeLines(services, judged.candidates),
    detail: [
      effect,
      l10n.t('All data on the disks is lost: logs and results of tasks, users and installed software.'),
      ...reruns,
    ],
    confirm: reimageVerb.texts.confirm(),
    canBeUndone: false,
  });
  await confirmWholePools(candidates, l10n.t('Reimage'));
  const items = candidates.map(({ resource, node }) => toNodeItem(resource, node));
  await runBulk(services, { verb: reimageVerb, choices: { option }, items, judgedAtMs });
}
