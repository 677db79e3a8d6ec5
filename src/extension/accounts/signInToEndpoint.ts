import * as l10n from '@vscode/l10n';
import { type AccountCredential, nameAccount } from '../../app/accounts/accounts.ts';
import { type Endpoint, toEndpoint, toEndpointRequest } from '../../app/accounts/endpoint.ts';
import { confirmHost, confirmLossOfKey } from '../../app/actions/account/confirmAdding.ts';
import { tryCredential } from '../../app/actions/account/tryCredential.ts';
import { type PickRow, pickOne, type WithUi } from '../../app/ui.ts';
import type { Account, SignInKind } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { toHostKind } from '../../core/model/credentialTarget.ts';
import { definedOnly } from '../../core/model/defined.ts';
import type { CommandServices } from '../commands/command.ts';
import { withProgress } from '../ui/window.ts';

/**
 * Signs in to an account whose endpoint the user types, starting from `endpoint`. A refusal by the service is shown in
 * the box, which keeps the input.
 */
export async function signInToEndpoint(services: CommandServices, endpoint = ''): Promise<string> {
  return show(services, await askAccount(services, endpoint));
}

/** Signs in to an account of the explorer again. */
export async function signInAgain(services: CommandServices, known: Account): Promise<string> {
  const result = await trySignIn(services, toEndpoint(known.endpoint), known);
  if ('problem' in result) throw new BatchError({ code: 'NotSignedIn', message: result.problem });
  return show(services, result);
}

async function show(services: CommandServices, { account, credential }: SignedIn): Promise<string> {
  await confirmLossOfKey(services, account);
  await services.accounts.add(account, credential);
  await services.trees.reveal({ kind: 'account', accountId: account.id });
  services.ui.notify('status', l10n.t('Signed in to {0}', nameAccount(services.accounts, account.id)));
  return account.id;
}

/**
 * Asks for the endpoint, then for the kind of sign-in; after a failure, starts again with the endpoint and the problem.
 */
async function askAccount(services: CommandServices, endpoint: string): Promise<SignedIn> {
  let request = toEndpointRequest(l10n.t('Sign in to a Batch account'), endpoint, 1);
  for (;;) {
    const answer = await services.ui.enterStep(request);
    if (answer === 'back') continue;
    const endpointOfAccount = toEndpoint(answer.value);
    const known = services.accounts.all.find(({ id }) => id === endpointOfAccount.host);
    const result = await trySignIn(services, endpointOfAccount, known);
    if (!('problem' in result)) return result;
    request = { ...request, value: answer.value, problem: result.problem };
  }
}

interface SignedIn {
  readonly account: Account;
  readonly credential: AccountCredential;
}

async function trySignIn(
  services: CommandServices,
  endpoint: Endpoint,
  known: Account | undefined,
): Promise<SignedIn | { readonly problem: string }> {
  const account = toAccount(endpoint, known, await pickKind(services, endpoint));
  const credential = { kind: 'signIn', ...(await confirmHost(services, account, 'signIn')) } as const;
  const progress = { location: { viewId: 'azureBatch.explorer' } };
  const problem = await withProgress(progress, () => tryCredential(services, account, credential));
  return problem === undefined ? { account, credential } : { problem: problem.message };
}

/**
 * Asks for the kind of sign-in: VS Code's Microsoft account or the Azure CLI. On this computer, only the CLI is
 * possible, because a simulator may come with its own.
 */
function pickKind(services: WithUi, { url }: Endpoint): Promise<SignInKind> {
  const rows: readonly PickRow<SignInKind>[] = [
    {
      value: 'microsoft',
      label: l10n.t('Microsoft account in VS Code'),
      detail: l10n.t('The account that VS Code is signed in with, or another account'),
    },
    { value: 'azureCli', label: l10n.t('Azure CLI'), detail: l10n.t('The user of “az login” on this computer') },
  ];
  return pickOne(services, {
    title: l10n.t('Sign in to a Batch account'),
    placeholder: l10n.t('Choose how to sign in'),
    sections: [
      {
        load: async () => ({
          rows: toHostKind(url) === 'thisMachine' ? rows.filter(({ value }) => value === 'azureCli') : rows,
          hasMore: false,
        }),
      },
    ],
    nothing: '',
  });
}

function toAccount(endpoint: Endpoint, known: Account | undefined, authentication: SignInKind): Account {
  return definedOnly<Account>({
    id: endpoint.host,
    name: known?.name ?? endpoint.accountName ?? endpoint.host,
    endpoint: endpoint.url,
    authentication,
    tenantId: known?.tenantId,
    user: known?.authentication === authentication ? known.user : undefined,
    location: known?.location,
    isReadOnly: known?.isReadOnly,
  });
}
