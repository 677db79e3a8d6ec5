import * as l10n from '@vscode/l10n';
import type { Account } from '../../../core/model/account.ts';
import type { AccountCredential } from '../../accounts/accounts.ts';
import {
  type Endpoint,
  findAccountNameProblem,
  findKeyProblem,
  toEndpoint,
  toEndpointRequest,
} from '../../accounts/endpoint.ts';
import type { TextAnswer } from '../../ui.ts';
import { toResources } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowApp, WindowCommand } from '../verb/window.ts';
import { addByKey } from './addByKey.ts';
import { confirmHost, type HostConfirmation } from './confirmAdding.ts';
import { tryCredential } from './tryCredential.ts';

export const contribution: Contribution = {
  title: 'Add an Account by Key…',
  icon: 'key',
  effect: 'reads',
  palette: 'always',
  views: [{ on: 'explorer', at: '1_add@2' }],
};

const simulatorAccountName = 'simulated';

/**
 * Adds an account by its endpoint and one of its keys. Both are checked while they are typed, and by a request to the
 * service before they are saved; errors appear in the box, which keeps the input. If the command is called with an
 * endpoint or on an account, the first box contains it.
 */
export const run: WindowCommand = async (services, args) => {
  const title = l10n.t('Add a Batch account by key');
  let typed = findEndpoint(services, args);
  for (;;) {
    const answer = await services.ui.enterStep(toEndpointRequest(title, typed, 2));
    if (answer === 'back') continue;
    typed = answer.value;
    const endpoint = toEndpoint(typed);
    const confirmation = await confirmHost(services, toAccount(endpoint, endpoint.host), 'sharedKey');
    const added = await askKey(services, title, endpoint, confirmation);
    if (added === undefined) continue;
    const { name, id } = added.account;
    const isKnown = services.accounts.all.some((known) => known.id === id);
    await addByKey(services, added.account, { kind: 'sharedKey', key: added.key, ...confirmation });
    await services.trees.reveal({ kind: 'account', accountId: added.account.id });
    services.ui.notify(
      'status',
      isKnown
        ? l10n.t('The account {0} was already in the explorer. It uses this key now.', name)
        : l10n.t('Account {0} added', name),
    );
    return added.account.id;
  }
};

/** Returns the endpoint that the command was called with, or an empty string. */
function findEndpoint({ accounts }: WindowApp, args: readonly unknown[]): string {
  if (typeof args[0] === 'string') return args[0];
  const [given] = toResources(args);
  return accounts.all.find(({ id }) => id === given?.accountId)?.endpoint ?? '';
}

/** Asks for the key, and for the name if the endpoint doesn't contain it. Returns undefined when the user goes back. */
async function askKey(
  services: WindowApp,
  title: string,
  endpoint: Endpoint,
  confirmation: HostConfirmation,
): Promise<{ readonly account: Account; readonly key: string } | undefined> {
  const toCredential = (key: string): AccountCredential => ({ kind: 'sharedKey', key, ...confirmation });
  const account = toAccount(endpoint, endpoint.accountName ?? simulatorAccountName);
  for (let typed = ''; ; ) {
    let isNameUnknown = false;
    const answer: TextAnswer = await services.ui.enterStep({
      title,
      prompt: l10n.t(
        'Key for {name} (Azure portal: Settings, “Keys”). The key is stored only in VS Code secret storage.',
        { name: endpoint.host },
      ),
      value: typed,
      secret: true,
      step: 2,
      steps: 2,
      validate: findKeyProblem,
      submit: async (key, signal) => {
        const problem = await tryCredential(services, account, toCredential(key), signal);
        isNameUnknown = endpoint.accountName === undefined && problem?.isRefused === true;
        return isNameUnknown ? undefined : problem?.message;
      },
    });
    if (answer === 'back') return undefined;
    typed = answer.value;
    if (!isNameUnknown) return { account, key: typed };
    const named = await askName(services, title, endpoint, toCredential(typed));
    if (named !== undefined) return { account: named, key: typed };
  }
}

/** Asks for the name of an account on this machine. Returns undefined when the user goes back to the key. */
async function askName(
  services: WindowApp,
  title: string,
  endpoint: Endpoint,
  credential: AccountCredential,
): Promise<Account | undefined> {
  const answer = await services.ui.enterStep({
    title,
    prompt: l10n.t(
      '{host} does not accept this key for an account named “{account}”. If the account has another name, enter it; otherwise, go back and correct the key.',
      { host: endpoint.host, account: simulatorAccountName },
    ),
    step: 3,
    steps: 3,
    validate: findAccountNameProblem,
    submit: async (name, signal) =>
      (await tryCredential(services, toAccount(endpoint, name), credential, signal))?.message,
  });
  return answer === 'back' ? undefined : toAccount(endpoint, answer.value);
}

function toAccount(endpoint: Endpoint, name: string): Account {
  return { id: endpoint.host, name, endpoint: endpoint.url, authentication: 'sharedKey' };
}
