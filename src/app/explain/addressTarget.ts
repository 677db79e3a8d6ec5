import { toFileOwner } from '../../core/model/resource.ts';
import { type Address, isByResourceId } from '../../core/query/address.ts';
import type { ExplanationTarget } from './explained.ts';

/** Returns the explanation that an address asks for, in an account; for a file, that of its owner. */
export function toExplanationTarget(address: Address, accountId: string): ExplanationTarget {
  const document = isByResourceId(address) ? undefined : address.document;
  if (document?.document === 'cause') return { ...document, resource: { ...document.resource, accountId } };
  return { resource: toFileOwner({ ...address.resource, accountId }), document: 'explanation' };
}
