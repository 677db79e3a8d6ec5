import { l10n, window } from 'vscode';
import type { Account } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { askText } from '../../accounts/askText.ts';
import { toConnectProblem } from '../../accounts/connectError.ts';
import type { Endpoint } from '../../accounts/endpoint.ts';
import { toEndpoint, toEndpointRequest } from '../../accounts/endpointBox.ts';
import { tellStatus } from '../../messages.ts';
import type { Command, CommandServices } from '../command.ts';
import { pickOne, type Row } from '../pickSome.ts';
import { toResources } from '../targets.ts';

type SignInKind = 'microsoft' | 'azureCli';

/**
 * Signs in to an account: the one it is called on, or one whose endpoint the user types. What the service says against
 * it is shown in the box, which then holds what was typed. Finding accounts by subscription is to become another first
 * step, which ends in an endpoint as well.
 */
export const signIn: Command = async (services, args) => {
  const known = findKnown(services, args);
  const account = known === undefined ? await askAccount(services, args[0]) : await signInAgain(services, known);
  await services.accounts.add(account, { kind: 'signIn' });
  tellStatus(l10n.t('Signed in to {0}', account.name));
  await services.reveal({ kind: 'account', accountId: account.id });
  return account.id;
};

/** Asks for the endpoint, then for who signs in; starts again with the endpoint and what was wrong with it. */
async function askAccount(services: CommandServices, endpoint: unknown): Promise<Account> {
  let request = toEndpointRequest(
    l10n.t('Sign in to a Batch account'),
    typeof endpoint === 'string' ? endpoint : '',
    1,
  );
  for (;;) {
    const answer = await askText(request);
    if (answer === 'back') continue;
    const account = toAccount(toEndpoint(answer.value), undefined, await pickKind());
    const problem = await findProblem(services, account);
    if (problem === undefined) return account;
    request = { ...request, value: answer.value, problem };
  }
}

async function signInAgain(services: CommandServices, known: Account): Promise<Account> {
  const account = toAccount(toEndpoint(known.endpoint), known, await pickKind());
  const problem = await findProblem(services, account);
  if (problem !== undefined) throw new BatchError({ code: 'NotSignedIn', message: problem });
  return account;
}

/** What keeps the user from the account, as a sentence. Throws what is no matter of the connection. */
async function findProblem(services: CommandServices, account: Account): Promise<string | undefined> {
  const progress = { location: { viewId: 'azureBatch.explorer' } };
  try {
    await window.withProgress(progress, () => services.accounts.verify(account, { kind: 'signIn' }));
    return undefined;
  } catch (error) {
    const problem = toConnectProblem(error, account);
    if (problem === undefined) throw error;
    return problem;
  }
}

function findKnown(services: CommandServices, args: readonly unknown[]): Account | undefined {
  const [given] = toResources(args);
  if (given === undefined) return undefined;
  return services.accounts.all.find((account) => account.id === given.accountId && account.authentication !== 'sample');
}

function pickKind(): Promise<SignInKind> {
  const rows: readonly Row<SignInKind>[] = [
    {
      value: 'microsoft',
      label: l10n.t('Microsoft account of VS Code'),
      detail: l10n.t('The account that VS Code is signed in with, or another one that you choose now'),
    },
    {
      value: 'azureCli',
      label: l10n.t('Azure CLI'),
      detail: l10n.t('The user of “az login” on this machine'),
    },
  ];
  return pickOne({
    title: l10n.t('Sign in to a Batch account'),
    placeholder: l10n.t('Who signs in?'),
    sections: [{ load: async () => ({ rows, hasMore: false }) }],
    nothing: '',
  });
}

function toAccount(endpoint: Endpoint, known: Account | undefined, authentication: SignInKind): Account {
  const account: Account = {
    id: endpoint.host,
    name: known?.name ?? endpoint.accountName ?? endpoint.host,
    endpoint: endpoint.url,
    authentication,
  };
  return known?.tenantId === undefined ? account : { ...account, tenantId: known.tenantId };
}
