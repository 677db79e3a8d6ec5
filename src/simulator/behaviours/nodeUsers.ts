import type { SshUser } from '../executors/executor.ts';
import type { NodeRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import type { World } from '../state/world.ts';

/** Passes a node's users to its machine. */
export function updateMachineUsers(world: World, node: NodeRecord): void {
  world.touch(node);
  node.machine?.setUsers([...node.users.values()]);
}

/** Removes a user when it expires, unless another user has its name by then. */
export function expireLater(world: World, node: NodeRecord, user: SshUser): void {
  world.later(user.expiryTimeMs - world.clock.now(), () => {
    if (node.users.get(toKey(user.name)) !== user) return;
    node.users.delete(toKey(user.name));
    updateMachineUsers(world, node);
  });
}
