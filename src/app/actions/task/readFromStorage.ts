import * as l10n from '@vscode/l10n';
import type { Account } from '../../../core/model/account.ts';
import { findPendingHost, logNames } from '../../../core/model/logEnd.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { readTaskLogs, toUnreadLogs } from '../../evidence/readTaskLogs.ts';
import { askToConfirm } from '../../ui.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { resolve } from '../resolve.ts';

export const contribution: RemedyContribution = {
  title: 'Read Logs from Storage…',
  icon: 'cloud-download',
  effect: 'reads',
  palette: 'withAccount',
  remedy: () => l10n.t('Read Logs from Storage…'),
};

/**
 * Lets the files of tasks of an account be read from the hosts of storage to which these tasks uploaded them, once their
 * nodes do not have them any more. Each host is asked for once.
 */
export const run: Command = async (services, args) => {
  for (const task of await resolve(services, 'task', args)) {
    const host = await findHost(services, task);
    if (host === undefined) {
      services.ui.notify(
        'information',
        l10n.t('The logs of {task} can be opened, or there is no storage left to ask for them.', { task: task.taskId }),
      );
      continue;
    }
    if (await allow(services, task.accountId, host)) reread(services, task);
  }
};

async function findHost({ accounts }: App, task: TaskResource): Promise<string | undefined> {
  const { service } = await accounts.getStore(task.accountId);
  const known = await service.tasks.getTask(task.jobId, task.taskId);
  return findPendingHost(toUnreadLogs(await readTaskLogs(service, task, known, { maxBytes: 1 })));
}

async function allow(services: App, accountId: string, host: string): Promise<boolean> {
  const { accounts } = services;
  const account = accounts.all.find(({ id }) => id === accountId);
  const confirmed = await askToConfirm(services, {
    canBeUndone: true,
    message: l10n.t('Read the files of tasks of {account} from {host}?', {
      account: nameAccount(accounts, accountId),
      host,
    }),
    detail: describeSent(account),
    confirm: l10n.t('Read from Storage'),
  });
  if (confirmed) await accounts.wish(accountId, { storageHosts: [...(account?.storageHosts ?? []), host] });
  return confirmed;
}

/** Explanations follow the account by themselves. */
function reread({ reread: rereadDocument }: App, task: TaskResource): void {
  for (const path of logNames) rereadDocument({ resource: { ...task, kind: 'taskFile', path }, document: 'text' });
}

function describeSent(account: Account | undefined): string {
  const signature = l10n.t(
    'Tasks uploaded files there. From now on, files that their nodes no longer have are read from that host, in this account. It receives the signature (SAS) that the definition of the task has for it.',
  );
  if (account === undefined || account.authentication === 'sharedKey') return signature;
  const token = l10n.t(
    'Where the signature does not allow reading, your token for Azure Storage is sent, if the host belongs to Azure.',
  );
  return `${signature} ${token}`;
}
