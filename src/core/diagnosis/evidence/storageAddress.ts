import { isBlobHost, isLocalHost, isOtherStorageHost, namesAccountInPath } from '../../query/storageHost.ts';
import { toTime } from './time.ts';

/** The parts of a storage address. The signature itself is never kept. */
export interface StorageAddress {
  /** Address without its query. */
  readonly base: string;
  readonly account?: string;
  readonly container?: string;
  readonly blob?: string;
  readonly sas?: SharedAccess;
  /** The host, where it is of storage and serves queues, tables or files instead of blobs. */
  readonly otherHost?: string;
}

/** The readable parameters of a shared access signature (Storage documentation: "Create a service SAS"). */
export interface SharedAccess {
  /** Milliseconds since 1970. */
  readonly startsAt?: number;
  readonly expiresAt?: number;
  /** Letters of `sp`: r read, l list, w write, c create, a add, d delete. */
  readonly permissions?: string;
  /** `b` blob, `c` container, `d` directory. */
  readonly resource?: string;
  readonly ip?: string;
  readonly protocol?: string;
  /** Name of a stored access policy, which may have the parameters that are missing here. */
  readonly policy?: string;
  /** `ss` and `srt` of a signature for a whole account: which services (b blob, f file), which levels (c container, o object). */
  readonly services?: string;
  readonly levels?: string;
  /** Time at which the user delegation key expires, and the signature with it. */
  readonly keyExpiresAt?: number;
  /** The address is `http:`, and the signature demands `https:`. */
  readonly isInsecure?: true;
  /** True when `sig` is missing or empty. */
  readonly isUnsigned?: true;
  /** True when both `se` and `si` are missing. */
  readonly isEndless?: true;
  /** True when both `sp` and `si` are missing. */
  readonly isPowerless?: true;
  /** `se` is there and is no date. */
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

const ownParameters = ['sig', 'se', 'sp', 'sr', 'srt', 'si', 'sv', 'skoid'];

/** Checks whether the query is a SAS, or part of one. Other web servers have parameters of the same names. */
function isShared(url: URL): boolean {
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

/** Dates of a SAS are those of ISO 8601; JavaScript would read others too. */
const startsLikeDate = /^\d{4}-\d\d-\d\d(?:T|$)/;

/** Reads the end of a signature. A `+` before the zone that was not encoded arrives as a space. */
function toEnd(text: string | null): number | undefined {
  return text === null || !startsLikeDate.test(text) ? undefined : toTime(text.replace(/ (?=\d\d:\d\d$)/, '+'));
}

/** Reads the parameters of a signature as far as they are there, wherever the address leads. */
export function readSharedAccess({ searchParams: parameters, protocol }: URL): SharedAccess {
  const startsAt = toTime(parameters.get('st') ?? undefined);
  const expiresAt = toEnd(parameters.get('se'));
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
