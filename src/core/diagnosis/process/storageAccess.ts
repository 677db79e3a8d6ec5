import * as l10n from '@vscode/l10n';
import {
  describeSharedAccess,
  judgeSharedAccess,
  operationWord,
  type SharedAccess,
  type SharedAccessProblem,
  type StorageOperation,
} from '../evidence/sas.ts';
import { toTimeText } from '../evidence/time.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { quoteWord } from '../explanation/sentences.ts';
import { describeAddress, type FileAtFault } from './storageFiles.ts';

export interface AccessVerdict {
  readonly category: FailureCategory;
  /** What is wrong, to follow "… failed:", where more is known than that storage refused the file. */
  readonly title?: string | undefined;
  /** Why storage refused, or what is left when the signature is in order. */
  readonly reason: string;
  /** Whether `reason` is what the signature itself shows; else it is the most that can be said. */
  readonly isProven: boolean;
  /** Whether the address has to be written anew: a retry alone uses the one that was refused. */
  readonly needsAddress: boolean;
  readonly evidence?: Evidence | undefined;
  readonly fixes: readonly string[];
}

/** Why storage refused: the signature's time or permissions where they show it, else the identity or the firewall. */
export function judgeAccess(file: FileAtFault, operation: StorageOperation, at: number | undefined): AccessVerdict {
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
  if (problem === 'none') return judgeValid(file, sas, text, at);
  return {
    category: problem === 'expired' || problem === 'notYetValid' ? 'sas-expired' : 'auth-storage',
    title: file.name === undefined ? undefined : toTitle(problem, quoteWord(file.name), operation),
    reason: text,
    isProven: problem !== 'ipRestricted',
    needsAddress: problem !== 'notYetValid',
    evidence,
    fixes: listSignatureFixes(file, sas, operation, problem),
  };
}

function toTitle(
  problem: Exclude<SharedAccessProblem, 'none'>,
  name: string,
  operation: StorageOperation,
): string | undefined {
  switch (problem) {
    case 'expired':
      return l10n.t('the SAS of {0} has expired', name);
    case 'notYetValid':
      return l10n.t('the SAS of {0} is not valid yet', name);
    case 'noPermission':
      return l10n.t('the SAS of {name} does not allow {operation}', {
        name,
        operation: operationWord(operation),
      });
    case 'blobOnly':
      return l10n.t('the SAS of {0} is for one blob', name);
    case 'otherService':
      return l10n.t('the SAS of {0} is for another service', name);
    case 'otherLevel':
      return l10n.t('the SAS of {0} is for another kind of resource', name);
    case 'httpsOnly':
      return l10n.t('the address of {0} does not start with https', name);
    case 'ipRestricted':
      return undefined;
  }
}

/** The signature shows no fault; what it does not show may be one. */
function judgeValid(file: FileAtFault, sas: SharedAccess, text: string, at: number | undefined): AccessVerdict {
  const account = file.address?.account ?? '';
  const verdict = {
    category: 'auth-storage',
    isProven: false,
    needsAddress: false,
    evidence: { text, source: 'SAS' },
  } as const;
  const firewall = l10n.t('Let the subnet of the pool through the firewall of the storage account {0}.', account);
  if (sas.policy !== undefined && sas.expiresAt === undefined) {
    return {
      ...verdict,
      reason: l10n.t('{0} Or the firewall of the storage account keeps the node out.', text),
      fixes: [
        l10n.t(
          'Look at the stored access policy {0} of the container: what it allows, and until when. Changing it helps at once.',
          sas.policy,
        ),
        firewall,
      ],
    };
  }
  if (sas.expiresAt === undefined) {
    const place = describeAddress(file) ?? l10n.t('the address');
    return {
      ...verdict,
      reason: text,
      needsAddress: true,
      fixes: [l10n.t('Make a new signature (SAS) for {0}, with an end (`se`) after the task has run.', place)],
    };
  }
  if (at === undefined) {
    return {
      ...verdict,
      reason: l10n.t('{0} When it was used is not known: if that was later, it had expired.', text),
      fixes: [l10n.t('If the signature had expired, make a new one.'), firewall],
    };
  }
  return {
    ...verdict,
    reason: l10n.t(
      '{0} So storage refused for another reason: usually its firewall keeps the node out, or the key that made the signature was replaced.',
      text,
    ),
    fixes: [firewall, l10n.t('If its key was replaced, make a new signature with the current key.')],
  };
}

function listSignatureFixes(
  file: FileAtFault,
  sas: SharedAccess,
  operation: StorageOperation,
  problem: SharedAccessProblem,
): readonly string[] {
  const place = describeAddress(file) ?? l10n.t('the address');
  const allowed = operationWord(operation);
  const renewed = l10n.t(
    'Make a new signature (SAS) for {0} that allows {1} and lasts longer than tasks wait and run, or use a managed identity.',
    place,
    allowed,
  );
  if (problem === 'notYetValid') {
    return [
      l10n.t('Wait until {0}.', toTimeText(sas.startsAt ?? 0)),
      l10n.t('Leave `st` out of new signatures, or set it 15 minutes back: clocks differ.'),
    ];
  }
  if (problem === 'ipRestricted') {
    return [l10n.t('Make a signature for {0} without `sip`, or with the public addresses of the pool.', place)];
  }
  if (problem === 'httpsOnly') return [l10n.t('Write the address with https.')];
  return [renewed];
}

function judgeIdentity(file: FileAtFault, identity: string, operation: StorageOperation): AccessVerdict {
  const account = file.address?.account ?? '';
  const role = operation === 'write' ? 'Storage Blob Data Contributor' : 'Storage Blob Data Reader';
  return {
    category: 'auth-storage',
    reason: l10n.t(
      'Storage is reached with the managed identity {0}: it is not assigned to the pool, has no role on the storage account, or the firewall of the account keeps the node out.',
      identity,
    ),
    isProven: false,
    needsAddress: false,
    evidence: { text: l10n.t('Managed identity: {0}', identity), source: 'identityReference' },
    fixes: [
      l10n.t('Give the identity {0} the role "{1}" on the storage account {2}.', identity, role, account),
      l10n.t('Check that the pool has the identity {0}, and that the firewall lets its subnet in.', identity),
    ],
  };
}

function judgeAutoStorage({ container }: FileAtFault): AccessVerdict {
  return {
    category: 'auth-storage',
    evidence:
      container === undefined
        ? undefined
        : { text: l10n.t('Container of the auto-storage account: {0}', container), source: 'resourceFiles' },
    reason: l10n.t(
      'Batch reaches the auto-storage account with its key or an identity: the key was replaced and Batch was not told, the identity has no role, or the firewall keeps the node out.',
    ),
    isProven: false,
    needsAddress: false,
    fixes: [
      l10n.t('Synchronize the keys of the auto-storage account in the settings of the Batch account.'),
      l10n.t('Let the subnet of the pool through the firewall of the auto-storage account.'),
    ],
  };
}

function judgePublic(file: FileAtFault, operation: StorageOperation): AccessVerdict {
  const place = describeAddress(file) ?? '';
  return {
    category: 'auth-storage',
    reason: l10n.t(
      'The address has neither a signature (SAS) nor an identity (`identityReference`), so {0} works only where storage allows everybody to do it.',
      operationWord(operation),
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
  const role = operation === 'write' ? 'Storage Blob Data Contributor' : 'Storage Blob Data Reader';
  return {
    category: 'auth-storage',
    reason: l10n.t(
      'Which address it was is not known. Usually its signature (SAS) has expired or does not allow {0}, its identity has no role, or the firewall of the storage account keeps the node out.',
      operationWord(operation),
    ),
    isProven: false,
    needsAddress: false,
    fixes: [
      l10n.t('Look at the signature of the address: until when it is valid (`se`), and what it allows (`sp`).'),
      l10n.t('With an identity, give it the role "{0}"; let the subnet of the pool through the firewall.', role),
    ],
  };
}

/**
 * Whether `verdict` leaves no doubt: it is proven, and `guessed` is no file that was only found by what its signature
 * lacks. Undefined without a verdict.
 */
export function isSure(verdict: AccessVerdict | undefined, guessed: FileAtFault | undefined): boolean | undefined {
  return verdict === undefined ? undefined : verdict.isProven && guessed === undefined;
}

/** When access is not the problem, saying so keeps people from looking there. */
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
