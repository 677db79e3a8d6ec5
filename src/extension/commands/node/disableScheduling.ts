import { l10n } from 'vscode';
import { planDisableScheduling } from '../../../core/remedy/nodePlans.ts';
import { runBulk } from '../bulk.ts';
import type { CommandServices } from '../command.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { judgeNodes } from './candidates.ts';
import { toNodeLines, toNodeName } from './nodeNames.ts';
import { pickTaskChoice } from './pickTaskChoice.ts';
import { refreshNodes } from './refreshNodes.ts';

/** Takes nodes offline: they get no tasks until they are brought online again. */
export async function disableScheduling(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judged = await judgeNodes(services, nodes, ({ node }) => planDisableScheduling(node));
  const option = await pickTaskChoice(requireCandidates(judged), l10n.t('Take offline'));
  const resources = judged.candidates.map(({ resource }) => resource);
  const candidates = await confirmCandidates(judged, {
    message:
      resources.length === 1 ? l10n.t('Take this node offline?') : l10n.t('Take {0} nodes offline?', resources.length),
    detail: `${toNodeLines(services, resources)}\n${l10n.t('It gets no tasks until it is brought online again, keeps its files, and is charged for.')}`,
    confirm: l10n.t('Take offline'),
    // Choosing "wait for the tasks" interrupts nothing and can be undone, so the pick was question enough.
    always: option !== 'taskcompletion',
  });
  await runBulk(
    services,
    candidates,
    {
      title:
        candidates.length === 1
          ? l10n.t('Taking the node offline')
          : l10n.t('Taking {0} nodes offline', candidates.length),
      nameOf: ({ resource }) => toNodeName(resource),
      toDone: (done) =>
        done === 1 ? l10n.t('The node gets no more tasks.') : l10n.t('{0} nodes get no more tasks.', done),
      toFailed: (failed, total) => l10n.t('{0} of {1} nodes could not be taken offline.', failed, total),
    },
    ({ service, resource }, signal) =>
      service.nodes.disableScheduling(resource.poolId, resource.nodeId, option, { signal }),
  );
  await refreshNodes(services, resources);
}
