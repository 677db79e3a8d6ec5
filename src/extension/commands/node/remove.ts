import { l10n } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import { planRemove } from '../../../core/remedy/nodePlans.ts';
import { runBulk } from '../bulk.ts';
import type { CommandServices } from '../command.ts';
import { confirmCandidates, requireCandidates } from '../judge.ts';
import { resolve } from '../resolve.ts';
import { judgeNodes, type NodeCandidate } from './candidates.ts';
import { toNodeLines, toNodeName } from './nodeNames.ts';
import { pickTaskChoice } from './pickTaskChoice.ts';
import { refreshNodes } from './refreshNodes.ts';

/** Ids that one request takes (Batch documentation: "Pool - Remove Nodes"). */
const maxNodesPerRequest = 100;

/** Removes nodes from their pools for good; the pools get smaller. */
export async function removeNodes(services: CommandServices, args: readonly unknown[]): Promise<void> {
  const nodes = await resolve(services, 'node', args);
  const judged = await judgeNodes(services, nodes, ({ node, pool }) => planRemove(node, pool));
  const requests = toRequests(requireCandidates(judged));
  const option = await pickTaskChoice(judged.candidates, l10n.t('Remove from the pool'));
  const resources = judged.candidates.map(({ resource }) => resource);
  await confirmCandidates(judged, {
    message:
      resources.length === 1
        ? l10n.t('Remove this node from its pool?')
        : l10n.t('Remove {0} nodes from their pools?', resources.length),
    detail: `${toNodeLines(services, resources)}\n${l10n.t('All files on the node are lost, logs and results of its tasks among them. The pool gets smaller; resize it to have another node.')}`,
    confirm: l10n.t('Remove'),
    always: true,
  });
  await runBulk(
    services,
    requests,
    {
      title: l10n.t('Removing nodes'),
      nameOf: (request) => request.map(({ resource }) => toNodeName(resource)).join(', '),
      toDone: (done) =>
        done === 1 ? l10n.t('The nodes are leaving their pool.') : l10n.t('The nodes are leaving {0} pools.', done),
      toFailed: (failed, total) => l10n.t('{0} of {1} removals were refused.', failed, total),
    },
    async (request, signal) => {
      const [first] = request;
      if (first === undefined) return;
      const nodeIds = request.map(({ resource }) => resource.nodeId);
      await first.service.pools.removeNodes(first.resource.poolId, nodeIds, option, { signal });
    },
  );
  await refreshNodes(services, resources);
}

/**
 * One request a pool, since a pool that is shrinking refuses the next. Throws `InvalidInput` for more nodes of one pool
 * than a request takes, before anything is removed.
 */
function toRequests(candidates: readonly NodeCandidate[]): readonly (readonly NodeCandidate[])[] {
  const byPool = new Map<string, NodeCandidate[]>();
  for (const candidate of candidates) {
    const { accountId, poolId } = candidate.resource;
    const poolKey = JSON.stringify([accountId, poolId]);
    byPool.set(poolKey, [...(byPool.get(poolKey) ?? []), candidate]);
  }
  const requests = [...byPool.values()];
  if (requests.every((request) => request.length <= maxNodesPerRequest)) return requests;
  throw new BatchError({
    code: 'InvalidInput',
    message: l10n.t(
      'At most {0} nodes of a pool can be removed at once. Choose fewer, or resize the pool.',
      maxNodesPerRequest,
    ),
  });
}
