import * as l10n from '@vscode/l10n';
import { readNode } from '../../../core/model/computeNodeShape.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { toKey, toParent } from '../../../core/model/resourceChain.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import { settleRemoveNode } from '../../../core/remedy/settleNode.ts';
import { plural } from '../../../core/text/plural.ts';
import { toCommandId } from '../../commandId.ts';
import type { Together, Verb } from '../verb.ts';
import { nodesGone } from './effects.ts';
import { lookAt } from './looks.ts';
import { describeKeptNodes, findChangeOfNode, type NodeChoices } from './nodes.ts';

/** Removes nodes from their pools for good: one request a pool, since a pool that is shrinking refuses the next. */
export const removeNodesVerb: Verb<NodeResource, NodeChoices> = {
  id: toCommandId('node.remove'),
  isRepeatable: true,
  canBeUndone: () => false,
  sends: [['POST', '/removenodes', 'pool']],
  takesAway: () => true,
  findChange: findChangeOfNode,
  effect: nodesGone,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Removing the node'), other: l10n.t('Removing {count} nodes', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The node is leaving its pool.'),
        other: l10n.t('{count} nodes are leaving their pools.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node could not be removed.'),
        other: l10n.t('{count} of {total} nodes could not be removed.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Remove node {0} from its pool?', name),
        other: l10n.t('Remove {count} nodes from their pools?', asCount(count)),
      }),
    confirm: () => l10n.t('Remove'),
    kept: describeKeptNodes,
  },
  bind(services, { option }) {
    return {
      group: groupByPool,
      async act([first, ...others], options) {
        const { accountId, poolId } = first.resource;
        const { pools } = await services.getService(accountId);
        const nodeIds = [first, ...others].map(({ resource }) => resource.nodeId);
        // A node that comes back under its id, as Spot nodes do, is another machine.
        await services.whileReimaging([first, ...others], () => pools.removeNodes(poolId, nodeIds, option, options));
        return undefined;
      },
      async settle(item, sent) {
        const { accountId, poolId, nodeId } = item.resource;
        const service = await services.getService(accountId);
        return settleRemoveNode(await lookAt(readNode, item, sent, service.nodes.getNode(poolId, nodeId)));
      },
      async afterDone({ resource }) {
        await services.forgetHostKey(resource);
        return undefined;
      },
    };
  },
};

/** The nodes of each pool. */
export function groupByPool(items: readonly BulkItem<NodeResource>[]): readonly Together<NodeResource>[] {
  const byPool = new Map<string, [BulkItem<NodeResource>, ...BulkItem<NodeResource>[]]>();
  for (const item of items) {
    const pool = toParent(item.resource);
    const key = pool === undefined ? '' : toKey(pool);
    const known = byPool.get(key);
    if (known === undefined) byPool.set(key, [item]);
    else known.push(item);
  }
  return [...byPool.values()];
}
