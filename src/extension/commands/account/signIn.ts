import { l10n } from 'vscode';
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
 * Signs in to an account: the one it is called on, or one whose endpoint the user types. Finding accounts by
 * subscription is to become another first step, which ends in an endpoint as well.
 */
export const signIn: Command = async (services, args) => {
  const known = findKnown(services, args);
  const endpoint = known === undefined ? await askEndpoint() : toEndpoint(known.endpoint);
  const account = toAccount(endpoint, known, await pickKind());
  try {
    await services.accounts.verify(account, { kind: 'signIn' });
  } catch (error) {
    throw toTold(error, account);
  }
  await services.accounts.add(account, { kind: 'signIn' });
  tellStatus(l10n.t('Signed in to {0}', account.name));
  await services.reveal({ kind: 'account', accountId: account.id });
  return account.id;
};

function findKnown(services: CommandServices, args: readonly unknown[]): Account | undefined {
  const [given] = toResources(args);
  if (given === undefined) return undefined;
  return services.accounts.all.find((account) => account.id === given.accountId && account.authentication !== 'sample');
}

async function askEndpoint(): Promise<Endpoint> {
  const answer = await askText(toEndpointRequest(l10n.t('Sign in to a Batch account'), '', 2));
  return answer === 'back' ? askEndpoint() : toEndpoint(answer.value);
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

/** The error with the sentence that fits adding an account. */
function toTold(error: unknown, account: Account): unknown {
  const message = toConnectProblem(error, account);
  if (!BatchError.is(error) || message === undefined) return error;
  return new BatchError({
    code: error.code,
    message,
    cause: error,
    ...(error.status === undefined ? {} : { status: error.status }),
  });
}
