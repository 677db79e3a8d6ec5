import { l10n } from 'vscode';
import { planReboot } from '../../../core/remedy/nodePlans.ts';
import { runBulk } from '../bulk.ts';
import type { CommandServices } from '../command.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { judgeNodes } from './candidates.ts';
import { toNodeLines, toNodeName } from './nodeNames.ts';
import { pickTaskChoice } from './pickTaskChoice.ts';
import { refreshNodes } from './refreshNodes.ts';

/** Reboots nodes, with the user's choice of what happens to tasks that run there. */
export async function rebootNodes(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judged = await judgeNodes(services, nodes, ({ node }) => planReboot(node));
  const option = await pickTaskChoice(requireCandidates(judged), l10n.t('Reboot'));
  const resources = judged.candidates.map(({ resource }) => resource);
  const candidates = await confirmCandidates(judged, {
    message: resources.length === 1 ? l10n.t('Reboot this node?') : l10n.t('Reboot {0} nodes?', resources.length),
    detail: `${toNodeLines(services, resources)}\n${l10n.t('The start task runs again. Files of tasks stay on the node; what is in memory is lost.')}`,
    confirm: l10n.t('Reboot'),
    always: true,
  });
  await runBulk(
    services,
    candidates,
    {
      title: candidates.length === 1 ? l10n.t('Rebooting the node') : l10n.t('Rebooting {0} nodes', candidates.length),
      nameOf: ({ resource }) => toNodeName(resource),
      toDone: (done) => (done === 1 ? l10n.t('The node is rebooting.') : l10n.t('{0} nodes are rebooting.', done)),
      toFailed: (failed, total) => l10n.t('{0} of {1} nodes could not be rebooted.', failed, total),
    },
    ({ service, resource }, signal) => service.nodes.rebootNode(resource.poolId, resource.nodeId, option, { signal }),
  );
  await refreshNodes(services, resources);
}
