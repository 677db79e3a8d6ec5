import * as l10n from '@vscode/l10n';
import { planDeallocate } from '../../../core/remedy/nodePlans.ts';
import { plural } from '../../../core/text/plural.ts';
import { deallocateVerb, toNodeItem } from '../../bulk/verbs/nodes.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { CommandServices } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { judgeNodes } from './candidates.ts';
import { confirmWholePools } from './confirmWholePools.ts';
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
export async function run(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judgedAtMs = Date.now();
  const judged = await judgeNodes(services, nodes, ({ node, service }) => planDeallocate(node, service.apiVersion));
  requireCandidates(judged);
  const count = judged.candidates.length;
  const message = deallocateVerb.texts.question(count, toFirstName(services, judged.candidates));
  const { option, effect } = await pickTaskChoice(services, judged.candidates, message);
  const candidates = await confirmCandidates(await judgeEnds(judged, option), {
    will: { verb: deallocateVerb, choices: { option } },
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
    confirm: deallocateVerb.texts.confirm(),
    canBeUndone: false,
  });
  await confirmWholePools(candidates, l10n.t('Deallocate'));
  const items = candidates.map(({ resource, node }) => toNodeItem(resource, node));
  await runBulk(services, { verb: deallocateVerb, choices: { option }, items, judgedAtMs });
}
