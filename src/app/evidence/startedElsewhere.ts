import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { indexStarted, type StartedElsewhere } from '../../core/relations/startedElsewhere.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { MissingEvidence } from './missingEvidence.ts';
import { readFirstPage } from './readPages.ts';

/** Maximum number of nodes read to find out why a task waits: one page of the service. */
export const maxNodes = 1000;

/** Converts one page of a pool's nodes to a list that may have more. */
export function toSlice(items: readonly ComputeNode[] = []): {
  readonly items: readonly ComputeNode[];
  readonly hasMore: boolean;
} {
  return { items, hasMore: items.length >= maxNodes };
}

/**
 * Reads whether start tasks succeeded on other nodes, with one request, only for a node whose start task failed. If the
 * request is refused, the explanation omits this.
 */
export async function readStartedElsewhere(
  service: AccountStore['service'],
  { poolId }: Pick<NodeResource, 'poolId'>,
  node: ComputeNode,
): Promise<StartedElsewhere | undefined> {
  if (node.startTaskInfo?.result !== 'failure') return undefined;
  const select = ['id', 'startTask', 'startTaskInfo'];
  const nodes = await new MissingEvidence().ifThere(
    readFirstPage(service.nodes.listNodes(poolId, { select, pageSize: maxNodes })),
  );
  return nodes && indexStarted(nodes)(node);
}
