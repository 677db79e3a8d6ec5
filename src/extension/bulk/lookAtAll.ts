import { BatchError } from '../../core/model/batchError.ts';
import type { NodeResource, Resource } from '../../core/model/resource.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import type { BatchService, CallOptions } from '../../service/ports.ts';

/** From so many nodes of a pool on its list is asked for, which has a thousand in one answer. */
const manyNodes = 20;
const concurrency = 4;

/**
 * Tells how things are now. Of what is gone or cannot be read nothing is told: who acts on it hears that from the
 * service. Throws `Cancelled`.
 */
export async function lookAtAll(
  getService: (accountId: string) => Promise<BatchService>,
  resources: readonly Resource[],
  onFound: (resource: Resource, now: object) => void,
  options: CallOptions,
): Promise<void> {
  const { listed, others } = groupNodes(resources);
  const looks = [
    ...listed.map((nodes) => () => lookAtNodes(getService, nodes, onFound, options)),
    ...others.map((resource) => async () => {
      const now = await get(await getService(resource.accountId), resource, options);
      if (now !== undefined) onFound(resource, now);
    }),
  ].values();
  const work = async (): Promise<void> => {
    for (const look of looks) {
      await look().catch((error: unknown) => {
        if (!BatchError.is(error)) throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

/** Nodes of which there are many in one pool, by pool, and everything else. */
function groupNodes(resources: readonly Resource[]): {
  readonly listed: readonly (readonly NodeResource[])[];
  readonly others: readonly Resource[];
} {
  const pools = new Map<string, NodeResource[]>();
  for (const resource of resources) {
    if (resource.kind !== 'node') continue;
    const pool = JSON.stringify([resource.accountId, resource.poolId]);
    pools.set(pool, [...(pools.get(pool) ?? []), resource]);
  }
  const listed = [...pools.values()].filter(({ length }) => length >= manyNodes);
  const isListed = new Set<Resource>(listed.flat());
  return { listed, others: resources.filter((resource) => !isListed.has(resource)) };
}

async function lookAtNodes(
  getService: (accountId: string) => Promise<BatchService>,
  nodes: readonly NodeResource[],
  onFound: (resource: Resource, now: object) => void,
  options: CallOptions,
): Promise<void> {
  const [first] = nodes;
  if (first === undefined) return;
  const { accountId, poolId } = first;
  const wanted = new Map(nodes.map((node) => [toKey(node), node]));
  const { nodes: port } = await getService(accountId);
  for await (const page of port.listNodes(poolId, {
    select: ['id', 'state', 'schedulingState', 'allocationTime'],
    ...options,
  }))
    for (const node of page) {
      const one = wanted.get(toKey({ kind: 'node', accountId, poolId, nodeId: node.id }));
      if (one !== undefined) onFound(one, node);
    }
}

async function get(service: BatchService, resource: Resource, options: CallOptions): Promise<object | undefined> {
  switch (resource.kind) {
    case 'task':
      return service.tasks.getTask(resource.jobId, resource.taskId, options);
    case 'node':
      return service.nodes.getNode(resource.poolId, resource.nodeId, options);
    case 'job':
      return service.jobs.getJob(resource.jobId, options);
    case 'pool':
      return service.pools.getPool(resource.poolId, options);
    case 'jobSchedule':
      return service.jobSchedules.getJobSchedule(resource.scheduleId, options);
    default:
      return undefined;
  }
}
