import { l10n } from 'vscode';
import type { Account } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { toHostKind } from '../../../core/model/credentialTarget.ts';
import type { AccountCredential } from '../../accounts/accounts.ts';
import { askText } from '../../accounts/askText.ts';
import type { Endpoint } from '../../accounts/endpoint.ts';
import { toEndpoint, toEndpointRequest } from '../../accounts/endpointBox.ts';
import { notifyStatus } from '../../messages.ts';
import { askModal } from '../../question.ts';
import { withProgress } from '../../window.ts';
import type { Command, CommandServices } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { type PickRow, pickOne } from '../pickSome.ts';
import { toResources } from '../targets.ts';
import { confirmHost } from './confirmHost.ts';
import { tryCredential } from './tryCredential.ts';

export const contribution: RemedyContribution = {
  title: 'Sign In to an Account…',
  icon: 'sign-in',
  effect: 'reads',
  remedy: () => l10n.t('Sign In'),
  rows: [
    { on: 'account', if: ['signedOut', 'keyRefused'], at: '4_connect@1' },
    { on: 'account', if: 'signedOut', at: 'inline@1' },
  ],
  views: [{ on: 'explorer', at: '1_add@1' }],
};

type SignInKind = 'microsoft' | 'azureCli';

/**
 * Signs in to an account: the one it is called on, or one whose endpoint the user types. What the service says against
 * it is shown in the box, which then holds what was typed. Finding accounts by subscription is to become another first
 * step, which ends in an endpoint as well.
 */
export const run: Command = async (services, args) => {
  const known = findKnown(services, args);
  const { account, credential } =
    known === undefined ? await askAccount(services, args[0]) : await signInAgain(services, known);
  await confirmLossOfKey(services, account);
  await services.accounts.add(account, credential);
  await services.reveal({ kind: 'account', accountId: account.id });
  notifyStatus(l10n.t('Signed in to {0}', account.name));
  return account.id;
};

/** Asks for the endpoint, then for who signs in; starts again with the endpoint and what was wrong with it. */
async function askAccount(services: CommandServices, endpoint: unknown): Promise<SignedIn> {
  let request = toEndpointRequest(
    l10n.t('Sign in to a Batch account'),
    typeof endpoint === 'string' ? endpoint : '',
    1,
  );
  for (;;) {
    const answer = await askText(request);
    if (answer === 'back') continue;
    const endpointOfAccount = toEndpoint(answer.value);
    const known = services.accounts.all.find(({ id }) => id === endpointOfAccount.host);
    const result = await trySignIn(services, endpointOfAccount, known);
    if (!('problem' in result)) return result;
    request = { ...request, value: answer.value, problem: result.problem };
  }
}

async function signInAgain(services: CommandServices, known: Account): Promise<SignedIn> {
  const result = await trySignIn(services, toEndpoint(known.endpoint), known);
  if ('problem' in result) throw new BatchError({ code: 'NotSignedIn', message: result.problem });
  return result;
}

/** An account that the user was let in to. */
interface SignedIn {
  readonly account: Account;
  readonly credential: AccountCredential;
}

/** Asks who signs in, and for the host where that is somebody else's. */
async function trySignIn(
  services: CommandServices,
  endpoint: Endpoint,
  known: Account | undefined,
): Promise<SignedIn | { readonly problem: string }> {
  const account = toAccount(endpoint, known, await pickKind(endpoint));
  const credential = { kind: 'signIn', ...(await confirmHost(services, account, 'signIn')) } as const;
  const progress = { location: { viewId: 'azureBatch.explorer' } };
  const problem = await withProgress(progress, () => tryCredential(services, account, credential));
  return problem === undefined ? { account, credential } : { problem: problem.message };
}

/** An account is opened in one way: who signs in to one that has a key is told that the key goes. */
async function confirmLossOfKey({ accounts }: CommandServices, { id, name, endpoint }: Account): Promise<void> {
  const hasKey = accounts.all.some((account) => account.id === id && account.authentication === 'sharedKey');
  if (!hasKey) return;
  const confirmed = await askModal({
    canBeUndone: false,
    list: [l10n.t('{account} at {endpoint}', { account: name, endpoint })],
    message: l10n.t('Sign in to {0} from now on, and forget its key?', name),
    detail: l10n.t(
      'You are signed in. The key is deleted from the secret storage of VS Code. It remains valid, and the Azure portal shows it under “Keys”.',
    ),
    confirm: l10n.t('Forget the Key'),
  });
  if (!confirmed) throw new Cancelled();
}

function findKnown(services: CommandServices, args: readonly unknown[]): Account | undefined {
  const [given] = toResources(args);
  if (given === undefined) return undefined;
  return services.accounts.all.find((account) => account.id === given.accountId && account.authentication !== 'sample');
}

/** Microsoft's own sign-in knows no account on this machine; a stand-in for the Azure CLI may. */
function pickKind({ url }: Endpoint): Promise<SignInKind> {
  const rows: readonly PickRow<SignInKind>[] = [
    {
      value: 'microsoft',
      label: l10n.t('Microsoft account of VS Code'),
      detail: l10n.t('The account that VS Code is signed in with, or another account'),
    },
    {
      value: 'azureCli',
      label: l10n.t('Azure CLI'),
      detail: l10n.t('The user of “az login” on this computer'),
    },
  ];
  return pickOne({
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
  const account: Account = {
    id: endpoint.host,
    name: known?.name ?? endpoint.accountName ?? endpoint.host,
    endpoint: endpoint.url,
    authentication,
  };
  return known?.tenantId === undefined ? account : { ...account, tenantId: known.tenantId };
}
