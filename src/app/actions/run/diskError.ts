import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import { describeError } from '../../../core/text/describeError.ts';

/** Explains why a file could not be written on this computer, as a sentence. `error` comes from Node's file system. */
export function explainDisk(error: unknown): string {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOSPC':
    case 'EDQUOT':
      return l10n.t('The disk on this computer is full.');
    case 'EROFS':
      return l10n.t('The disk on this computer is read-only.');
    case 'EACCES':
    case 'EPERM':
      return l10n.t("You don't have permission to write to the folder where this is saved.");
    default:
      return l10n.t('Writing to disk on this computer failed: {0}', describeError(error));
  }
}

/** Creates the error for a bulk action whose journal could not be created. Nothing is sent without a record. */
export function toJournalError(cause: unknown): BatchError {
  const message = l10n.t(
    'Nothing was sent, because the action could not be recorded. Fix the problem on this computer, then try again. {0}',
    explainDisk(cause),
  );
  return new BatchError({ code: 'Unknown', message, cause });
}
