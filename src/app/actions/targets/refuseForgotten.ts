import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';

/**
 * Throws `InvalidInput`, because the data to send was lost with the window. It may contain secrets, so it was never
 * saved.
 */
export function refuseForgotten(): never {
  throw toInvalidInput(
    l10n.t(
      "The definition is no longer available: it may contain secrets, so it wasn't saved. Open it and submit it again.",
    ),
  );
}
