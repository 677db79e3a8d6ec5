import * as l10n from '@vscode/l10n';
import type { NodeResource } from '../../../core/model/resource.ts';
import { planMachine } from '../../../core/remedy/nodeLife.ts';
import type { App } from '../../app.ts';
import type { Rest } from '../bulk/rest.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { RemedyContribution } from '../contribution.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { toFirstName } from '../thingName.ts';
import { nodeNoun } from '../verbs/node/node.ts';
import { startNode } from '../verbs/node/start.ts';
import { judgeNodes, type NodeCandidate } from './candidates.ts';
import { foreseeReruns } from './foreseeReruns.ts';
import { toNodeLines } from './nodeNames.ts';

export const contribution: RemedyContribution = {
  title: 'Start Deallocated Node…',
  effect: 'changes',
  needs: 'changeNodes',
  remedy: () => l10n.t('Start Node…'),
  rows: [{ on: 'node', if: 'deallocated', at: '3_putRight@7' }],
};

/** Starts nodes that were deallocated, and tells when they are back. */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judgedAtMs = services.clock.now();
  const { candidates, choices } = await confirmStart(services, nodes);
  const items = candidates.map(({ resource, node }) => nodeNoun.toItem(resource, node));
  await runBulk(services, { verb: startNode, choices, items, judgedAtMs });
}

/** Asks before nodes start. Throws `InvalidInput` where none can, and `Cancelled`. */
export async function confirmStart(
  services: App,
  nodes: readonly NodeResource[],
  rest?: Rest,
): Promise<{ readonly candidates: readonly NodeCandidate[]; readonly choices: object }> {
  const judged = await judgeNodes(services, nodes, ({ node, service }) =>
    planMachine('start', node, service.apiVersion),
  );
  const reruns = await foreseeReruns('reboot', requireCandidates(judged));
  const candidates = await confirmCandidates(services, judged, {
    will: { verb: startNode, choices: {} },
    rest,
    message: startNode.texts.question(judged.candidates.length, toFirstName(services, judged.candidates)),
    names: toNodeLines(services, judged.candidates),
    detail: [l10n.t('VMs that run are charged for.'), ...reruns],
    confirm: startNode.texts.confirm(),
    canBeUndone: true,
    always: true,
  });
  return { candidates, choices: {} };
}
