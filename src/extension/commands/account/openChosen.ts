import { l10n, ProgressLocation } from 'vscode';
import type { Account } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { toHostKind } from '../../../core/model/credentialTarget.ts';
import { definedOnly } from '../../../core/model/defined.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { plural } from '../../../core/text/plural.ts';
import { readKeyOf } from '../../accounts/accountSearch.ts';
import { toCommandId } from '../../commandId.ts';
import { notifyWarning, withResult } from '../../messages.ts';
import type { CommandServices } from '../command.ts';
import { takesTokens, whyClosed } from './accountRows.ts';
import { addByKey } from './addByKey.ts';
import { confirmHost } from './confirmHost.ts';
import { confirmLossOfKey } from './confirmLossOfKey.ts';
import type { ChosenAccount } from './pickAccounts.ts';
import { tryCredential } from './tryCredential.ts';

/**
 * Opens accounts that were found, one after the other: each may ask something. One that cannot be opened is told with its
 * reason and stops no other. Gives the id of the first that was opened.
 */
export async function openChosen(
  services: CommandServices,
  chosen: readonly ChosenAccount[],
): Promise<string | undefined> {
  const opened: Account[] = [];
  const refused: string[] = [];
  const options = { location: ProgressLocation.Notification, title: l10n.t('Signing in to Batch accounts') };
  let first: Account | undefined;
  await withResult(options, async (progress, _token, tellResult) => {
    for (const one of chosen) {
      progress.report({ message: one.found.name, increment: 100 / chosen.length });
      try {
        const result = await open(services, one);
        if ('why' in result)
          refused.push(l10n.t('{account}: {reason}', { account: one.found.name, reason: result.why }));
        else opened.push(result.account);
      } catch (error) {
        if (!Cancelled.is(error)) throw error;
      }
    }
    [first] = opened;
    if (first !== undefined) await services.reveal({ kind: 'account', accountId: first.id });
    if (opened.length > 0) tellResult(toOpenedText(opened));
  });
  if (refused.length > 0) notifyRefused(refused);
  return first?.id;
}

async function open(
  services: CommandServices,
  chosen: ChosenAccount,
): Promise<{ readonly account: Account } | { readonly why: string }> {
  const { found } = chosen;
  const closed = whyClosed(found);
  if (closed !== undefined || found.host === undefined) return { why: closed ?? '' };
  if (!takesTokens(found)) return openByKey(services, chosen, found.host);
  const account = toAccount(chosen, found.host, services.accounts.all);
  const credential = { kind: 'signIn', ...(await confirmHost(services, account, 'signIn')) } as const;
  const problem = await tryCredential(services, account, credential);
  if (problem !== undefined) return { why: problem.message };
  await confirmLossOfKey(services, account);
  await services.accounts.add(account, credential);
  return { account };
}

/** An account that takes no tokens is opened by its key, which Resource Manager gives to those whose role may list keys. */
async function openByKey(
  services: CommandServices,
  chosen: ChosenAccount,
  host: string,
): Promise<{ readonly account: Account } | { readonly why: string }> {
  const { found, searcher } = chosen;
  const { tenantId: _tenantId, user: _user, ...rest } = toAccount(chosen, host, services.accounts.all);
  const account: Account = { ...rest, authentication: 'sharedKey' };
  const confirmation = await confirmHost(services, account, 'sharedKey');
  try {
    const credential = { kind: 'sharedKey', key: await readKeyOf(found, searcher), ...confirmation } as const;
    const problem = await tryCredential(services, account, credential);
    if (problem !== undefined) return { why: problem.message };
    await addByKey(services, account, credential);
    return { account };
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return { why: error.status === 403 ? toNoKeys() : error.message };
  }
}

function toNoKeys(): string {
  return l10n.t(
    'It takes account keys only, and your role may not read them. The role Azure Batch Account Contributor may; or use a key that the owner of the account gives you.',
  );
}

function toAccount({ found, searcher }: ChosenAccount, host: string, all: readonly Account[]): Account {
  const isHere = toHostKind(`https://${host}`) === 'thisMachine';
  return definedOnly<Account>({
    id: host,
    name: all.find(({ id }) => id === host)?.name ?? found.name,
    endpoint: `${isHere ? 'http' : 'https'}://${host}`,
    authentication: searcher.kind,
    tenantId: found.tenant.tenantId,
    user: searcher.user,
    location: found.location === '' ? undefined : found.location,
  });
}

function toOpenedText(opened: readonly Account[]): string {
  return plural(opened.length, {
    one: l10n.t('Signed in to {0}', opened[0]?.name ?? ''),
    other: l10n.t('Signed in to {0} accounts', formatNumber(opened.length)),
  });
}

function notifyRefused(refused: readonly string[]): void {
  notifyWarning(l10n.t('Not opened: {0}', refused.join(' ')), {
    title: l10n.t('Add by Key…'),
    command: toCommandId('account.addWithKey'),
  });
}
