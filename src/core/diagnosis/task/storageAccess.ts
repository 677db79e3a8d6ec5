import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../category.ts';
import { describeSharedAccess, judgeSharedAccess, type StorageOperation } from '../evidence/sas.ts';
import type { Evidence } from '../explanation.ts';
import type { FileAtFault } from './storageFiles.ts';

export interface AccessVerdict {
  readonly category: FailureCategory;
  /** The reason in one sentence, when the signature shows it. */
  readonly reason?: string | undefined;
  readonly evidence?: Evidence | undefined;
}

/** Why storage refused: the signature's time or permissions where they show it, else the identity or the firewall. */
export function judgeAccess(file: FileAtFault, operation: StorageOperation, at: number | undefined): AccessVerdict {
  const sas = file.address?.sas;
  if (sas === undefined) {
    return file.address === undefined
      ? { category: 'auth-storage' }
      : {
          category: 'auth-storage',
          evidence: {
            text: l10n.t('The address has no signature (SAS): access rests on a managed identity or on public access.'),
            source: 'address',
          },
        };
  }
  const problem = judgeSharedAccess(sas, operation, at);
  const text = describeSharedAccess(sas, operation, at);
  const isTime = problem === 'expired' || problem === 'notYetValid';
  return {
    category: isTime ? 'sas-expired' : 'auth-storage',
    reason: problem === 'none' || problem === 'ipRestricted' ? undefined : text,
    evidence: { text, source: 'SAS' },
  };
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
