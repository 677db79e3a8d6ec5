import * as l10n from '@vscode/l10n';
import type { Account } from '../../../core/model/account.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { toBatchPath } from '../../../core/places/batchUrl.ts';
import { type AccountCredential, nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { askToConfirm, type WithUi } from '../../ui.ts';
import { askName } from '../verb/askName.ts';

/** The confirmed host for `AccountCredential`; empty when the host belongs to Azure or is this computer. */
export type HostConfirmation = Pick<AccountCredential, 'confirmedHost'>;

/**
 * Asks the user to type the name of a host outside Azure before credentials of this kind are sent to it, unless already
 * confirmed. Throws `Cancelled` when the user declines, and `UnconfirmedHost` in Restricted Mode.
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

interface NamedAccount {
  readonly name: string;
  /** Facts about the account's location, one per line. */
  readonly facts: readonly string[];
  readonly note: string;
}

/**
 * Asks before adding an account from a link to the explorer, because anyone could have made the link. Resolves to the
 * button pressed; Enter presses the first. Throws `Cancelled`.
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

/** Describes the item in the account that a link leads to, as its path in the service; empty for the account itself. */
export function describePath(resource: Resource): readonly string[] {
  const path = decodeURIComponent(toBatchPath(resource));
  if (path === '') return [];
  return [l10n.t({ message: 'Leads to: {0}', args: [path], comment: ['{0} is a path such as /jobs/job-1'] })];
}

/** Asks before signing in removes the saved key of an account, because an account uses one kind of credential. */
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
