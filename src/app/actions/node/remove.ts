import * as l10n from '@vscode/l10n';
import type { BulkItem } from '../../../core/changes/bulk/bulkRecord.ts';
import {
  describeRemoval,
  judgeRemoval,
  mostRemovedAtOnce,
  planRemove,
  planRemoveLater,
  settleRemoveNode,
} from '../../../core/changes/nodeRemoval.ts';
import { lookUntilSeen } from '../../../core/clock.ts';
import { groupBy } from '../../../core/groupBy.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { isBeingResized } from '../../../core/model/pool.ts';
import { type NodeResource, toKey } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { toCommandId } from '../../commandId.ts';
import type { RemedyContribution } from '../verb/contribution.ts';
import { toAction, toCommand } from '../verb/toAction.ts';
import type { Together } from '../verb/verb.ts';
import {
  describeKeptNodes,
  findChangeOfNode,
  judgeNodes,
  type NodeCandidate,
  type NodeChoices,
  nodeNoun,
} from './nodes.ts';
import { chooseForTasks } from './pickTaskChoice.ts';

export const contribution: RemedyContribution = {
  title: 'Remove Node from Its Pool…',
  effect: 'destroys',
  palette: 'never',
  needs: 'changeNodes',
  remedy: () => l10n.t('Remove Node…'),
  rows: [{ on: 'node', at: '9_danger@2' }],
};

/** Longest wait between polls of a pool that is still resizing, in milliseconds. */
const longestWaitMs = 15_000;

/**
 * Removes nodes from their pools permanently. Each request removes as many nodes as the service accepts at once; the
 * rest follow when the pool is steady again.
 */
export const removeNodes = toAction<NodeResource, ComputeNode, NodeCandidate, NodeChoices>(nodeNoun, {
  id: toCommandId('node.remove'),
  canBeUndone: () => false,
  sends: [['POST', '/removenodes', { of: 'pool', most: mostRemovedAtOnce }]],
  takesAway: () => true,
  findChange: findChangeOfNode,
  settle: settleRemoveNode,
  effect: {
    judge: judgeRemoval,
    seen: (n) => [
      l10n.t('The node that you removed has left its pool.'),
      l10n.t('All {count} nodes that you removed have left their pools.', n),
    ],
    astray: (nOf, name) => [
      l10n.t('Node {0}, which you removed, is still in its pool.', name),
      l10n.t('Nodes you removed that are still in the pool: {count} of {total}.', nOf),
    ],
  },
  texts: {
    title: (n) => [l10n.t('Removing the node'), l10n.t('Removing {count} nodes', n)],
    done: (n, name) => [
      l10n.t('Node {0} is leaving its pool.', name),
      l10n.t('{count} nodes are leaving their pools.', n),
    ],
    failed: (nOf) => [
      l10n.t('The node could not be removed.'),
      l10n.t('{count} of {total} nodes could not be removed.', nOf),
    ],
    question: (n, name) => [
      l10n.t('Remove node {0} from its pool?', name),
      l10n.t('Remove {count} nodes from their pools?', n),
    ],
    confirm: () => l10n.t('Remove'),
    kept: describeKeptNodes,
  },
  bind(services, { option }) {
    return {
      group: (items) => groupByPool(items).flatMap(toChunks),
      turns: {
        toKey: ([{ resource }]) => toPoolKey(resource),
        whenFree: ([{ resource }], { signal, clock }) =>
          lookUntilSeen(
            async () => {
              const { pools } = await services.getService(resource.accountId);
              const pool = await pools.getPool(resource.poolId, { signal });
              // A pool that is being deleted refuses the request, and the refusal is shown.
              return isBeingResized(pool) && pool.state !== 'deleting' ? undefined : true;
            },
            { clock, signal, longestMs: longestWaitMs },
          ).then(() => undefined),
      },
      async act([first, ...others], options) {
        const { accountId, poolId } = first.resource;
        const { pools } = await services.getService(accountId);
        const nodeIds = [first, ...others].map(({ resource }) => resource.nodeId);
        // A node that comes back with the same ID, as Spot nodes do, is a different machine.
        await services.hostKeys.whileReimaging([first, ...others], () =>
          pools.removeNodes(poolId, nodeIds, option, options),
        );
        return undefined;
      },
      async afterDone({ resource }) {
        await services.hostKeys.forget(resource);
        return undefined;
      },
    };
  },
  judge: (app, nodes, _nowMs, rest) =>
    judgeNodes(app, nodes, ({ node, pool }) => (rest === undefined ? planRemove : planRemoveLater)(node, pool)),
  async choose(app, judged, _nowMs, rest, question) {
    const { effect, chosen } = await chooseForTasks(app, judged, rest, { question, verb: l10n.t('Remove') });
    const { candidates } = judged;
    return {
      ...chosen,
      detail: [
        effect,
        plural(candidates.length, {
          '=1': l10n.t('All files on the node are lost, including task logs and results.'),
          other: l10n.t('All files on the nodes are lost, including task logs and results.'),
        }),
        ...listRemovals(candidates),
      ],
      asks: 'beforeLasting',
    };
  },
});

export const run = toCommand(nodeNoun.kind, removeNodes);

function groupByPool(items: readonly BulkItem<NodeResource>[]): readonly Together<NodeResource>[] {
  return [...groupBy(items, ({ resource }) => toPoolKey(resource)).values()];
}

function toPoolKey({ accountId, poolId }: NodeResource): string {
  return toKey({ kind: 'pool', accountId, poolId });
}

function toChunks(nodes: Together<NodeResource>): readonly Together<NodeResource>[] {
  const chunks: Together<NodeResource>[] = [];
  for (let start = 0; start < nodes.length; start += mostRemovedAtOnce) {
    const [first, ...others] = nodes.slice(start, start + mostRemovedAtOnce);
    if (first !== undefined) chunks.push([first, ...others]);
  }
  return chunks;
}

function listRemovals(candidates: readonly NodeCandidate[]): readonly string[] {
  const said = groupByPool(candidates.map(({ resource }) => ({ resource }))).flatMap((group) => {
    const pool = candidates.find(({ resource }) => resource === group[0].resource)?.pool;
    return pool === undefined ? [] : describeRemoval(pool, group.length);
  });
  return [...new Set(said)];
}
