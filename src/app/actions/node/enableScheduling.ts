import * as l10n from '@vscode/l10n';
import { planTransition } from '../../../core/remedy/life.ts';
import { nodeLife } from '../../../core/remedy/nodeLife.ts';
import type { App } from '../../app.ts';
import { runBulk } from '../bulk/runBulk.ts';
import type { RemedyContribution } from '../contribution.ts';
import { requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { enableNodeScheduling } from '../verbs/node/enableScheduling.ts';
import { nodeNoun } from '../verbs/node/node.ts';
import { judgeNodes } from './candidates.ts';

export const contribution: RemedyContribution = {
  title: 'Bring Node Online',
  effect: 'changes',
  needs: 'changeNodes',
  remedy: () => l10n.t('Bring Node Online'),
  rows: [{ on: 'node', if: 'offline', unless: 'unreachable', at: '3_putRight@3' }],
};

/** Brings nodes online again. Nothing is lost by it, so nothing is asked. */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judgedAtMs = services.clock.now();
  const judged = await judgeNodes(services, nodes, ({ node }) => planTransition(nodeLife.enableScheduling, node));
  const candidates = requireCandidates(judged);
  const items = candidates.map(({ resource, node }) => nodeNoun.toItem(resource, node));
  await runBulk(services, { verb: enableNodeScheduling, choices: {}, items, judgedAtMs });
}
