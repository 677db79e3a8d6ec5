import { l10n } from 'vscode';
import type { Account } from '../../../core/model/account.ts';
import type { AccountCredential } from '../../accounts/accounts.ts';
import { askName } from '../askName.ts';
import type { CommandServices } from '../command.ts';

/** What `AccountCredential` says of the host: nothing where Azure or this machine is behind it. */
export type HostConfirmation = Pick<AccountCredential, 'confirmedHost'>;

/**
 * Lets the user confirm by name that credentials of this kind go to the account's host, where it is somebody else's and
 * they have not done so before. Throws `Cancelled` when they do not, `UnconfirmedHost` in Restricted Mode.
 */
export async function confirmHost(
  { accounts }: Pick<CommandServices, 'accounts'>,
  account: Account,
  kind: AccountCredential['kind'],
): Promise<HostConfirmation> {
  if (!(await accounts.needsConfirmation(account, kind))) return {};
  const { host } = new URL(account.endpoint);
  await askName({
    title: l10n.t('{0} is no host of Azure Batch', host),
    prompt:
      kind === 'signIn'
        ? l10n.t(
            'It will be sent your access token for Azure Batch (audience https://batch.core.windows.net/). Whoever runs the host can act as you in every Batch account that you may use, until the token ends: about an hour. If you know who that is and want it, type the name of the host: {0}.',
            host,
          )
        : l10n.t(
            'It will be sent requests signed with the account’s key, though not the key. Whoever runs the host can read them and pass them on to the account for some minutes. If you know who that is and want it, type the name of the host: {0}.',
            host,
          ),
    name: host,
  });
  return { confirmedHost: host };
}
