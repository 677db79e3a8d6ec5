import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { toKey } from '../../../core/model/resourceChain.ts';
import { readNow } from '../bulk/readNow.ts';
import type { CommandServices } from '../command.ts';
import { followUntil } from '../definition/followUntil.ts';

/** A node that something was asked of. */
export interface FollowedNode {
  readonly resource: NodeResource;
  /** As it was when the request was judged. */
  readonly node: ComputeNode;
}

/** Looks at nodes again and again until `judge` has said of each what became of it, and then tells that once. */
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
    const open = followed.filter(({ resource }) => !ended.has(resource));
    const found = await readNow(
      services,
      open.map(({ resource }) => resource),
    );
    for (const { resource, node } of open) {
      const key = toKey(resource);
      // What cannot be read may be read the next time.
      if (!found.has(key)) continue;
      const end = judge(node, found.get(key) as ComputeNode | undefined);
      if (end !== 'underway') ended.set(resource, end);
    }
    if (ended.size < followed.length) return false;
    await tell(ended);
    return true;
  });
}
