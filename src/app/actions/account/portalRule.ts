import * as l10n from '@vscode/l10n';

/** What to do with a page of the Azure portal that is about no Batch account. */
export function toPortalRule(): string {
  return l10n.t(
    'This page of the Azure portal names no Batch account. Open the account, or a pool, a job or a task of it, in the portal, and copy the address of that page.',
  );
}
