import * as l10n from '@vscode/l10n';
import type { Account } from '../../../core/model/account.ts';
import type { AccountCredential } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { askName } from '../askName.ts';

/** What `AccountCredential` says of the host: nothing where Azure or this machine is behind it. */
export type HostConfirmation = Pick<AccountCredential, 'confirmedHost'>;

/**
 * Lets the user confirm by name that credentials of this kind go to the account's host, where it is not an Azure host
 * and they have not done so before. Throws `Cancelled` when they do not, `UnconfirmedHost` in Restricted Mode.
 */
export async function confirmHost(
  services: App,
  account: Account,
  kind: AccountCredential['kind'],
): Promise<HostConfirmation> {
  if (!(await services.accounts.needsConfirmation(account, kind))) return {};
  const { host } = new URL(account.endpoint);
  await askName(services, {
    title: l10n.t('{host} is not a host of Azure Batch', { host }),
    prompt:
      kind === 'signIn'
        ? l10n.t(
            'This host receives your access token for Azure Batch (audience https://batch.core.windows.net/). Until the token expires, in about an hour, the operator of the host can act as you in every Batch account that you can use. To continue, type the name of the host: {host}.',
            { host },
          )
        : l10n.t(
            'This host receives requests signed with the key of the account, but not the key itself. For some minutes, the operator of the host can read the requests and forward them to the account. To continue, type the name of the host: {host}.',
            { host },
          ),
    name: host,
  });
  return { confirmedHost: host };
}
