import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';

/**
 * Throws `InvalidInput`, because the data to send was lost with the window. It may contain secrets, so it was never
 * saved.
 */
export function refuseForgotten(): never {
  throw new BatchError({
    code: 'InvalidInput',
    message: l10n.t(
      "The definition is no longer available: it may contain secrets, so it wasn't saved. Open it and submit it again.",
    ),
  });
}
