import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { describeError } from '../../core/text/describeError.ts';

/*
 * What front ends have in common that read a file of the workspace for an agent, each with the means it has.
 */

/** No definition is as large: the service takes requests of 1 MB. */
const maxFileBytes = 4 * 1024 * 1024;

/** Throws `InvalidInput` for a file that is too large to be a definition. */
export function refuseLargeFile(bytes: number): void {
  if (bytes > maxFileBytes) throw toUnread(l10n.t('The file is too large to check.'));
}

/** Why a file can't be read, as a sentence. */
export function toUnread(message: string): BatchError {
  return new BatchError({ code: 'InvalidInput', message });
}

/** What an attempt to read a file ended with, as an error of ours. */
export function toUnreadFile(error: unknown): BatchError {
  return BatchError.is(error) ? error : toUnread(describeError(error));
}
