import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { describeError } from '../../core/text/describeError.ts';

/** Creates a readable error for a file in the user's home that could not be written or read. */
export function toHomeFileError(path: string, cause: unknown): BatchError {
  const why = describeError(cause);
  return new BatchError({
    code: 'Unknown',
    message: l10n.t('The file {path} could not be changed: {why}', { path, why }),
    cause,
  });
}
