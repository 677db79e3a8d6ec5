import * as l10n from '@vscode/l10n';
import { type Account, toShownName } from '../../core/model/account.ts';
import { settings } from '../settings.ts';

/** Why nothing of an account may be changed, as a sentence; undefined where it may be. */
export function explainReadOnly(account: Account | undefined): string | undefined {
  if (settings.isReadOnly)
    return l10n.t('Nothing can be changed, because the setting {0} is on.', '“azureBatch.readOnly”');
  if (account?.isReadOnly !== true) return undefined;
  return l10n.t(
    'The account {0} is read-only. To change something, select Allow Changes in its menu.',
    toShownName(account),
  );
}
