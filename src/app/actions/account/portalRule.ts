import * as l10n from '@vscode/l10n';

/** Explains what to do with an Azure portal page that is not about a Batch account. */
export function toPortalRule(): string {
  return l10n.t(
    "This Azure portal page doesn't name a Batch account. In the portal, open the account or one of its pools, jobs, or tasks, and copy the address of that page.",
  );
}
