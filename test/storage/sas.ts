import { createHmac } from 'node:crypto';

/** A storage account served by Azurite. */
export interface StorageAccount {
  readonly name: string;
  /** Base64. */
  readonly key: string;
  /** `http://127.0.0.1:PORT/NAME`. */
  readonly url: string;
}

/** Permissions of a SAS. */
export interface SasGrant {
  readonly container: string;
  /** Name of a blob; if absent, the grant is for the whole container. */
  readonly blob?: string;
  /** Letters in the service's order: `racwdl`. */
  readonly permissions: string;
  readonly startsOn?: Date;
  readonly expiresOn: Date;
}

const version = '2020-12-06';

/**
 * Returns the URL of a container or blob with a service SAS. Storage documentation: "Create a service SAS", version
 * 2020-12-06.
 */
export function sasUrl(
  account: StorageAccount,
  { container, blob, permissions, startsOn, expiresOn }: SasGrant,
): string {
  const start = startsOn === undefined ? '' : toSasTime(startsOn);
  const expiry = toSasTime(expiresOn);
  const path = blob === undefined ? container : `${container}/${blob}`;
  const resource = blob === undefined ? 'c' : 'b';
  const ipRange = '';
  const protocol = '';
  const rest = Array.from({ length: 5 }, () => '');
  const signed = [
    permissions,
    start,
    expiry,
    `/blob/${account.name}/${path}`,
    '',
    ipRange,
    protocol,
    version,
    resource,
    '',
    '',
    ...rest,
  ].join('\n');
  const signature = createHmac('sha256', Buffer.from(account.key, 'base64')).update(signed, 'utf8').digest('base64');
  const url = new URL(`${account.url}/${path}`);
  const query = { sv: version, sr: resource, sp: permissions, ...(start && { st: start }), se: expiry, sig: signature };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

function toSasTime(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
