import * as l10n from '@vscode/l10n';
import { type Account, toShownName } from '../../core/model/account.ts';

/** Why nothing of an account may be changed, as a sentence; undefined where it may be. `isSet` is what the setting says. */
export function explainReadOnly(account: Account | undefined, isSet: boolean): string | undefined {
  if (isSet) return l10n.t('Nothing can be changed, because the setting {0} is on.', '“azureBatch.readOnly”');
  if (account?.isReadOnly !== true) return undefined;
  return l10n.t(
    'The account {0} is read-only. To change something, select Allow Changes in its menu.',
    toShownName(account),
  );
}
