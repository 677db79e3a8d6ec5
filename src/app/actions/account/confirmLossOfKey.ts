import * as l10n from '@vscode/l10n';
import type { Account } from '../../../core/model/account.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { nameAccount } from '../../accounts/nameAccount.ts';
import type { App } from '../../app.ts';
import { askToConfirm } from '../../ui.ts';

/** An account is opened in one way: warns that signing in to one that has a key removes the key. */
export async function confirmLossOfKey(services: App, { id, name, endpoint }: Account): Promise<void> {
  const hasKey = services.accounts.all.some((account) => account.id === id && account.authentication === 'sharedKey');
  if (!hasKey) return;
  const confirmed = await askToConfirm(services, {
    canBeUndone: false,
    list: [l10n.t('{account} at {endpoint}', { account: name, endpoint })],
    message: l10n.t('Sign in to {0} from now on, and forget its key?', nameAccount(services.accounts, id)),
    detail: l10n.t(
      'You are signed in. The key is deleted from the secret storage of VS Code. It remains valid, and the Azure portal shows it under “Keys”.',
    ),
    confirm: l10n.t('Forget the Key'),
  });
  if (!confirmed) throw new Cancelled();
}
