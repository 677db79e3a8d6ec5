import { type NodeOs, toNodeOs } from '../../core/connect/nodeUser.ts';
import { explainUnreachable, explainUnreachableState, findRemoteEndpoint } from '../../core/connect/reachability.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { ComputeNode, RemoteLoginSettings } from '../../core/model/computeNode.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import type { BatchService } from '../../service/ports.ts';

/** A node as the service tells it now. */
export interface PresentNode {
  readonly os: NodeOs;
  readonly node: ComputeNode;
  readonly pool: Pool;
}

export interface ReachableNode extends PresentNode {
  readonly endpoint: RemoteLoginSettings;
}

/** What must be known of a node before somebody logs in to it. Throws `NodeNotReady` when no machine would answer. */
export async function findPresentNode(service: BatchService, { poolId, nodeId }: NodeResource): Promise<PresentNode> {
  const [pool, node] = await Promise.all([service.pools.getPool(poolId), service.nodes.getNode(poolId, nodeId)]);
  const obstacle = explainUnreachableState(node);
  if (obstacle !== undefined) throw obstacle;
  return { os: toNodeOs(pool.virtualMachineConfiguration?.nodeAgentSKUId), node, pool };
}

/**
 * Where SSH or RDP of the node is reachable. The node's own list of end points is read first, since the remote login
 * settings fail on pools that map no port. Throws `BatchError` that says why the node cannot be reached.
 */
export async function findReachableNode(service: BatchService, resource: NodeResource): Promise<ReachableNode> {
  const present = await findPresentNode(service, resource);
  const { node, pool, os } = present;
  const endpoint = findRemoteEndpoint(node, os) ?? (await askForEndpoint(service, pool, resource.nodeId, os));
  return { ...present, endpoint };
}

async function askForEndpoint(
  service: BatchService,
  pool: Pool,
  nodeId: string,
  os: NodeOs,
): Promise<RemoteLoginSettings> {
  try {
    return await service.nodes.getRemoteLoginSettings(pool.id, nodeId);
  } catch (error) {
    // Whatever the service calls it, a refusal means that there is no end point; the pool tells why.
    if (BatchError.is(error) && error.status !== undefined && error.status < 500 && error.status !== 429) {
      throw explainUnreachable(pool, os, error);
    }
    throw error;
  }
}
