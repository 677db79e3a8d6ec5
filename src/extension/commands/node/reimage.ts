import { l10n } from 'vscode';
import { planReimage } from '../../../core/remedy/nodePlans.ts';
import { forgetHostKey } from '../../connect/hostKeys.ts';
import { runBulk } from '../bulk.ts';
import type { CommandServices } from '../command.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { judgeNodes } from './candidates.ts';
import { toNodeLines, toNodeName } from './nodeNames.ts';
import { pickTaskChoice } from './pickTaskChoice.ts';
import { refreshNodes } from './refreshNodes.ts';

/** Sets nodes up anew from their image. All their files are lost; their host keys change, and are forgotten. */
export async function reimageNodes(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judged = await judgeNodes(services, nodes, ({ node }) => planReimage(node));
  const option = await pickTaskChoice(requireCandidates(judged), l10n.t('Reimage'));
  const resources = judged.candidates.map(({ resource }) => resource);
  const candidates = await confirmCandidates(judged, {
    message: resources.length === 1 ? l10n.t('Reimage this node?') : l10n.t('Reimage {0} nodes?', resources.length),
    detail: `${toNodeLines(services, resources)}\n${l10n.t('All files on the node are lost: logs and results of its tasks, users, whatever was installed. The start task runs again.')}`,
    confirm: l10n.t('Reimage'),
    always: true,
  });
  await runBulk(
    services,
    candidates,
    {
      title: candidates.length === 1 ? l10n.t('Reimaging the node') : l10n.t('Reimaging {0} nodes', candidates.length),
      nameOf: ({ resource }) => toNodeName(resource),
      toDone: (done) =>
        done === 1 ? l10n.t('The node is being reimaged.') : l10n.t('{0} nodes are being reimaged.', done),
      toFailed: (failed, total) => l10n.t('{0} of {1} nodes could not be reimaged.', failed, total),
    },
    async ({ service, resource }, signal) => {
      await service.nodes.reimageNode(resource.poolId, resource.nodeId, option, { signal });
      await forgetHostKey(services.context.globalStorageUri, resource);
    },
  );
  await refreshNodes(services, resources);
}
