import type { Clock } from '../../core/clock.ts';
import type { CredentialTarget } from '../../core/model/credentialTarget.ts';
import type { AskedPlace } from '../../core/query/storageAnswers.ts';
import { isLocalHost } from '../../core/query/storageHost.ts';
import type { BlobAccess, BlobService } from './blobService.ts';

export interface StorageParts {
  readonly blobs: BlobService;
  readonly target: CredentialTarget;
  readonly clock: Clock;
  /** The hosts that the user allows to be asked. */
  readonly storageHosts: readonly string[];
}

/** An address of storage that is asked at all: encrypted, or on this computer. */
export function toStorageUrl(address: string): URL | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isUsable = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocalHost(url.hostname));
  return isUsable && url.username === '' && url.password === '' ? url : undefined;
}

/**
 * How an address may be asked by those who want a permission there, its signature first (Storage documentation: `sp` of
 * "Create a service SAS").
 */
export function listAccesses(
  url: URL,
  permission: 'r' | 'l',
  { blobs, target }: Pick<StorageParts, 'blobs' | 'target'>,
): readonly BlobAccess[] {
  const scope = blobs.hasTokens ? target.findStorageScope(url.href) : undefined;
  const permissions = url.searchParams.get('sp');
  // The rights of a signature by a stored policy are not in the address.
  const isGranted = url.searchParams.has('sig') && (permissions === null || permissions.includes(permission));
  return [...(isGranted ? (['signature'] as const) : []), ...(scope === undefined ? [] : [{ scope }])];
}

/** Where and how something is asked for, as answers describe it. */
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
