import * as l10n from '@vscode/l10n';
import { ProgressLocation } from 'vscode';
import { nameAccount } from '../../app/accounts/accounts.ts';
import { describeNetwork, whyClosed } from '../../app/actions/account/accountRows.ts';
import { addByKey } from '../../app/actions/account/addByKey.ts';
import { confirmHost, confirmLossOfKey } from '../../app/actions/account/confirmAdding.ts';
import { type ConnectProblem, tryCredential } from '../../app/actions/account/tryCredential.ts';
import { toCommandId } from '../../app/commandId.ts';
import { type InTurn, makeQueue } from '../../app/turns.ts';
import type { Account } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { toHostKind } from '../../core/model/credentialTarget.ts';
import { definedOnly } from '../../core/model/defined.ts';
import { type FoundAccount, takesTokens } from '../../core/model/foundAccount.ts';
import { toServiceStatus } from '../../core/model/serviceStatus.ts';
import { escapeMarkdown } from '../../core/text/markdown.ts';
import { plural } from '../../core/text/plural.ts';
import { asCount, formatNumber } from '../../core/words/numbers.ts';
import { workThrough } from '../../core/workThrough.ts';
import type { CommandServices } from '../commands/command.ts';
import { showResult } from '../ui/shownList.ts';
import { withProgress } from '../ui/window.ts';
import { readKeyOf } from './accountSearch.ts';
import type { ChosenAccount } from './pickAccounts.ts';

interface Refused {
  readonly name: string;
  readonly why: string;
  /** The remedy that may help: a key, or another attempt; absent when nothing does. */
  readonly helps?: 'key' | 'again';
}

type Result = { readonly account: Account } | Omit<Refused, 'name'>;

const concurrency = 6;

/**
 * Opens accounts that were found. They are tried concurrently, and each appears in the explorer as soon as its service
 * accepts the user: an account that doesn't respond, or cannot be opened, is reported with its reason and doesn't delay
 * the others. Resolves to the ID of the first opened account.
 */
export async function openChosen(
  services: CommandServices,
  chosen: readonly ChosenAccount[],
): Promise<string | undefined> {
  const results = new Map<ChosenAccount, Result>();
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Signing in to Batch accounts'),
    cancellable: true,
  };
  let first: Account | undefined;
  await withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => abort.abort());
    // Queues prompts and changes to the explorer's accounts, so that only one is shown or made at a time.
    const inTurn = makeQueue();
    const awaited = new Set<ChosenAccount>();
    const report = (increment: number): void => {
      const [oldest] = awaited;
      if (oldest !== undefined)
        progress.report({ message: findLabel(services, oldest) ?? oldest.found.name, increment });
    };
    const openOne = async (one: ChosenAccount): Promise<void> => {
      if (token.isCancellationRequested) return;
      awaited.add(one);
      report(0);
      try {
        const result = await open(services, one, inTurn, abort.signal);
        results.set(one, result);
        if ('account' in result && first === undefined) {
          first = result.account;
          const { id } = first;
          await inTurn(() => services.trees.reveal({ kind: 'account', accountId: id }));
        }
      } catch (error) {
        if (!Cancelled.is(error)) throw error;
      } finally {
        awaited.delete(one);
        report(100 / chosen.length);
      }
    };
    try {
      await workThrough(chosen, concurrency, openOne);
    } finally {
      abort.abort(); // Another account's attempt may have failed unexpectedly.
      listening.dispose();
    }
  });
  const inOrder = chosen.flatMap((one) => {
    const result = results.get(one);
    return result === undefined ? [] : [{ ...result, name: one.found.name }];
  });
  const opened = inOrder.flatMap((result) => ('account' in result ? [result.account] : []));
  const refused = inOrder.filter((result) => 'why' in result);
  if (opened.length > 0)
    services.ui.notify('status', toOpenedText(opened.map(({ id }) => nameAccount(services.accounts, id))));
  if (refused.length > 0) void notifyRefused(services, refused, chosen);
  return first?.id;
}

async function open(
  services: CommandServices,
  chosen: ChosenAccount,
  inTurn: InTurn,
  signal: AbortSignal,
): Promise<Result> {
  const { found } = chosen;
  const closed = whyClosed(found);
  if (closed !== undefined || found.host === undefined) return { why: closed ?? '' };
  if (!takesTokens(found.allowedAuthenticationModes)) return openByKey(services, chosen, found.host, inTurn, signal);
  const account = toAccount(chosen, found.host, services.accounts.all);
  const confirmation = await inTurn(() => confirmHost(services, account, 'signIn'));
  const credential = { kind: 'signIn', ...confirmation } as const;
  const problem = await tryCredential(services, account, credential, signal);
  if (problem !== undefined)
    return { why: toConnectReason(found, problem), helps: problem.mayTakeAnother ? 'key' : 'again' };
  await inTurn(async () => {
    await confirmLossOfKey(services, account);
    await services.accounts.add(account, credential);
  });
  return { account };
}

function findLabel({ accounts }: CommandServices, { found }: ChosenAccount): string | undefined {
  return accounts.all.find(({ id }) => id === found.host)?.label;
}

/** Adds the networks that can reach the account, if there was no response from this one. */
function toConnectReason(found: FoundAccount, { message, status }: ConnectProblem): string {
  const network = status === undefined ? describeNetwork(found) : undefined;
  return network === undefined ? message : `${network} ${message}`;
}

/**
 * Opens an account that accepts no tokens with its key, which Resource Manager returns if the user's role may list
 * keys.
 */
async function openByKey(
  services: CommandServices,
  chosen: ChosenAccount,
  host: string,
  inTurn: InTurn,
  signal: AbortSignal,
): Promise<Result> {
  const { found, searcher } = chosen;
  const { tenantId: _tenantId, user: _user, ...rest } = toAccount(chosen, host, services.accounts.all);
  const account: Account = { ...rest, authentication: 'sharedKey' };
  const confirmation = await inTurn(() => confirmHost(services, account, 'sharedKey'));
  try {
    const credential = { kind: 'sharedKey', key: await readKeyOf(found, searcher), ...confirmation } as const;
    const problem = await tryCredential(services, account, credential, signal);
    if (problem !== undefined) return { why: toConnectReason(found, problem), helps: 'again' };
    await inTurn(() => addByKey(services, account, credential));
    return { account };
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    return toServiceStatus(error) === 403 ? { why: toNoKeys(), helps: 'key' } : { why: error.message, helps: 'again' };
  }
}

function toNoKeys(): string {
  return l10n.t(
    "It accepts account keys only, and your role isn't allowed to read them. To read them, you need the Azure Batch Account Contributor role. Or use a key from the account's owner.",
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
    resourceId: found.resourceId,
  });
}

function toOpenedText(opened: readonly string[]): string {
  return plural(opened.length, {
    one: l10n.t('Signed in to {0}', opened[0] ?? ''),
    other: l10n.t('Signed in to {0} accounts', formatNumber(opened.length)),
  });
}

/**
 * Reports accounts that could not be opened: a single one with its reason, several by number, with the reasons in a
 * document. Offers remedies that may help with any of them.
 */
async function notifyRefused(
  services: CommandServices,
  refused: readonly Refused[],
  chosen: readonly ChosenAccount[],
): Promise<void> {
  const [one] = refused;
  const isOne = refused.length === 1 && one !== undefined;
  const details = l10n.t('Show Details');
  const byKey = l10n.t('Add by Key…');
  const again = l10n.t('Try Again');
  const buttons = [
    ...(isOne ? [] : [details]),
    ...(refused.some(({ helps }) => helps === 'again') ? [again] : []),
    ...(refused.some(({ helps }) => helps === 'key') ? [byKey] : []),
  ];
  const message = isOne
    ? l10n.t('{account} was not opened. {reason}', { account: one.name, reason: one.why })
    : plural(refused.length, {
        one: l10n.t('{count} account was not opened.', asCount(refused.length)),
        other: l10n.t('{count} accounts were not opened.', asCount(refused.length)),
      });
  const button = await services.ui.offer('warning', message, ...buttons);
  if (button === details) await showReasons(refused);
  if (button === byKey) await services.ui.run(toCommandId('account.addWithKey'));
  if (button === again) {
    const names = new Set(refused.filter(({ helps }) => helps === 'again').map(({ name }) => name));
    await openChosen(
      services,
      chosen.filter(({ found }) => names.has(found.name)),
    );
  }
}

async function showReasons(refused: readonly Refused[]): Promise<void> {
  const lines = refused.map(
    ({ name, why }) => `- ${escapeMarkdown(l10n.t('{account}: {reason}', { account: name, reason: why }))}`,
  );
  const text = [`# ${l10n.t('Batch accounts that were not opened')}`, '', ...lines, ''].join('\n');
  await showResult('accounts.md', text);
}
