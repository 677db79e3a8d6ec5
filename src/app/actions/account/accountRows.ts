import * as l10n from '@vscode/l10n';
import type { Account } from '../../../core/model/account.ts';
import { type FoundAccount, takesTokens } from '../../../core/model/foundAccount.ts';
import { toPickDetail, toPickText } from '../../messages/notificationText.ts';
import type { PickRow } from '../../ui.ts';

/** Subscription states in which requests fail. Accounts in subscriptions with any other state are tried. */
const closedStates: ReadonlySet<string> = new Set(['disabled', 'deleted']);

/** Returns the reason that an account cannot be opened, as a sentence; undefined when opening it is worth a try. */
export function whyClosed({ host, provisioningState, subscription }: FoundAccount): string | undefined {
  if (closedStates.has(subscription.state?.toLowerCase() ?? '')) {
    return l10n.t('Its subscription {subscription} is {state}; nothing in it can be used.', {
      subscription: subscription.name,
      state: toStateText(subscription.state),
    });
  }
  if (host !== undefined) return undefined;
  return provisioningState?.toLowerCase() === 'creating'
    ? l10n.t('It is still being created.')
    : l10n.t('It has no endpoint.');
}

/** Describes the networks an account is reachable from, as a sentence; undefined if access is not restricted. */
export function describeNetwork({ publicNetworkAccess }: FoundAccount): string | undefined {
  switch (publicNetworkAccess?.toLowerCase()) {
    case undefined:
    case 'enabled':
      return undefined;
    case 'securedbyperimeter':
      return l10n.t('Accessible only to what its network security perimeter allows.');
    default:
      return l10n.t('Reachable only through a private endpoint.');
  }
}

/** Creates a row for a found account, with its location and anything that the user must know before opening it. */
export function toAccountRow(account: FoundAccount, known: readonly Account[]): PickRow<FoundAccount> {
  const { name, location, resourceGroup, subscription, tenant } = account;
  const detail = listRemarks(account, known).join(' ');
  return {
    value: account,
    label: toPickText(name),
    description: [location, resourceGroup, subscription.name, tenant.name]
      .filter((part) => part !== '')
      .map(toPickText)
      .join(' · '),
    ...(detail === '' ? {} : { detail: toPickDetail(detail) }),
  };
}

function listRemarks(account: FoundAccount, known: readonly Account[]): readonly string[] {
  const { host, subscription } = account;
  const remarks = [whyClosed(account)];
  if (known.some(({ id }) => id === host)) remarks.push(l10n.t('Already in the explorer.'));
  if (!takesTokens(account.allowedAuthenticationModes))
    remarks.push(l10n.t('Accepts account keys only. Its key is read from Azure.'));
  remarks.push(describeNetwork(account));
  const state = subscription.state?.toLowerCase();
  if (state === 'pastdue' || state === 'warned') {
    remarks.push(l10n.t('Its subscription is {state}.', { state: toStateText(subscription.state) }));
  }
  return remarks.filter((remark) => remark !== undefined);
}

/** Returns the displayed name of a subscription state (Azure documentation: "Azure subscription states"). */
function toStateText(state: string | undefined): string {
  switch (state?.toLowerCase()) {
    case 'disabled':
      return l10n.t({ message: 'disabled', comment: ['State of a subscription'] });
    case 'deleted':
      return l10n.t({ message: 'deleted', comment: ['State of a subscription'] });
    case 'pastdue':
      return l10n.t({ message: 'past due', comment: ['State of a subscription'] });
    case 'warned':
      return l10n.t({ message: 'warned', comment: ['State of a subscription'] });
    default:
      return state ?? '';
  }
}
