import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import { isUnread } from '../../../core/failures/unreadFailures.ts';
import { type BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import type { Resource, TaskResource } from '../../../core/model/resource.ts';
import type { CauseTarget } from '../../../core/places/documentPath.ts';
import { formatCount } from '../../../core/words/count.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { askCauses } from '../../causes/knownCauses.ts';
import { toPickText } from '../../messages/notificationText.ts';
import { type PickRow, pickOne } from '../../ui.ts';
import { pickAccountInFront } from '../targets/pick.ts';
import { resolve } from '../targets/resolve.ts';
import { refuseLostRows, toHit, toRows } from '../targets/targets.ts';
import { toCauseTarget } from './toCauseTarget.ts';

/**
 * Lists every task affected by the causes that a command was called on, or by the cause of a document. Throws
 * `InvalidInput` for tasks that have not been read yet, which may have failed for different reasons.
 */
export async function findTasks(services: App, args: readonly unknown[]): Promise<readonly TaskResource[]> {
  refuseLostRows(args);
  const rows = toRows(args);
  if (rows.some((row) => isUnread(toCauseTarget(row) ?? {}))) {
    throw toInvalidInput(
      l10n.t(
        "The logs of these tasks haven't been read, and the tasks may have failed for different reasons. Select Read Their Logs first, or retry a job's failed tasks.",
      ),
    );
  }
  const hit = (await Promise.all(rows.map((row) => findHit(services, row)))).flat();
  return resolve(services, 'task', hit.length === 0 ? args : [hit], { many: true });
}

/** Lists the items that a cause currently affects. Throws `InvalidInput` when there are none left. */
async function findHit(services: App, row: unknown): Promise<readonly Resource[]> {
  const hit = toHit(row);
  const target = hit === undefined ? toCauseTarget(row) : undefined;
  if (target === undefined) return hit ?? [];
  return (await findCause(services, target)).failures.map(({ failing }) => failing.resource);
}

/** Finds the current state of a cause. Throws `InvalidInput` when it no longer affects anything or was divided. */
export async function findCause(
  { accounts, causes }: Pick<App, 'accounts' | 'causes'>,
  target: CauseTarget,
): Promise<Cause> {
  const store = await accounts.getStore(target.resource.accountId);
  const { now } = causes.follow(store, await askCauses(causes, store, target.resource), target);
  const [cause, ...others] = now;
  if (others.length > 0) throw toInvalidInput(l10n.t('Logs read since then show several causes. Choose one of them.'));
  if (cause === undefined) throw toGone();
  return cause;
}

/** Creates the error for a cause that no longer affects anything. */
export function toGone(): BatchError {
  return toInvalidInput(l10n.t('None of the failures found so far has this cause now.'));
}

/** Asks for a cause in the active document's account, or in an account picked first. Throws `Cancelled`. */
export async function pickCause(services: App): Promise<CauseTarget> {
  const resource = await pickAccountInFront(services);
  const load = async () => {
    const { causes, read, total, isComplete } = await services.causes.ofAccount(
      await services.accounts.getStore(resource.accountId),
    );
    const isAll = isComplete && read >= total;
    const known = causes.filter(({ cluster }) => !isUnread(cluster));
    return { rows: known.map((cause) => toTaskPick(resource, cause, isAll)), hasMore: false };
  };
  return pickOne(services, {
    title: l10n.t('Causes in account {0}', nameAccount(services.accounts, resource.accountId)),
    placeholder: l10n.t('Choose a cause'),
    sections: [{ load }],
    nothing: l10n.t('Nothing checked so far in this account has failed.'),
  });
}

function toTaskPick(
  resource: CauseTarget['resource'],
  { cluster, failures }: Cause,
  isComplete: boolean,
): PickRow<CauseTarget> {
  return {
    value: { resource, document: 'cause', fingerprint: cluster.fingerprint },
    label: toPickText(cluster.title),
    description: formatCount({ count: failures.length, isComplete }),
  };
}
