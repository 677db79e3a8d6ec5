import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import { formatCount } from '../../../core/query/count.ts';
import type { CauseTarget } from '../../../core/query/documentPath.ts';
import { isUnread } from '../../../core/query/unreadFailures.ts';
import { nameAccount } from '../../accounts/nameAccount.ts';
import type { App } from '../../app.ts';
import { toPickText } from '../../notificationText.ts';
import { type PickRow, pickOne } from '../../ui.ts';
import { pickAccountInFront } from '../pick.ts';

/** Asks for one of the causes of the account in front, or for an account first. Throws `Cancelled`. */
export async function pickCause(services: App): Promise<CauseTarget> {
  const resource = await pickAccountInFront(services);
  const load = async () => {
    const { causes, read, total, isComplete } = await services.causes.ofAccount(
      await services.accounts.getStore(resource.accountId),
    );
    const isAll = isComplete && read >= total;
    const known = causes.filter(({ cluster }) => !isUnread(cluster));
    return { rows: known.map((cause) => toRow(resource, cause, isAll)), hasMore: false };
  };
  return pickOne(services, {
    title: l10n.t('Causes in account {0}', nameAccount(services.accounts, resource.accountId)),
    placeholder: l10n.t('Choose a cause'),
    sections: [{ load }],
    nothing: l10n.t('Nothing that was read in this account has failed.'),
  });
}

function toRow(
  resource: CauseTarget['resource'],
  { cluster, failures }: Cause,
  isComplete: boolean,
): PickRow<CauseTarget> {
  return {
    value: { resource, document: 'cause', fingerprint: cluster.fingerprint },
    label: toPickText(cluster.title),
    description: formatCount({ count: failures.length, isComplete }),
  };
}
