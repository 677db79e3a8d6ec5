import * as l10n from '@vscode/l10n';
import { ProgressLocation } from 'vscode';
import { nameAccount } from '../../../app/accounts/accounts.ts';
import { resolve } from '../../../app/actions/targets/resolve.ts';
import type { Command, Contribution } from '../../../app/actions/verb/contribution.ts';
import type { App } from '../../../app/app.ts';
import { toCommandId } from '../../../app/commandId.ts';
import type { WithUi } from '../../../app/ui.ts';
import { type Account, toShownName } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { toPortalList, toPortalPage } from '../../../core/places/portalPage.ts';
import { withProgress } from '../../ui/window.ts';

export const contribution: Contribution = {
  title: 'Open Account in Azure Portal',
  icon: 'link-external',
  effect: 'reads',
  rows: [
    { on: 'account', unless: 'sample', at: 'look@9' },
    { on: 'jobSchedule', unless: 'sample', at: '1_look@10' },
  ],
};

/**
 * Opens the account of the given items in the portal of its cloud. The portal documents no addresses for pools and
 * jobs, so the command opens their account, and they have no menu entry.
 */
export const run: Command = async (services, args) => {
  for (const { accountId } of await resolve(services, 'account', args)) await openPage(services, accountId);
};

async function openPage(services: App, accountId: string): Promise<void> {
  const account = services.accounts.all.find(({ id }) => id === accountId);
  const shown = nameAccount(services.accounts, accountId);
  const portal = services.accounts.findPortal(accountId);
  if (account === undefined || portal === undefined) throw refuse(toNowhere(shown));
  const { resourceId = await findResourceId(services, account), tenantId } = account;
  const page = typeof resourceId === 'string' ? toPortalPage({ portal, resourceId, tenantId }) : undefined;
  if (page !== undefined) {
    // Passed as text, because a `Uri` would encode its slashes again, which the portal doesn't understand.
    await services.ui.run('vscode.open', page);
    services.ui.notify(
      'status',
      l10n.t('The Azure portal page for the account {0} is opening in your browser.', shown),
    );
  } else if (account.authentication === 'sharedKey') notifyUnknownByKey(services, account, portal);
  else notifyUnknown(services, account, portal);
}

/** Finds the account's resource ID if it is unknown. Does not ask the user to sign in. */
async function findResourceId({ accounts }: App, account: Account): Promise<string | undefined> {
  const title = l10n.t('Looking for the account {0} in Azure', toShownName(account));
  return withProgress({ location: ProgressLocation.Notification, title }, async () => {
    const answer = await (await accounts.getStore(account.id)).service.quotas.getQuotas();
    return 'limits' in answer ? answer.limits.id : undefined;
  });
}

function notifyUnknownByKey(services: WithUi, account: Account, portal: string): void {
  services.ui.notify(
    'information',
    l10n.t(
      "The Azure portal address of the account {0} is unknown, because an account key doesn't show it. Sign in to the account with Microsoft Entra ID, or find it in the list of all Batch accounts.",
      toShownName(account),
    ),
    {
      title: l10n.t('Sign In'),
      command: toCommandId('account.signIn'),
      arguments: [{ kind: 'account', accountId: account.id }],
    },
    toListAction(portal),
  );
}

function notifyUnknown(services: WithUi, account: Account, portal: string): void {
  services.ui.notify(
    'information',
    l10n.t(
      "The Azure portal address of the account {0} is unknown: you can't see the account in Azure Resource Manager. To see it, you need the Reader role on the account.",
      toShownName(account),
    ),
    toListAction(portal),
  );
}

function toListAction(portal: string) {
  return { title: l10n.t('Open the List in the Portal'), command: 'vscode.open', arguments: [toPortalList(portal)] };
}

function toNowhere(name: string): string {
  return l10n.t("The account {0} isn't in an Azure cloud, so the Azure portal has no page for it.", name);
}

function refuse(message: string): BatchError {
  return new BatchError({ code: 'InvalidInput', message });
}
