import type { Resource } from '../../core/model/resource.ts';
import { toOwnId } from '../../core/model/resourceChain.ts';
import { toNodeLabel } from '../../core/query/nodeNames.ts';
import { findNodeNames } from '../evidence/nodeNames.ts';
import type { CommandServices } from './command.ts';

/** A thing as people know it: its id, with the name before it that the explorer gives a node. Not escaped. */
export function toThingName({ accounts }: Pick<CommandServices, 'accounts'>, resource: Resource): string {
  const id = toOwnId(resource);
  const store = resource.kind === 'node' ? accounts.findStore(resource.accountId) : undefined;
  return store === undefined || resource.kind !== 'node' ? id : toNodeLabel(id, findNodeNames(store, resource.poolId));
}
