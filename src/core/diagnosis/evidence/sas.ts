import * as l10n from '@vscode/l10n';
import { toTime, toTimeText } from './time.ts';

/** What a storage address says. The signature itself is never kept. */
export interface StorageAddress {
  /** Address without its query. */
  readonly base: string;
  readonly account?: string;
  readonly container?: string;
  readonly blob?: string;
  readonly sas?: SharedAccess;
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
}

export type StorageOperation = 'read' | 'list' | 'write';

/** What is wrong with a signature for an operation at a time. */
export type SharedAccessProblem = 'expired' | 'notYetValid' | 'noPermission' | 'blobOnly' | 'ipRestricted' | 'none';

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
    ...(url.searchParams.has('sig') || url.searchParams.has('se') ? { sas: readParameters(url.searchParams) } : {}),
  };
}

function decodeLeniently(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function readParameters(parameters: URLSearchParams): SharedAccess {
  const startsAt = toTime(parameters.get('st') ?? undefined);
  const expiresAt = toTime(parameters.get('se') ?? undefined);
  const texts = { permissions: 'sp', resource: 'sr', ip: 'sip', protocol: 'spr', policy: 'si' } as const;
  const found: Record<string, string> = {};
  for (const [name, parameter] of Object.entries(texts)) {
    const value = parameters.get(parameter);
    if (value !== null) found[name] = value;
  }
  return {
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...found,
  };
}

const neededLetters: Readonly<Record<StorageOperation, string>> = { read: 'r', list: 'l', write: 'wc' };

/** The first thing about `sas` that would refuse `operation` at `at` (milliseconds since 1970). */
export function judgeSharedAccess(
  sas: SharedAccess,
  operation: StorageOperation,
  at: number | undefined,
): SharedAccessProblem {
  if (at !== undefined && sas.expiresAt !== undefined && sas.expiresAt <= at) return 'expired';
  if (at !== undefined && sas.startsAt !== undefined && sas.startsAt > at) return 'notYetValid';
  const { permissions } = sas;
  if (permissions !== undefined && ![...neededLetters[operation]].some((letter) => permissions.includes(letter))) {
    return 'noPermission';
  }
  if (operation === 'list' && sas.resource === 'b') return 'blobOnly';
  return sas.ip === undefined ? 'none' : 'ipRestricted';
}

function operationWord(operation: StorageOperation): string {
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
  const until = sas.expiresAt === undefined ? undefined : toTimeText(sas.expiresAt);
  switch (judgeSharedAccess(sas, operation, at)) {
    case 'expired':
      return l10n.t('The signature (SAS) expired on {0}, before it was used on {1}.', until ?? '', toTimeText(at ?? 0));
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
    case 'ipRestricted':
      return l10n.t(
        'The signature (SAS) is accepted from the addresses {0} only; the node may have another.',
        sas.ip ?? '',
      );
    case 'none':
      return describeValid(sas, operation, until);
  }
}

function describeValid(sas: SharedAccess, operation: StorageOperation, until: string | undefined): string {
  if (until === undefined) {
    return l10n.t(
      'The signature (SAS) refers to the stored access policy {0}, which may have been changed or removed.',
      sas.policy ?? '?',
    );
  }
  if (sas.permissions === undefined) return l10n.t('The signature (SAS) is valid until {0}.', until);
  return l10n.t('The signature (SAS) is valid until {0} and allows {1}.', until, operationWord(operation));
}
