import * as l10n from '@vscode/l10n';
import { nameAccount } from '../../../app/accounts/nameAccount.ts';
import type { Account } from '../../../core/model/account.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { askModal } from '../../question.ts';
import type { CommandServices } from '../command.ts';

/** An account is opened in one way: who signs in to one that has a key is told that the key goes. */
export async function confirmLossOfKey(
  { accounts }: Pick<CommandServices, 'accounts'>,
  { id, name, endpoint }: Account,
): Promise<void> {
  const hasKey = accounts.all.some((account) => account.id === id && account.authentication === 'sharedKey');
  if (!hasKey) return;
  const confirmed = await askModal({
    canBeUndone: false,
    list: [l10n.t('{account} at {endpoint}', { account: name, endpoint })],
    message: l10n.t('Sign in to {0} from now on, and forget its key?', nameAccount(accounts, id)),
    detail: l10n.t(
      'You are signed in. The key is deleted from the secret storage of VS Code. It remains valid, and the Azure portal shows it under “Keys”.',
    ),
    confirm: l10n.t('Forget the Key'),
  });
  if (!confirmed) throw new Cancelled();
}
