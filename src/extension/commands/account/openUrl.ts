import { commands, l10n } from 'vscode';
import type { Account } from '../../../core/model/account.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { type BatchUrl, isPortalUrl, parseBatchUrl } from '../../../core/query/batchUrl.ts';
import { askText } from '../../accounts/askText.ts';
import { toCommandId } from '../../commandId.ts';
import type { Command, CommandServices } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { type PickRow, pickOne } from '../pickSome.ts';
import { run as addWithKey } from './addWithKey.ts';
import { toPortalRule } from './portalRule.ts';
import { run as signIn } from './signIn.ts';

export const contribution: Contribution = {
  title: 'Open a Batch URL…',
  icon: 'link',
  effect: 'reads',
  views: [{ on: 'explorer', at: '1_add@4' }],
};

/**
 * Shows the pool, node, job, task or file that a URL of the service names, as it stands in its answers, in logs and in
 * other tools. An account that is not in the explorer yet can be added on the way.
 */
export const run: Command = async (services, args) => {
  const [given] = args;
  const url = typeof given === 'string' ? parse(given) : await askUrl();
  if (findAccount(services, url) === undefined) await addAccount(services, url);
  const account = findAccount(services, url);
  if (account === undefined) throw new Cancelled();
  const resource = { ...url.resource, accountId: account.id };
  await services.reveal(resource);
  if (resource.kind === 'taskFile' || resource.kind === 'nodeFile') {
    await commands.executeCommand(toCommandId('file.open'), resource);
  }
};

/** The account at that endpoint; the sample account's id is not its host. */
function findAccount({ accounts }: CommandServices, { resource }: BatchUrl): Account | undefined {
  return accounts.all.find(({ endpoint }) => new URL(endpoint).host === resource.accountId);
}

function parse(text: string): BatchUrl {
  const url = parseBatchUrl(text);
  if (url === undefined) throw new BatchError({ code: 'InvalidInput', message: toRule(text) });
  return url;
}

async function askUrl(): Promise<BatchUrl> {
  const answer = await askText({
    title: l10n.t('Open a Batch URL'),
    prompt: l10n.t('URL of a pool, node, job, task or file of Azure Batch'),
    placeholder: 'https://myaccount.westeurope.batch.azure.com/jobs/job-1/tasks/task-1',
    step: 1,
    steps: 1,
    validate: (text) => (parseBatchUrl(text) === undefined ? toRule(text) : undefined),
  });
  return answer === 'back' ? askUrl() : parse(answer.value);
}

function toRule(text: string): string {
  if (isPortalUrl(text)) return toPortalRule();
  return l10n.t('A Batch URL begins with the endpoint of the account and continues with /pools/… or /jobs/….');
}

async function addAccount(services: CommandServices, { endpoint, resource }: BatchUrl): Promise<void> {
  const rows: readonly PickRow<Command>[] = [
    {
      value: signIn,
      label: l10n.t('Sign In'),
      detail: l10n.t('With the Microsoft account of VS Code or the Azure CLI'),
    },
    { value: addWithKey, label: l10n.t('Use a Key'), detail: l10n.t('One of the two keys of the account') },
  ];
  const add = await pickOne({
    title: l10n.t('The account {0} is not in the explorer yet', resource.accountId),
    placeholder: l10n.t('How do you want to add the account?'),
    sections: [{ load: async () => ({ rows, hasMore: false }) }],
    nothing: '',
  });
  await add(services, [endpoint]);
}
