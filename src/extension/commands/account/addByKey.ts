import { l10n, Uri } from 'vscode';
import type { Account } from '../../../core/model/account.ts';
import type { AccountCredential } from '../../accounts/accounts.ts';
import { notifyWarning } from '../../messages.ts';
import type { CommandServices } from '../command.ts';

const keyringHelp = 'https://code.visualstudio.com/docs/configure/settings-sync#_troubleshooting-keychain-issues';

/** Saves an account whose key the service has taken, and says so where the key will not be kept. */
export async function addByKey(
  { accounts }: Pick<CommandServices, 'accounts'>,
  account: Account,
  credential: AccountCredential,
): Promise<void> {
  const life = await accounts.add(account, credential);
  if (life === 'kept') return;
  notifyWarning(
    life === 'thisSession'
      ? l10n.t(
          'The key of {0} is kept for this session only: VS Code could not put it into a keyring of the system. After a restart you are asked for it again.',
          account.name,
        )
      : l10n.t(
          'The key of {0} is probably kept for this session only: an earlier key was gone after a restart, as they are where VS Code can use no system keyring.',
          account.name,
        ),
    { title: l10n.t('About Keyrings'), command: 'vscode.open', arguments: [Uri.parse(keyringHelp)] },
  );
}
