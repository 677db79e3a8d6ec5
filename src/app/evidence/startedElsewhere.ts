import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { NodeResource } from '../../core/model/resource.ts';
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
 * Reads how the start tasks of a pool's nodes ended, with one request, only for a node whose start task failed. If the
 * request is refused, the explanation omits this.
 */
export async function readStarts(
  service: AccountStore['service'],
  { poolId }: Pick<NodeResource, 'poolId'>,
  node: ComputeNode,
): Promise<readonly ComputeNode[]> {
  if (node.startTaskInfo?.result !== 'failure') return [];
  const select = ['id', 'startTask', 'startTaskInfo'];
  const nodes = await new MissingEvidence().ifThere(
    readFirstPage(service.nodes.listNodes(poolId, { select, pageSize: maxNodes })),
  );
  return nodes ?? [];
}
