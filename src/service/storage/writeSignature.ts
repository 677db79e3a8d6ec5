import { createHmac } from 'node:crypto';
import { namesAccountInPath } from '../../core/places/storageHost.ts';
import type { DelegationKey } from './blobService.ts';

/** Storage API version that defines how the signature is computed. */
const version = '2020-12-06';

/**
 * Returns the address of a container with a signature that only allows writing blobs while the key lasts. A secret.
 * (Storage documentation: "Create a user delegation SAS", version 2020-12-06.)
 */
export function signForWriting(containerUrl: string, key: DelegationKey): string {
  const url = new URL(containerUrl);
  const protocol = url.protocol === 'https:' ? 'https' : '';
  const permissions = 'w';
  const resource = 'c';
  const keyPart = [key.objectId, key.tenantId, key.start, key.expiry, key.service, key.version];
  const [authorized, unauthorized, correlation, ip, snapshot, encryptionScope] = ['', '', '', '', '', ''];
  const responseHeaders = ['', '', '', '', ''];
  const toSign = [
    permissions,
    key.start,
    key.expiry,
    `/blob/${findAccountName(url)}/${url.pathname.split('/').at(-1)}`,
    ...keyPart,
    authorized,
    unauthorized,
    correlation,
    ip,
    protocol,
    version,
    resource,
    snapshot,
    encryptionScope,
    ...responseHeaders,
  ].join('\n');
  const signature = createHmac('sha256', Buffer.from(key.value, 'base64')).update(toSign, 'utf8').digest('base64');
  const [skoid, sktid, skt, ske, sks, skv] = keyPart;
  const query = {
    sv: version,
    ...(protocol === '' ? {} : { spr: protocol }),
    st: key.start,
    se: key.expiry,
    sr: resource,
    sp: permissions,
    ...{ skoid, sktid, skt, ske, sks, skv },
    sig: signature,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value ?? '');
  return url.href;
}

/** The account is the first label of the host; with an emulator it is the first part of the path. */
function findAccountName({ hostname, pathname }: URL): string | undefined {
  return namesAccountInPath(hostname) ? pathname.split('/')[1] : hostname.split('.')[0];
}
