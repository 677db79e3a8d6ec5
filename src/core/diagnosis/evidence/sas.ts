import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../words/durations.ts';
import type { SharedAccess } from './storageAddress.ts';
import { toTimeText } from './time.ts';

/** How Batch uses an address: it downloads a blob or all blobs of a container, or uploads blobs to a container. */
export type StorageOperation = 'read' | 'readContainer' | 'write';

/** Problems with a signature for an operation at a given time. */
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

type Permission = 'l' | 'r' | 'w';

/**
 * Permissions that each operation needs. A container of resource files is listed to find its blobs, which are then read
 * (Batch documentation: "ResourceFile"). Output files need `w` ("OutputFileBlobContainerDestination"), because `c`
 * alone can't overwrite a blob.
 */
const neededPermissions: Readonly<Record<StorageOperation, readonly Permission[]>> = {
  read: ['r'],
  readContainer: ['l', 'r'],
  write: ['w'],
};

/** Levels (`srt`) that a signature for an account needs. Containers are listed; single blobs are read and written. */
const neededLevels: Readonly<Record<StorageOperation, readonly string[]>> = {
  read: ['o'],
  readContainer: ['c', 'o'],
  write: ['o'],
};

/** Returns the first property of `sas` for which `operation` would be refused at `at` (milliseconds since 1970). */
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
  const end = findExpiry(sas);
  if (at !== undefined && end !== undefined && end <= at) return 'expired';
  if (at !== undefined && sas.startsAt !== undefined && sas.startsAt > at) return 'notYetValid';
  if (sas.permissions !== undefined && !showsPermission(sas, operation)) return 'noPermission';
  if (operation !== 'read' && sas.resource === 'b') return 'blobOnly';
  if (sas.services?.includes('b') === false) return 'otherService';
  if (findMissingLevel(sas, operation) !== undefined) return 'otherLevel';
  if (sas.isInsecure === true) return 'httpsOnly';
  return sas.ip === undefined ? 'none' : 'ipRestricted';
}

/** Checks whether `sp` grants everything that `operation` needs. A stored access policy may grant it instead. */
export function showsPermission(sas: SharedAccess, operation: StorageOperation): boolean {
  return listMissing(sas, operation).length === 0;
}

function listMissing({ permissions = '' }: SharedAccess, operation: StorageOperation): readonly Permission[] {
  return neededPermissions[operation].filter((letter) => !permissions.includes(letter));
}

function findMissingLevel({ levels }: SharedAccess, operation: StorageOperation): string | undefined {
  return levels === undefined ? undefined : neededLevels[operation].find((letter) => !levels.includes(letter));
}

/** Returns when the signature, or its user delegation key if earlier, expires, in milliseconds since 1970. */
function findExpiry({ expiresAt, keyExpiresAt }: SharedAccess): number | undefined {
  if (expiresAt === undefined || keyExpiresAt === undefined) return expiresAt ?? keyExpiresAt;
  return Math.min(expiresAt, keyExpiresAt);
}

/** Returns the operation as a noun, to follow "allows". */
export function operationWord(operation: StorageOperation): string {
  return toWord(neededPermissions[operation]);
}

/**
 * Returns the rights that `sp` lacks for `operation`, as a noun after "does not allow"; all needed rights if `sp` is
 * unknown.
 */
export function missingWord(sas: SharedAccess, operation: StorageOperation): string {
  const missing = listMissing(sas, operation);
  return missing.length === 0 ? operationWord(operation) : toWord(missing);
}

function toWord(permissions: readonly Permission[]): string {
  if (permissions.includes('w')) return l10n.t('writing');
  if (!permissions.includes('l')) return l10n.t('reading');
  return permissions.includes('r') ? l10n.t('listing and reading') : l10n.t('listing');
}

/** Describes `sp` in words. Unknown letters stay unchanged. */
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

/** Describes the verdict on a signature as a sentence. */
export function describeSharedAccess(sas: SharedAccess, operation: StorageOperation, at: number | undefined): string {
  switch (judgeSharedAccess(sas, operation, at)) {
    case 'unsigned':
      return l10n.t('The address has parts of a SAS but no signature (`sig`), so storage refuses it.');
    case 'noEnd':
      return l10n.t(
        'The signature (SAS) has neither an expiry time (`se`) nor a stored access policy (`si`), so storage refuses it.',
      );
    case 'noGrant':
      return l10n.t(
        'The signature (SAS) has neither permissions (`sp`) nor a stored access policy (`si`), so storage refuses it.',
      );
    case 'badEnd':
      return l10n.t(
        "The expiry time of the signature (SAS), `se`, isn't a date such as {0}, so storage refuses it.",
        '2030-12-31T00:00:00Z',
      );
    case 'endsBeforeStart':
      return l10n.t('The signature (SAS) expires (`se`) before it starts (`st`), so storage always refuses it.');
    case 'expired':
      return describeExpired(sas, at ?? 0);
    case 'notYetValid':
      return l10n.t(
        "The signature (SAS) isn't valid until {0}, but it was used on {1}.",
        toTimeText(sas.startsAt ?? 0),
        toTimeText(at ?? 0),
      );
    case 'noPermission':
      return l10n.t(
        'The signature (SAS) does not allow {0}; it allows: {1}.',
        missingWord(sas, operation),
        describePermissions(sas.permissions ?? ''),
      );
    case 'blobOnly':
      return l10n.t('The signature (SAS) is for a single blob, but the address needs one for its container.');
    case 'otherService':
      return l10n.t("The account signature (SAS) doesn't cover blobs (`ss` is {0}).", sas.services ?? '');
    case 'otherLevel':
      return findMissingLevel(sas, operation) === 'c'
        ? l10n.t("The account signature (SAS) doesn't cover containers (`srt` is {0}).", sas.levels ?? '')
        : l10n.t("The account signature (SAS) doesn't cover individual blobs (`srt` is {0}).", sas.levels ?? '');
    case 'httpsOnly':
      return l10n.t('The signature (SAS) requires https (`spr`), but the address starts with http.');
    case 'ipRestricted':
      return l10n.t(
        'The signature (SAS) is accepted only from the addresses {0}; the node may have a different one.',
        sas.ip ?? '',
      );
    case 'none':
      return describeValid(sas, operation);
  }
}

/** Explains that `host` does not serve blob containers. */
export function describeOtherHost(host: string): string {
  return l10n.t(
    "The host {0} doesn't serve blobs. Batch needs a blob container, whose host name contains “.blob.”.",
    host,
  );
}

/** Describes the access of a signature that has not been used yet. */
export function describeUnused(sas: SharedAccess, operation: StorageOperation, now: number): string {
  switch (judgeSharedAccess(sas, operation, now)) {
    case 'expired':
      return l10n.t('The signature (SAS) expired on {0}.', toTimeText(findExpiry(sas) ?? now));
    case 'notYetValid':
      return l10n.t("The signature (SAS) isn't valid until {0}.", toTimeText(sas.startsAt ?? now));
    default:
      return describeSharedAccess(sas, operation, now);
  }
}

function describeExpired(sas: SharedAccess, at: number): string {
  const end = findExpiry(sas) ?? 0;
  const before = toDurationWords(at - end);
  return end === sas.expiresAt
    ? l10n.t(
        'The signature (SAS) expired on {0}, {1} before it was used on {2}.',
        toTimeText(end),
        before,
        toTimeText(at),
      )
    : l10n.t(
        'The user delegation key behind the signature expired on {0}, {1} before the signature was used on {2}.',
        toTimeText(end),
        before,
        toTimeText(at),
      );
}

function describeValid(sas: SharedAccess, operation: StorageOperation): string {
  const end = findExpiry(sas);
  if (end === undefined) {
    return l10n.t(
      'The signature (SAS) refers to the stored access policy {0}, which may have been changed or removed.',
      sas.policy ?? '',
    );
  }
  if (sas.permissions === undefined) return l10n.t('The signature (SAS) is valid until {0}.', toTimeText(end));
  return l10n.t('The signature (SAS) is valid until {0} and allows {1}.', toTimeText(end), operationWord(operation));
}
