import * as l10n from '@vscode/l10n';
import type { Account } from '../../../core/model/account.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { toBatchPath } from '../../../core/query/batchUrl.ts';
import { type AccountCredential, nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { askToConfirm, type WithUi } from '../../ui.ts';
import { askName } from '../askName.ts';

/** What `AccountCredential` says of the host: nothing where Azure or this machine is behind it. */
export type HostConfirmation = Pick<AccountCredential, 'confirmedHost'>;

/**
 * Lets the user confirm by name that credentials of this kind go to the account's host, where it is not an Azure host
 * and they have not done so before. Throws `Cancelled` when they do not, `UnconfirmedHost` in Restricted Mode.
 */
export async function confirmHost(
  services: App,
  account: Account,
  kind: AccountCredential['kind'],
): Promise<HostConfirmation> {
  if (!(await services.accounts.needsConfirmation(account, kind))) return {};
  const { host } = new URL(account.endpoint);
  await askName(services, {
    title: l10n.t("{host} isn't an Azure Batch host", { host }),
    prompt:
      kind === 'signIn'
        ? l10n.t(
            "This host receives your access token for Azure Batch (audience https://batch.core.windows.net/). Until the token expires, in about an hour, the host's operator can act as you in every Batch account that you can use. To continue, type the host name: {host}.",
            { host },
          )
        : l10n.t(
            "This host receives requests signed with the account key, but not the key itself. For a few minutes, the host's operator can read the requests and forward them to the account. To continue, type the host name: {host}.",
            { host },
          ),
    name: host,
  });
  return { confirmedHost: host };
}

/** An account that an address leads to, as the question names it. */
interface NamedAccount {
  readonly name: string;
  /** Where it is, a line each. */
  readonly facts: readonly string[];
  /** What the user should know of that. */
  readonly note: string;
}

/**
 * Asks before adding the account of an address to the explorer, since anyone could have made the address. Resolves to
 * the button that was pressed; Enter presses the first. Throws `Cancelled`.
 */
export async function askToAdd(
  services: WithUi,
  { name, facts, note }: NamedAccount,
  resource: Resource,
  buttons: readonly string[],
): Promise<string> {
  const detail = [
    l10n.t('The address leads to an account that is not in the explorer.'),
    '',
    ...facts,
    ...describePath(resource),
    '',
    note,
  ];
  const message = l10n.t('Add the Batch account {0} to the explorer?', name);
  const answer = await services.ui.askWhich({ message, detail: detail.join('\n') }, buttons);
  if (answer === undefined) throw new Cancelled();
  return answer;
}

/** Which thing of the account an address is of, in the words of the service; nothing for the account itself. */
export function describePath(resource: Resource): readonly string[] {
  const path = decodeURIComponent(toBatchPath(resource));
  if (path === '') return [];
  return [l10n.t({ message: 'Leads to: {0}', args: [path], comment: ['{0} is a path such as /jobs/job-1'] })];
}

/** An account is opened in one way: warns that signing in to one that has a key removes the key. */
export async function confirmLossOfKey(services: App, { id, name, endpoint }: Account): Promise<void> {
  const hasKey = services.accounts.all.some((account) => account.id === id && account.authentication === 'sharedKey');
  if (!hasKey) return;
  const confirmed = await askToConfirm(services, {
    canBeUndone: false,
    list: [l10n.t('{account} at {endpoint}', { account: name, endpoint })],
    message: l10n.t('Sign in to {0} from now on, and forget its key?', nameAccount(services.accounts, id)),
    detail: l10n.t(
      "You are signed in. The key is deleted from VS Code's secret storage. It remains valid, and the Azure portal shows it under “Keys”.",
    ),
    confirm: l10n.t('Forget the Key'),
  });
  if (!confirmed) throw new Cancelled();
}
