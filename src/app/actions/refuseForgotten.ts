import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';

/** What was to be sent may hold secrets, so it is written down nowhere, and lost with the window. Throws `InvalidInput`. */
export function refuseForgotten(): never {
  throw new BatchError({
    code: 'InvalidInput',
    message: l10n.t(
      "The definition is no longer available: it may contain secrets, so it wasn't saved. Open it and submit it again.",
    ),
  });
}
