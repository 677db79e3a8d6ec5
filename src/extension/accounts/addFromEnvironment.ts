import * as l10n from '@vscode/l10n';
import { workspace } from 'vscode';
import { nameAccount } from '../../app/accounts/accounts.ts';
import { findEnvironmentKey } from '../../app/accounts/environmentKey.ts';
import { addByKey } from '../../app/actions/account/addByKey.ts';
import { confirmHost } from '../../app/actions/account/confirmAdding.ts';
import { tryCredential } from '../../app/actions/account/tryCredential.ts';
import type { Account } from '../../core/model/account.ts';
import { BatchError, toInvalidInput } from '../../core/model/batchError.ts';
import { definedOnly } from '../../core/model/defined.ts';
import type { CommandServices } from '../commands/command.ts';
import { withProgress } from '../ui/window.ts';

/**
 * Adds the account that environment variables name, after trying the key in these variables. In Restricted Mode, the
 * environment is not read, because a folder may have set it, as a development container does.
 */
export async function addFromEnvironment(services: CommandServices): Promise<string> {
  const found = findEnvironmentKey(process.env);
  const problem = workspace.isTrusted
    ? found === undefined || 'problem' in found
      ? found?.problem
      : undefined
    : l10n.t("In Restricted Mode, keys aren't read from the environment. Trust this workspace first.");
  if (found === undefined || 'problem' in found || problem !== undefined) throw toInvalidInput(problem ?? '');
  const known = services.accounts.all.find(({ id }) => id === found.endpoint.host);
  const account = definedOnly<Account>({
    id: found.endpoint.host,
    name: found.name,
    endpoint: found.endpoint.url,
    authentication: 'sharedKey',
    location: known?.location,
  });
  const credential = {
    kind: 'sharedKey',
    key: found.key,
    ...(await confirmHost(services, account, 'sharedKey')),
  } as const;
  const progress = { location: { viewId: 'azureBatch.explorer' } };
  const refusal = await withProgress(progress, () => tryCredential(services, account, credential));
  if (refusal !== undefined) throw new BatchError({ code: 'AuthenticationFailed', message: refusal.message });
  await addByKey(services, account, credential);
  await services.trees.reveal({ kind: 'account', accountId: account.id });
  services.ui.notify('status', l10n.t('Account {0} added', nameAccount(services.accounts, account.id)));
  return account.id;
}
