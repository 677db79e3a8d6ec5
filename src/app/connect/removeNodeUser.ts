import { explainKeptUser, takesUsers } from '../../core/connect/reachability.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import type { NodePort } from '../../service/ports.ts';

/** Removes a user of a node; where the state of the node keeps the service from it, says so of `nodeName`. Throws `BatchError`. */
export async function removeNodeUser(
  nodes: NodePort,
  { poolId, nodeId }: NodeResource,
  userName: string,
  nodeName: string,
): Promise<void> {
  try {
    await nodes.removeUser(poolId, nodeId, userName);
  } catch (error) {
    if (!BatchError.is(error) || error.status !== 409) throw error;
    const present = await nodes.getNode(poolId, nodeId);
    throw takesUsers(present) ? error : explainKeptUser(present, nodeName, error);
  }
}
