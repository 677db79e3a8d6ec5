import { toFileOwner } from '../../core/model/resourceChain.ts';
import { type Address, isByResourceId } from '../../core/query/address.ts';
import type { ExplanationTarget } from './explained.ts';

/** What an address asks to explain, in an account: of a file what it belongs to. */
export function toExplanationTarget(address: Address, accountId: string): ExplanationTarget {
  const document = isByResourceId(address) ? undefined : address.document;
  if (document?.document === 'cause') return { ...document, resource: { ...document.resource, accountId } };
  return { resource: toFileOwner({ ...address.resource, accountId }), document: 'explanation' };
}
