import * as l10n from '@vscode/l10n';
import { continueAfterColon } from '../../text/afterColon.ts';
import { adviseMissingIdentity, adviseRole, type NamedIdentity, toRoleCommand } from '../catalogue/poolIdentity.ts';
import { toDataRole } from '../catalogue/refusalMeanings.ts';
import { type RefusalKind, readStorageRefusal } from '../catalogue/storageRefusals.ts';
import {
  describeSharedAccess,
  judgeSharedAccess,
  operationWord,
  type SharedAccessProblem,
  type StorageOperation,
} from '../evidence/sas.ts';
import type { SharedAccess } from '../evidence/storageAddress.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { type AccessVerdict, listSignatureFixes, toSignatureTitle } from './accessVerdict.ts';
import { judgeRefusal, listDecisions, toAccess } from './refusedAccess.ts';
import { describeAddress, type FileAtFault, identifyContainer, nameSigned } from './storageFiles.ts';

/**
 * Judges why Azure Storage refused a file: by its own message in `said`, or else by the times and permissions of the
 * signature, or else by the remaining causes.
 */
export function judgeAccess(
  file: FileAtFault,
  operation: StorageOperation,
  at: number | undefined,
  said: string,
): AccessVerdict {
  if (file.identity?.isOfPool === false) return judgeMissingIdentity(file.identity);
  const own = judgeAddress(file, operation, at);
  const kind = readStorageRefusal(said);
  if (kind === undefined) return isPlainHttp(file) && !own.isProven ? judgeHttp(own) : own;
  const problem = findProblem(file, operation, at);
  if (isShown(file, problem, kind)) return { ...own, isProven: true };
  return judgeRefusal(kind, { file, operation, at, problem });
}

/**
 * Returns the identity of a refusal, which separates refusals with different fixes: the container, without the varying
 * parts of its name, and the reason. Files with the same reason count as one.
 */
export function identifyRefusal(
  file: FileAtFault,
  operation: StorageOperation,
  at: number | undefined,
  said: string,
): string {
  const kind = readStorageRefusal(said);
  const problem = findProblem(file, operation, at);
  const isOwn = kind === undefined || isShown(file, problem, kind);
  const { resource = '' } = file.address?.sas ?? {};
  return [identifyContainer(file), isOwn ? problem : kind, toAccess(file), resource, file.identity?.name ?? ''].join(
    '/',
  );
}

function findProblem(
  { address }: FileAtFault,
  operation: StorageOperation,
  at: number | undefined,
): SharedAccessProblem {
  return address?.sas === undefined ? 'none' : judgeSharedAccess(address.sas, operation, at);
}

/** Checks whether the address itself shows why storage refused it. */
function isShown(file: FileAtFault, problem: SharedAccessProblem, kind: RefusalKind): boolean {
  return alike[problem]?.includes(kind) === true || (toAccess(file) === 'public' && isOfNothing.has(kind));
}

function isPlainHttp({ address }: FileAtFault): boolean {
  return address?.base.startsWith('http:') === true;
}

/** Judges an http address, which most storage accounts refuse even if nothing else is wrong with the address. */
function judgeHttp({ title: _, ...own }: AccessVerdict): AccessVerdict {
  return {
    ...own,
    reason: l10n.t(
      'The address starts with http. A storage account refuses that, unless its setting “Secure transfer required” is off.',
    ),
    needsAddress: true,
    fixes: [l10n.t('Use https in the address.'), ...own.fixes],
  };
}

/** Refusals by Azure Storage that match each problem of a signature. */
const alike: Readonly<Partial<Record<SharedAccessProblem, readonly RefusalKind[]>>> = {
  unsigned: ['authentication', 'unidentified', 'anonymous'],
  noEnd: ['authentication', 'time'],
  noGrant: ['authentication', 'permission'],
  badEnd: ['authentication', 'time'],
  endsBeforeStart: ['authentication', 'time'],
  expired: ['authentication', 'time'],
  notYetValid: ['authentication', 'time'],
  noPermission: ['permission'],
  blobOnly: ['authentication', 'resource', 'permission'],
  otherService: ['resource'],
  otherLevel: ['resource'],
  httpsOnly: ['protocol'],
};

const isOfNothing: ReadonlySet<RefusalKind> = new Set([
  'authentication',
  'unidentified',
  'token',
  'anonymous',
  'permission',
]);

function judgeAddress(file: FileAtFault, operation: StorageOperation, at: number | undefined): AccessVerdict {
  const sas = file.address?.sas;
  if (sas !== undefined) return judgeSignature(file, sas, operation, at);
  if (file.identity !== undefined) return judgeIdentity(file, file.identity, operation);
  if (file.isAutoStorage === true) return judgeAutoStorage(file);
  return file.address === undefined ? judgeNothing(operation) : judgePublic(file, operation);
}

function judgeSignature(
  file: FileAtFault,
  sas: SharedAccess,
  operation: StorageOperation,
  at: number | undefined,
): AccessVerdict {
  const problem = judgeSharedAccess(sas, operation, at);
  const text = describeSharedAccess(sas, operation, at);
  const evidence = { text, source: 'SAS' };
  const signed = nameSigned(file);
  if (problem === 'none') return judgeValid(file, sas, operation, at);
  const isOfTime = problem === 'expired' || problem === 'notYetValid' || problem === 'endsBeforeStart';
  return {
    category: isOfTime ? 'sas-expired' : 'auth-storage',
    title: signed === undefined ? undefined : toSignatureTitle(problem, signed, sas, operation),
    reason: text,
    isProven: problem !== 'ipRestricted',
    needsAddress: problem !== 'notYetValid',
    evidence,
    fixes: listSignatureFixes(file, sas, operation, problem),
  };
}

/** Storage account keys are usually rotated at intervals of at least days. */
const newMs = 24 * 60 * 60_000;

/** Judges a signature without faults if the refusal's code is unknown: each remaining cause has its own remedy. */
function judgeValid(
  file: FileAtFault,
  sas: SharedAccess,
  operation: StorageOperation,
  at: number | undefined,
): AccessVerdict {
  const text = describeSharedAccess(sas, operation, at);
  const steps = listDecisions(file, operation);
  const verdict = {
    category: 'auth-storage',
    isProven: false,
    needsAddress: 'unknown',
    evidence: { text, source: 'SAS' },
  } as const;
  if (sas.policy !== undefined && sas.expiresAt === undefined) {
    return {
      ...verdict,
      reason: l10n.t('{0} The storage error code, which would settle this, is unknown.', text),
      fixes: [
        l10n.t(
          "Check the container's stored access policy {0}: what it allows, and until when. Changing it takes effect immediately.",
          sas.policy,
        ),
        ...steps,
      ],
    };
  }
  if (at === undefined) {
    return {
      ...verdict,
      reason: l10n.t('{0} The time it was used is unknown: if that was later, the signature had expired.', text),
      fixes: [l10n.t('If the signature had expired, create a new one.'), ...steps],
    };
  }
  const account = file.address?.account;
  const isNew = sas.startsAt !== undefined && at - sas.startsAt < newMs;
  if (isNew && account !== undefined) {
    return {
      ...verdict,
      reason: l10n.t(
        "{0} The storage error code is unknown. The signature was new when it was used, so its key was hardly replaced since: most likely the network rules of the storage account block the node, or the account doesn't accept keys.",
        text,
      ),
      fixes: [
        l10n.t(
          "Let the pool's subnet, or the public IP addresses of its nodes, through the network rules (firewall) of storage account {0}.",
          account,
        ),
        ...steps,
      ],
    };
  }
  return {
    ...verdict,
    reason: l10n.t(
      "{0} The storage error code is unknown. Three causes are possible: the key that created the signature was replaced, the storage account doesn't accept keys, or its network rules block the node.",
      text,
    ),
    fixes: steps,
  };
}

/** Checks whether a file is accessed with an identity that the pool is known not to have. */
export function lacksIdentity({ identity }: FileAtFault): boolean {
  return identity?.isOfPool === false;
}

/** Judges an access with an identity that the pool doesn't have, so that its nodes get no token for it. */
function judgeMissingIdentity(identity: NamedIdentity): AccessVerdict {
  const { name, ofPool, poolId = '', evidence } = identity;
  return {
    category: 'auth-storage',
    title: continueAfterColon(l10n.t('Pool {pool} does not have the identity {name}', { pool: poolId, name })),
    reason: l10n.t(
      "Storage is accessed with the managed identity {name}, which isn't assigned to pool {pool}, so its nodes can't get a token.",
      { name, pool: poolId },
    ),
    isProven: true,
    needsAddress: ofPool.length > 0,
    evidence,
    fixes: adviseMissingIdentity(identity),
  };
}

function judgeIdentity(file: FileAtFault, identity: NamedIdentity, operation: StorageOperation): AccessVerdict {
  const { name, isOfPool, evidence } = identity;
  const account = file.address?.account ?? '';
  const role = toDataRole(operation);
  const step = l10n.t('Give the identity {name} the role "{role}" on the storage account {account}.', {
    name,
    role,
    account,
  });
  return {
    category: 'auth-storage',
    reason:
      isOfPool === true
        ? l10n.t(
            "Storage is accessed with the managed identity {0}, which the pool has. Possible causes: it has no role on the storage account, or the account's firewall blocks the node.",
            name,
          )
        : l10n.t(
            "Storage is accessed with the managed identity {0}. Possible causes: it isn't assigned to the pool, it has no role on the storage account, or the account's firewall blocks the node.",
            name,
          ),
    isProven: false,
    needsAddress: false,
    evidence,
    fixes: [
      ...adviseRole(step, toRoleCommand(identity, role, 'storage', account)),
      isOfPool === true
        ? l10n.t("Check that the storage account's firewall allows the pool's subnet.")
        : l10n.t("Check that the pool has the identity {0}, and that the firewall allows the pool's subnet.", name),
    ],
  };
}

function judgeAutoStorage({ container }: FileAtFault): AccessVerdict {
  return {
    category: 'auth-storage',
    evidence:
      container === undefined
        ? undefined
        : { text: l10n.t('Container in the auto-storage account: {0}', container), source: 'resourceFiles' },
    reason: l10n.t(
      "Batch accesses the auto-storage account with its key or an identity. Possible causes: the key was replaced and Batch wasn't notified, the identity has no role, or the firewall blocks the node.",
    ),
    isProven: false,
    needsAddress: false,
    fixes: [
      l10n.t('Synchronize the keys of the auto-storage account in the settings of the Batch account.'),
      l10n.t("Let the pool's subnet through the auto-storage account's firewall."),
    ],
  };
}

function judgePublic(file: FileAtFault, operation: StorageOperation): AccessVerdict {
  const place = describeAddress(file) ?? '';
  return {
    category: 'auth-storage',
    reason: l10n.t(
      'The address has neither a signature (SAS) nor an identity (`identityReference`), so storage accepts the request only if it allows anonymous access.',
    ),
    isProven: false,
    needsAddress: true,
    evidence: { text: l10n.t('The address has no signature (SAS).'), source: 'address' },
    fixes: [
      l10n.t(
        'Add a signature (SAS) for {0} that allows {1}, or an `identityReference`.',
        place,
        operationWord(operation),
      ),
    ],
  };
}

function judgeNothing(operation: StorageOperation): AccessVerdict {
  const role = toDataRole(operation);
  return {
    category: 'auth-storage',
    reason: l10n.t(
      "The address that was used is unknown. Usually its signature (SAS) has expired or doesn't allow {0}, its identity has no role, or the storage account's firewall blocks the node.",
      operationWord(operation),
    ),
    isProven: false,
    needsAddress: false,
    fixes: [
      l10n.t("Check how long the address's signature is valid (`se`), and what it allows (`sp`)."),
      l10n.t('If it uses an identity, give it the role "{0}"; let the pool\'s subnet through the firewall.', role),
    ],
  };
}

/** Describes that access is not the problem, so that users don't look for the cause there. */
export function describeHarmlessAccess(
  file: FileAtFault,
  operation: StorageOperation,
  at: number | undefined,
): Evidence | undefined {
  const sas = file.address?.sas;
  if (sas === undefined || judgeSharedAccess(sas, operation, at) !== 'none' || sas.expiresAt === undefined)
    return undefined;
  return { text: l10n.t('{0} Access is not the problem.', describeSharedAccess(sas, operation, at)), source: 'SAS' };
}
