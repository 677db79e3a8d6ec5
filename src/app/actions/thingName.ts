import type { Resource } from '../../core/model/resource.ts';
import { toOwnId } from '../../core/model/resourceChain.ts';
import { toNodeLabel, toNodeNumber } from '../../core/query/nodeNames.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import type { WithAccounts } from '../accounts/accounts.ts';
import { findNodeNames } from '../evidence/nodeNames.ts';

/** A thing as people know it: its id, with the name before it that the explorer gives a node. Not escaped. */
export function toThingName(services: WithAccounts, resource: Resource): string {
  return nameWith(toNodeLabel, services, resource);
}

/** The same for a sentence that says what it is: "node {0}" is of `3 (tvmps_1a2b3c4d…)`. Not escaped. */
export function toNameInSentence(services: WithAccounts, resource: Resource): string {
  return nameWith(toNodeNumber, services, resource);
}

function nameWith(nameNode: typeof toNodeLabel, { accounts }: WithAccounts, resource: Resource): string {
  const id = toOwnId(resource);
  const store = resource.kind === 'node' ? accounts.findStore(resource.accountId) : undefined;
  return store === undefined || resource.kind !== 'node' ? id : nameNode(id, findNodeNames(store, resource.poolId));
}

const maxNameLength = 64;

/** The first of several things by its name, for a question about it alone, which says what it is. Escaped. */
export function toFirstName(services: WithAccounts, things: readonly { readonly resource: Resource }[]): string {
  const [first] = things;
  return first === undefined ? '' : toShortVisible(toNameInSentence(services, first.resource), maxNameLength);
}
