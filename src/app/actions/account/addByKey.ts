import * as l10n from '@vscode/l10n';
import type { Account } from '../../../core/model/account.ts';
import { type AccountCredential, nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';

const keyringHelp = 'https://code.visualstudio.com/docs/configure/settings-sync#_troubleshooting-keychain-issues';

/** Saves an account whose key the service has accepted, and warns the user if the key will not be saved. */
export async function addByKey(services: App, account: Account, credential: AccountCredential): Promise<void> {
  const life = await services.accounts.add(account, credential);
  if (life === 'kept') return;
  services.ui.notify(
    'warning',
    life === 'thisSession'
      ? l10n.t(
          "The key for {account} is stored for this session only, because VS Code couldn't save it in a system keyring. After a restart, enter the key again.",
          { account: nameAccount(services.accounts, account.id) },
        )
      : l10n.t(
          "The key for {account} is probably stored for this session only. An earlier key was lost after a restart, which happens when VS Code can't use a system keyring.",
          { account: nameAccount(services.accounts, account.id) },
        ),
    { title: l10n.t('About Keyrings'), command: 'vscode.open', arguments: [keyringHelp] },
  );
}
