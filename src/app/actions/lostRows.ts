import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { isOnLostRows } from './targets.ts';

/**
 * Throws `InvalidInput` when a command was called on a row that VS Code has lost. Prompting for another thing would be
 * confusing, and acting on only some of the selected rows is not what the user wanted.
 */
export function refuseLostRows(args: readonly unknown[]): void {
  if (!isOnLostRows(args)) return;
  throw new BatchError({
    code: 'InvalidInput',
    message: l10n.t('The list was being refreshed at that moment. Try again.'),
  });
}
