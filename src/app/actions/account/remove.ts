import * as l10n from '@vscode/l10n';
import { type Account, sampleAccountId } from '../../../core/model/account.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import { forgetUploads } from '../../evidence/agentLogs.ts';
import { askToConfirm } from '../../ui.ts';
import { listTitles, stopBulksIn } from '../run/running.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Remove Account…',
  effect: 'reads',
  rows: [{ on: 'account', at: '9_danger@1' }],
};

/** Forgets an account and its key. Nothing in Azure changes. */
export const run: Command = async (services, args) => {
  const { accountId } = await resolveOne(services, 'account', args);
  const account = services.accounts.all.find((candidate) => candidate.id === accountId);
  if (account === undefined) return;
  const confirmed = await askToConfirm(services, {
    canBeUndone: false,
    list: [l10n.t('{account} at {endpoint}', { account: account.name, endpoint: account.endpoint })],
    message: l10n.t('Remove account {0} from the explorer?', nameAccount(services.accounts, accountId)),
    detail: [
      describeConsequence(account),
      ...listTitles(accountId).map((title) =>
        l10n.t(
          "An action is in progress and will be stopped: {title}. Whatever was already sent takes effect, and the rest isn't started.",
          { title },
        ),
      ),
    ].join('\n'),
    confirm: l10n.t('Remove'),
  });
  if (!confirmed) throw new Cancelled();
  await stopBulksIn(accountId);
  await services.accounts.remove(accountId);
  await forgetUploads(services.state, accountId);
};

function describeConsequence({ id, authentication }: Account): string {
  if (id === sampleAccountId)
    return l10n.t(
      'Its pools, jobs, and tasks exist only on this computer. When you open the sample account again, it starts over.',
    );
  return authentication === 'sharedKey'
    ? l10n.t("The account's key is deleted from this computer. The account's pools, jobs, and tasks don't change.")
    : l10n.t("The account's pools, jobs, and tasks don't change.");
}
