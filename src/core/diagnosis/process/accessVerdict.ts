import * as l10n from '@vscode/l10n';
import { continueAfterColon } from '../../text/afterColon.ts';
import { renewSignature } from '../catalogue/refusalMeanings.ts';
import { missingWord, type SharedAccessProblem, type StorageOperation } from '../evidence/sas.ts';
import type { SharedAccess } from '../evidence/storageAddress.ts';
import { toTimeText } from '../evidence/time.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { describeAddress, type FileAtFault, toSigned } from './storageFiles.ts';

/** The reason why Azure Storage refused a file, with the fixes. */
export interface AccessVerdict {
  readonly category: FailureCategory;
  /** The problem, as a clause after "… failed:", if more is known than the refusal by Azure Storage. */
  readonly title?: string | undefined;
  /** The reason for the refusal, or the most likely one if the signature is in order. */
  readonly reason: string;
  /** True if the signature itself proves `reason`; otherwise, `reason` is the most likely one. */
  readonly isProven: boolean;
  /** True if the address has to be replaced because a retry would use the refused one; may be unknown. */
  readonly needsAddress: boolean | 'unknown';
  readonly evidence?: Evidence | undefined;
  readonly fixes: readonly string[];
}

/**
 * Checks whether `verdict` leaves no doubt: it is proven, and no file was `guessed` only from the problem of its
 * signature. Undefined without a verdict.
 */
export function isSure(verdict: AccessVerdict | undefined, guessed: FileAtFault | undefined): boolean | undefined {
  return verdict === undefined ? undefined : verdict.isProven && guessed === undefined;
}

/** Describes the problem of a file's signature, as a clause after "… failed:". */
export function toSignatureTitle(
  problem: Exclude<SharedAccessProblem, 'none'>,
  name: string,
  sas: SharedAccess,
  operation: StorageOperation,
): string | undefined {
  switch (problem) {
    case 'unsigned':
    case 'noEnd':
    case 'noGrant':
      return continueAfterColon(l10n.t('The SAS for {0} is incomplete', name));
    case 'badEnd':
    case 'endsBeforeStart':
      return continueAfterColon(l10n.t('The SAS for {0} is never valid', name));
    case 'expired':
      return l10n.t('the SAS for {0} has expired', name);
    case 'notYetValid':
      return l10n.t('the SAS for {0} is not valid yet', name);
    case 'noPermission':
      return l10n.t('the SAS for {name} does not allow {operation}', {
        name,
        operation: missingWord(sas, operation),
      });
    case 'blobOnly':
      return l10n.t('the SAS for {0} is for one blob', name);
    case 'otherService':
      return l10n.t('the SAS for {0} is for another service', name);
    case 'otherLevel':
      return l10n.t('the SAS for {0} is for another kind of resource', name);
    case 'httpsOnly':
      return l10n.t('the address of {0} does not start with https', name);
    case 'ipRestricted':
      return undefined;
  }
}

/** Lists the fixes for a problem that the signature itself shows. */
export function listSignatureFixes(
  file: FileAtFault,
  sas: SharedAccess,
  operation: StorageOperation,
  problem: SharedAccessProblem,
): readonly string[] {
  const place = describeAddress(toSigned(file)) ?? l10n.t('the address');
  if (problem === 'notYetValid') {
    return [
      l10n.t(
        'Wait until {0}, or submit a copy with a signature (SAS) without `st`, which is valid at once.',
        toTimeText(sas.startsAt ?? 0),
      ),
      l10n.t('Omit `st` from new signatures, or set it 15 minutes in the past: clocks differ.'),
    ];
  }
  if (problem === 'ipRestricted') {
    return [l10n.t("Create a signature for {0} without `sip`, or with the pool's public addresses.", place)];
  }
  if (problem === 'httpsOnly') return [l10n.t('Use https in the address.')];
  return [renewSignature({ place, operation })];
}
