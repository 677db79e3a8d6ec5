import { l10n } from 'vscode';

/** What to do with an address of the Azure portal, which names an account and nothing that Batch knows by it. */
export function toPortalRule(): string {
  return l10n.t(
    'This is a page of the Azure portal, not an address of Azure Batch. Copy the endpoint of the account from its page “Overview” in the portal, and add /pools/… or /jobs/….',
  );
}
