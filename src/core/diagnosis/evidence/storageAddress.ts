import { isBlobHost, isLocalHost, isOtherStorageHost, namesAccountInPath } from '../../places/storageHost.ts';
import { toTime } from './time.ts';

/** The parts of a storage address. The signature itself is never kept. */
export interface StorageAddress {
  readonly base: string;
  readonly account?: string;
  readonly container?: string;
  readonly blob?: string;
  readonly sas?: SharedAccess;
  /** The host, if it is a storage host that serves queues, tables, or files instead of blobs. */
  readonly otherHost?: string;
}

/** The readable parameters of a shared access signature (Storage documentation: "Create a service SAS"). */
export interface SharedAccess {
  /** Start and expiry, in milliseconds since 1970. */
  readonly startsAt?: number;
  readonly expiresAt?: number;
  /** Letters of `sp`: r read, l list, w write, c create, a add, d delete. */
  readonly permissions?: string;
  /** Type of resource: `b` blob, `c` container, `d` directory. */
  readonly resource?: string;
  readonly ip?: string;
  readonly protocol?: string;
  /** Name of a stored access policy, which may contain the parameters that are missing here. */
  readonly policy?: string;
  /** `ss` and `srt` of an account SAS: services (b blob, f file) and levels (c container, o object). */
  readonly services?: string;
  readonly levels?: string;
  /** Time at which the user delegation key and therefore the signature expires, in milliseconds since 1970. */
  readonly keyExpiresAt?: number;
  /** True if the address is `http:`, but the signature requires `https:`. */
  readonly isInsecure?: true;
  /** True if `sig` is missing or empty. */
  readonly isUnsigned?: true;
  /** True if both `se` and `si` are missing. */
  readonly isEndless?: true;
  /** True if both `sp` and `si` are missing. */
  readonly isPowerless?: true;
  /** True if `se` is present but not a date. */
  readonly hasBadEnd?: true;
}

/** Reads an address of a blob or a container; undefined for other texts. Never throws. */
export function readStorageAddress(text: string | undefined): StorageAddress | undefined {
  if (text === undefined) return undefined;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const account = namesAccountInPath(url.hostname) ? segments.shift() : url.hostname.split('.')[0];
  const [container, ...blob] = segments.map(decodeLeniently);
  return {
    base: `${url.protocol}//${url.host}${url.pathname}`,
    ...(account === undefined ? {} : { account }),
    ...(container === undefined ? {} : { container }),
    ...(blob.length === 0 ? {} : { blob: blob.join('/') }),
    ...(isShared(url) ? { sas: readSharedAccess(url) } : {}),
    ...(isOtherStorageHost(url.hostname) ? { otherHost: url.hostname } : {}),
  };
}

/** Finds the parameter that makes an address one of a request about the container, at which no file can be written. */
export function findContainerRequest(text: string): string | undefined {
  return /[?&](restype=\w+)/.exec(text)?.[1];
}

const ownParameters = ['sig', 'se', 'sp', 'sr', 'srt', 'si', 'sv', 'skoid'];

/** Checks whether the query is a SAS, or part of one. Other web servers use parameters with the same names. */
function isShared(url: URL): boolean {
  if (url.search === '') return false;
  const has = (name: string): boolean => url.searchParams.has(name);
  if (isBlobHost(url.hostname) || isLocalHost(url.hostname)) return ownParameters.some(has);
  return (has('sig') && (has('se') || has('sv'))) || (has('sv') && (has('sr') || has('srt')));
}

function decodeLeniently(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const texts = {
  permissions: 'sp',
  resource: 'sr',
  ip: 'sip',
  protocol: 'spr',
  policy: 'si',
  services: 'ss',
  levels: 'srt',
} as const;

/** Matches the start of an ISO 8601 date, which a SAS uses. JavaScript would also read other formats. */
const startsLikeDate = /^\d{4}-\d\d-\d\d(?:T|$)/;

/** Reads when a signature expires. A `+` before the time zone that was not encoded arrives as a space. */
function toExpiry(text: string | null): number | undefined {
  return text === null || !startsLikeDate.test(text) ? undefined : toTime(text.replace(/ (?=\d\d:\d\d$)/, '+'));
}

/** Reads the parameters of a signature that are present, regardless of the host of the address. */
export function readSharedAccess({ searchParams: parameters, protocol }: URL): SharedAccess {
  const startsAt = toTime(parameters.get('st') ?? undefined);
  const expiresAt = toExpiry(parameters.get('se'));
  const keyExpiresAt = toTime(parameters.get('ske') ?? undefined);
  const found: Record<string, string> = {};
  for (const [name, parameter] of Object.entries(texts)) {
    const value = parameters.get(parameter);
    if (value !== null) found[name] = value;
  }
  return {
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(keyExpiresAt === undefined ? {} : { keyExpiresAt }),
    ...(parameters.get('sig') ? {} : { isUnsigned: true }),
    ...(!parameters.has('se') && !parameters.has('si') ? { isEndless: true } : {}),
    ...(!parameters.get('sp') && !parameters.get('si') ? { isPowerless: true } : {}),
    ...(parameters.has('se') && expiresAt === undefined ? { hasBadEnd: true } : {}),
    ...(protocol === 'http:' && found['protocol'] === 'https' ? { isInsecure: true } : {}),
    ...found,
  };
}
