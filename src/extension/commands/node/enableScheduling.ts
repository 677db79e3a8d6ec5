import { l10n } from 'vscode';
import { planEnableScheduling } from '../../../core/remedy/nodePlans.ts';
import { runBulk } from '../bulk.ts';
import type { CommandServices } from '../command.ts';
import { requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { judgeNodes } from './candidates.ts';
import { toNodeName } from './nodeNames.ts';
import { refreshNodes } from './refreshNodes.ts';

/** Brings nodes online again. Nothing is lost by it, so nothing is asked. */
export async function enableScheduling(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judged = await judgeNodes(services, nodes, ({ node }) => planEnableScheduling(node));
  const candidates = requireCandidates(judged);
  await runBulk(
    services,
    candidates,
    {
      title:
        candidates.length === 1
          ? l10n.t('Bringing the node online')
          : l10n.t('Bringing {0} nodes online', candidates.length),
      nameOf: ({ resource }) => toNodeName(resource),
      toDone: (done) =>
        done === 1 ? l10n.t('The node takes tasks again.') : l10n.t('{0} nodes take tasks again.', done),
      toFailed: (failed, total) => l10n.t('{0} of {1} nodes could not be brought online.', failed, total),
    },
    ({ service, resource }, signal) => service.nodes.enableScheduling(resource.poolId, resource.nodeId, { signal }),
  );
  await refreshNodes(services, nodes);
}
