import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../query/durations.ts';
import { toTime, toTimeText } from './time.ts';

/** What a storage address says. The signature itself is never kept. */
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
  /** Name of a stored access policy, which may hold what is missing here. */
  readonly policy?: string;
  /** `ss` and `srt` of a signature for a whole account: which services (b blob, f file), which levels (c container, o object). */
  readonly services?: string;
  readonly levels?: string;
  /** When the key of a user delegation ends, and the signature with it. */
  readonly keyExpiresAt?: number;
  /** The address is `http:`, and the signature demands `https:`. */
  readonly isInsecure?: true;
  /** There is no `sig`, or an empty one. */
  readonly isUnsigned?: true;
  /** There is neither `se` nor `si`. */
  readonly isEndless?: true;
  /** There is neither `sp` nor `si`. */
  readonly isPowerless?: true;
  /** `se` is there and is no date. */
  readonly hasBadEnd?: true;
}

export type StorageOperation = 'read' | 'list' | 'write';

/** What is wrong with a signature for an operation at a time. */
export type SharedAccessProblem =
  | 'unsigned'
  | 'noEnd'
  | 'noGrant'
  | 'badEnd'
  | 'endsBeforeStart'
  | 'expired'
  | 'notYetValid'
  | 'noPermission'
  | 'blobOnly'
  | 'otherService'
  | 'otherLevel'
  | 'httpsOnly'
  | 'ipRestricted'
  | 'none';

/** Reads an address of a blob or a container; undefined for what is no address. Never throws. */
export function readStorageAddress(text: string | undefined): StorageAddress | undefined {
  if (text === undefined) return undefined;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  const local = /^(\d+\.\d+\.\d+\.\d+|localhost)$/.test(url.hostname);
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const account = local ? segments.shift() : url.hostname.split('.')[0];
  const [container, ...blob] = segments.map(decodeLeniently);
  return {
    base: `${url.protocol}//${url.host}${url.pathname}`,
    ...(account === undefined ? {} : { account }),
    ...(container === undefined ? {} : { container }),
    ...(blob.length === 0 ? {} : { blob: blob.join('/') }),
    ...(isShared(url) ? { sas: readSharedAccess(url) } : {}),
    ...(otherHost.test(url.hostname) ? { otherHost: url.hostname } : {}),
  };
}

/** Whether the host is this computer, as it is of an emulator of storage: https may be missing there. */
export function isLoopback({ hostname }: Pick<URL, 'hostname'>): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/.test(hostname);
}

/** Hosts of storage accounts, in all clouds: `contoso.blob.core.windows.net`, `contoso.z11.blob.storage.azure.net`. */
const storageHost = /\.(?:blob|dfs)\.(?:core|storage)\./i;
/** Hosts of accounts in any cloud that have no blobs. Custom domains end in others, and may lead to blobs. */
const otherHost =
  /\.(?:queue|table|file)\.(?:core\.(?:windows\.net|chinacloudapi\.cn|usgovcloudapi\.net|cloudapi\.de)|storage\.azure\.net)$/i;
const ownParameters = ['sig', 'se', 'sp', 'sr', 'srt', 'si', 'sv', 'skoid'];

/** Whether the query is a SAS, if only a part of one. Other web servers have parameters of the same names. */
function isShared(url: URL): boolean {
  const has = (name: string): boolean => url.searchParams.has(name);
  if (storageHost.test(url.hostname) || isLoopback(url)) return ownParameters.some(has);
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

/** A `+` before the zone that nobody encoded arrives as a space. */
function toEnd(text: string | null): number | undefined {
  return text === null || !startsLikeDate.test(text) ? undefined : toTime(text.replace(/ (?=\d\d:\d\d$)/, '+'));
}

/** The parameters of a signature as far as they are there, wherever the address leads. */
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

/** Output files need `w` (Batch documentation: "OutputFileBlobContainerDestination"); `c` alone stores nothing twice. */
const neededLetters: Readonly<Record<StorageOperation, string>> = { read: 'r', list: 'l', write: 'w' };

/** The first thing about `sas` that would refuse `operation` at `at` (milliseconds since 1970). */
export function judgeSharedAccess(
  sas: SharedAccess,
  operation: StorageOperation,
  at: number | undefined,
): SharedAccessProblem {
  if (sas.isUnsigned === true) return 'unsigned';
  if (sas.hasBadEnd === true) return 'badEnd';
  if (sas.isEndless === true) return 'noEnd';
  if (sas.isPowerless === true) return 'noGrant';
  if (sas.startsAt !== undefined && sas.expiresAt !== undefined && sas.expiresAt <= sas.startsAt)
    return 'endsBeforeStart';
  const end = findEnd(sas);
  if (at !== undefined && end !== undefined && end <= at) return 'expired';
  if (at !== undefined && sas.startsAt !== undefined && sas.startsAt > at) return 'notYetValid';
  if (sas.permissions !== undefined && !showsPermission(sas, operation)) return 'noPermission';
  if (operation !== 'read' && sas.resource === 'b') return 'blobOnly';
  if (sas.services?.includes('b') === false) return 'otherService';
  if (sas.levels?.includes(operation === 'list' ? 'c' : 'o') === false) return 'otherLevel';
  if (sas.isInsecure === true) return 'httpsOnly';
  return sas.ip === undefined ? 'none' : 'ipRestricted';
}

/** Whether `sp` has what `operation` needs; a stored access policy may have it instead. */
export function showsPermission({ permissions = '' }: SharedAccess, operation: StorageOperation): boolean {
  return permissions.includes(neededLetters[operation]);
}

/** When the signature ends: with its key, where a user's key made it. Milliseconds since 1970. */
function findEnd({ expiresAt, keyExpiresAt }: SharedAccess): number | undefined {
  if (expiresAt === undefined || keyExpiresAt === undefined) return expiresAt ?? keyExpiresAt;
  return Math.min(expiresAt, keyExpiresAt);
}

/** The operation as a noun, to follow "allows". */
export function operationWord(operation: StorageOperation): string {
  if (operation === 'read') return l10n.t('reading');
  return operation === 'list' ? l10n.t('listing') : l10n.t('writing');
}

/** `sp` in words; letters that are not known stay as they are. */
export function describePermissions(permissions: string): string {
  const words: Readonly<Record<string, string>> = {
    r: l10n.t('read'),
    l: l10n.t('list'),
    w: l10n.t('write'),
    c: l10n.t('create'),
    a: l10n.t('add'),
    d: l10n.t('delete'),
  };
  return [...permissions].map((letter) => words[letter] ?? letter).join(', ');
}

/** The verdict on a signature as a sentence. */
export function describeSharedAccess(sas: SharedAccess, operation: StorageOperation, at: number | undefined): string {
  switch (judgeSharedAccess(sas, operation, at)) {
    case 'unsigned':
      return l10n.t('The address has parts of a SAS but no signature (`sig`), so storage refuses it.');
    case 'noEnd':
      return l10n.t(
        'The signature (SAS) has neither an end (`se`) nor a stored access policy (`si`), so storage refuses it.',
      );
    case 'noGrant':
      return l10n.t(
        'The signature (SAS) has neither permissions (`sp`) nor a stored access policy (`si`), so storage refuses it.',
      );
    case 'badEnd':
      return l10n.t(
        'The end of the signature (SAS), `se`, is not a date such as {0}, so storage refuses it.',
        '2030-12-31T00:00:00Z',
      );
    case 'endsBeforeStart':
      return l10n.t('The signature (SAS) ends (`se`) before it starts (`st`), so storage always refuses it.');
    case 'expired':
      return describeExpired(sas, at ?? 0);
    case 'notYetValid':
      return l10n.t(
        'The signature (SAS) is valid from {0} only; it was used on {1}.',
        toTimeText(sas.startsAt ?? 0),
        toTimeText(at ?? 0),
      );
    case 'noPermission':
      return l10n.t(
        'The signature (SAS) does not allow {0}; it allows: {1}.',
        operationWord(operation),
        describePermissions(sas.permissions ?? ''),
      );
    case 'blobOnly':
      return l10n.t('The signature (SAS) is for one blob; {0} needs one for the container.', operationWord(operation));
    case 'otherService':
      return l10n.t('The signature (SAS) of the account is not for blobs (`ss` is {0}).', sas.services ?? '');
    case 'otherLevel':
      return operation === 'list'
        ? l10n.t('The signature (SAS) of the account is not for containers (`srt` is {0}).', sas.levels ?? '')
        : l10n.t('The signature (SAS) of the account is not for single blobs (`srt` is {0}).', sas.levels ?? '');
    case 'httpsOnly':
      return l10n.t('The signature (SAS) demands https (`spr`), and the address starts with http.');
    case 'ipRestricted':
      return l10n.t(
        'The signature (SAS) is accepted from the addresses {0} only; the node may have another.',
        sas.ip ?? '',
      );
    case 'none':
      return describeValid(sas, operation);
  }
}

/** That a container is looked for at `host`, which has none. */
export function describeOtherHost(host: string): string {
  return l10n.t(
    'The host {0} does not serve blobs. Batch needs a blob container, whose host has “.blob.” in its name.',
    host,
  );
}

/** The same for a signature that nobody has used yet. */
export function describeUnused(sas: SharedAccess, operation: StorageOperation, now: number): string {
  switch (judgeSharedAccess(sas, operation, now)) {
    case 'expired':
      return l10n.t('The signature (SAS) expired on {0}.', toTimeText(findEnd(sas) ?? now));
    case 'notYetValid':
      return l10n.t('The signature (SAS) is valid from {0} only.', toTimeText(sas.startsAt ?? now));
    default:
      return describeSharedAccess(sas, operation, now);
  }
}

function describeExpired(sas: SharedAccess, at: number): string {
  const end = findEnd(sas) ?? 0;
  const before = toDurationWords(at - end);
  return end === sas.expiresAt
    ? l10n.t(
        'The signature (SAS) expired on {0}, {1} before it was used on {2}.',
        toTimeText(end),
        before,
        toTimeText(at),
      )
    : l10n.t(
        'The key behind the signature (user delegation) expired on {0}, {1} before it was used on {2}.',
        toTimeText(end),
        before,
        toTimeText(at),
      );
}

function describeValid(sas: SharedAccess, operation: StorageOperation): string {
  const end = findEnd(sas);
  if (end === undefined) {
    return l10n.t(
      'The signature (SAS) refers to the stored access policy {0}, which may have been changed or removed.',
      sas.policy ?? '',
    );
  }
  if (sas.permissions === undefined) return l10n.t('The signature (SAS) is valid until {0}.', toTimeText(end));
  return l10n.t('The signature (SAS) is valid until {0} and allows {1}.', toTimeText(end), operationWord(operation));
}
