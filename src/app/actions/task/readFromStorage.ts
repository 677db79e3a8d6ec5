import * as l10n from '@vscode/l10n';
import type { Account } from '../../../core/model/account.ts';
import { findPendingPlace, logNames, type PendingPlace } from '../../../core/model/logEnd.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { measureInputs } from '../../evidence/measureInputs.ts';
import { briefBytes } from '../../evidence/readLog.ts';
import { toUnreadLogs } from '../../evidence/readTaskLogs.ts';
import { askToConfirm } from '../../ui.ts';
import { resolve } from '../targets/resolve.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';

export const contribution: RemedyContribution = {
  title: 'Read Logs from Storage…',
  icon: 'cloud-download',
  effect: 'reads',
  palette: 'never',
  remedy: () => l10n.t('Read Logs from Storage…'),
};

/**
 * Allows the extension to read tasks' files from the storage hosts to which they were uploaded, if the nodes no longer
 * have them, and to measure input files there. Asks once for each host.
 */
export const run: Command = async (services, args) => {
  for (const task of await resolve(services, 'task', args)) {
    let place = await findStoragePlace(services, task);
    if (place === undefined) {
      services.ui.notify(
        'information',
        l10n.t('The logs for {task} can be opened, or there is no storage left to check for them.', {
          task: task.taskId,
        }),
      );
      continue;
    }
    // If one host does not have the files, another may.
    while (place !== undefined && (await allow(services, task.accountId, place))) {
      reread(services, task);
      place = await findStoragePlace(services, task, place.pendingHost);
    }
  }
};

/** A storage host that needs the user's permission, and the kind of a task's files there: outputs or inputs. */
interface Pending {
  readonly place: PendingPlace['place'] | 'inputs';
  readonly pendingHost: string;
}

/**
 * Finds the next host to allow, first for the task's logs and then for its input files; undefined if that host is
 * `before`. Reads the current state, because earlier results may be outdated.
 */
async function findStoragePlace(
  { accounts, bundles }: App,
  resource: TaskResource,
  before?: string,
): Promise<Pending | undefined> {
  const store = await accounts.getStore(resource.accountId);
  const { service } = store;
  const task = await service.tasks.getTask(resource.jobId, resource.taskId);
  const wanted = { resource, task, maxBytes: briefBytes, farthestBytes: briefBytes };
  const place =
    findPendingPlace(toUnreadLogs(await bundles.reading().readFailure(bundles, { service }, wanted))) ??
    toPending(await measureInputs(store, task));
  return place?.pendingHost === before ? undefined : place;
}

function toPending({ pendingHost }: { readonly pendingHost?: string }): Pending | undefined {
  return pendingHost === undefined ? undefined : { place: 'inputs', pendingHost };
}

/** Asks whether a storage host may be asked for tasks' files, and remembers that it may. */
export async function allow(services: App, accountId: string, { place, pendingHost: host }: Pending): Promise<boolean> {
  const { accounts } = services;
  const account = accounts.all.find(({ id }) => id === accountId);
  const confirmed = await askToConfirm(services, {
    canBeUndone: true,
    message: l10n.t('Read task files for {account} from {host}?', { account: nameAccount(accounts, accountId), host }),
    detail: place === 'autoStorage' ? describeTokenSent() : describeSent(account, place === 'inputs'),
    confirm: l10n.t('Read from Storage'),
  });
  if (confirmed) await accounts.wish(accountId, { storageHosts: [...(account?.storageHosts ?? []), host] });
  return confirmed;
}

/** Updates the open logs. Explanations follow changes of the account on their own. */
function reread({ reread: rereadDocument }: App, task: TaskResource): void {
  for (const path of logNames) rereadDocument({ resource: { ...task, kind: 'taskFile', path }, document: 'text' });
}

function describeTokenSent(): string {
  return l10n.t(
    "This is the account's auto-storage. From now on, for this account, files that nodes no longer have are read from that host. Your Azure Storage token is sent there.",
  );
}

function describeSent(account: Account | undefined, isOfInputs: boolean): string {
  const signature = isOfInputs
    ? l10n.t(
        "Tasks download input files from there. From now on, for this account, that host is asked for the size and time of those files, and for the files themselves if you download them. It receives the signature (SAS), if any, that the task's definition contains for it.",
      )
    : l10n.t(
        "Tasks uploaded files there. From now on, for this account, files that their nodes no longer have are read from that host. It receives the signature (SAS) that the task's definition contains for it.",
      );
  if (account === undefined || account.authentication === 'sharedKey') return signature;
  const token = l10n.t(
    "If the signature doesn't allow reading and the host belongs to Azure, your Azure Storage token is sent.",
  );
  return `${signature} ${token}`;
}
