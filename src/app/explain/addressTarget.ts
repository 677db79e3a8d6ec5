import { toFileOwner } from '../../core/model/resource.ts';
import { type Address, isByResourceId } from '../../core/places/address.ts';
import type { ExplanationTarget } from './explained.ts';

/** Returns the explanation that an address in an account refers to; for a file, the explanation of its owner. */
export function toExplanationTarget(address: Address, accountId: string): ExplanationTarget {
  const document = isByResourceId(address) ? undefined : address.document;
  if (document?.document === 'cause') return { ...document, resource: { ...document.resource, accountId } };
  return { resource: toFileOwner({ ...address.resource, accountId }), document: 'explanation' };
}
