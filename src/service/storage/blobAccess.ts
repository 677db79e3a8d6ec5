import type { Clock } from '../../core/clock.ts';
import type { CredentialTarget } from '../../core/model/credentialTarget.ts';
import { isLocalHost } from '../../core/places/storageHost.ts';
import type { AskedPlace } from '../../core/refusals/storageAnswers.ts';
import type { BlobAccess, BlobService } from './blobService.ts';

export interface StorageParts {
  readonly blobs: BlobService;
  readonly target: CredentialTarget;
  readonly clock: Clock;
  readonly storageHosts: readonly string[];
}

/** Returns a storage address that may be contacted: encrypted, or on this computer. Undefined for any other address. */
export function toStorageUrl(address: string): URL | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isUsable = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocalHost(url.hostname));
  return isUsable && url.username === '' && url.password === '' ? url : undefined;
}

/**
 * Lists the ways to authorize a request that needs a permission, the address's own signature first (Storage
 * documentation: `sp` of "Create a service SAS").
 */
export function listAccesses(
  url: URL,
  permission: 'r' | 'l',
  { blobs, target }: Pick<StorageParts, 'blobs' | 'target'>,
): readonly BlobAccess[] {
  const scope = blobs.hasTokens ? target.findStorageScope(url.href) : undefined;
  const permissions = url.searchParams.get('sp');
  // The address doesn't show the rights of a signature with a stored access policy.
  const isGranted = url.searchParams.has('sig') && (permissions === null || permissions.includes(permission));
  return [...(isGranted ? (['signature'] as const) : []), ...(scope === undefined ? [] : [{ scope }])];
}

/** Describes the place and authorization of a request for use in explanations. */
export function toAsked(
  url: URL,
  access: BlobAccess,
  { blobs, clock }: Pick<StorageParts, 'blobs' | 'clock'>,
): AskedPlace {
  const expiry = url.searchParams.get('se') ?? '';
  return {
    host: url.host,
    container: `${url.host}${url.pathname.replace(/\/$/, '')}`,
    isSigned: access === 'signature' && url.searchParams.has('sig'),
    expiredAt: access === 'signature' && Date.parse(expiry) < clock.now() ? expiry : undefined,
    couldSignIn: !blobs.hasTokens,
  };
}
