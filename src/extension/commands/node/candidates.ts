import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import type { Verdict } from '../../../core/remedy/verdict.ts';
import type { BatchService } from '../../../service/ports.ts';
import type { CommandServices } from '../command.ts';
import { type Judged, judgeEach } from '../judge.ts';

/** A node with what the service says about it now. */
export interface NodeCandidate {
  readonly resource: NodeResource;
  readonly service: BatchService;
  readonly node: ComputeNode;
  readonly pool: Pool;
}

/** Judges nodes as they are now; each pool is read once. */
export async function judgeNodes(
  services: Pick<CommandServices, 'accounts'>,
  nodes: readonly NodeResource[],
  judge: (candidate: NodeCandidate) => Verdict,
): Promise<Judged<NodeResource, NodeCandidate>> {
  const pools = new Map<string, Promise<Pool>>();
  const load = async (resource: NodeResource): Promise<NodeCandidate> => {
    const { service } = await services.accounts.getStore(resource.accountId);
    const poolKey = JSON.stringify([resource.accountId, resource.poolId]);
    const pool = pools.get(poolKey) ?? service.pools.getPool(resource.poolId);
    pools.set(poolKey, pool);
    const node = await service.nodes.getNode(resource.poolId, resource.nodeId);
    return { resource, service, node, pool: await pool };
  };
  return judgeEach(services, nodes, load, judge);
}
