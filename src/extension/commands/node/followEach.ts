import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { findNow } from '../../bulk/verbs/looks.ts';
import type { CommandServices } from '../command.ts';
import { followUntil } from '../definition/followUntil.ts';

/** Nodes that are asked for at a time. */
const mostAsked = 20;

/** A node that something was asked of. */
export interface FollowedNode {
  readonly resource: NodeResource;
  /** As it was when the request was judged. */
  readonly node: ComputeNode;
}

/**
 * Looks at nodes again and again, a few at a time, until `judge` has said of each what became of it, and then tells that
 * once.
 */
export function followEach<End extends string>(
  services: CommandServices,
  followed: readonly FollowedNode[],
  judge: (before: ComputeNode, now: ComputeNode | undefined) => End | 'underway',
  tell: (ended: ReadonlyMap<NodeResource, End>) => Promise<void>,
): void {
  const [first] = followed;
  if (first === undefined) return;
  const ended = new Map<NodeResource, End>();
  followUntil(services, first.resource.accountId, async () => {
    const open = followed.filter(({ resource }) => !ended.has(resource)).slice(0, mostAsked);
    await Promise.all(
      open.map(async ({ resource, node }) => {
        const { service } = await services.accounts.getStore(resource.accountId);
        const end = judge(node, await findNow(service.nodes.getNode(resource.poolId, resource.nodeId)));
        if (end !== 'underway') ended.set(resource, end);
      }),
    );
    if (ended.size < followed.length) return false;
    await tell(ended);
    return true;
  });
}
