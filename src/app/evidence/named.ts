import * as l10n from '@vscode/l10n';
import { type Clock, within } from '../../core/clock.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { definedOnly } from '../../core/model/defined.ts';
import { isMissing } from '../../core/model/missing.ts';
import { type Resource, toOwnId, toParent } from '../../core/model/resource.ts';
import { suggest } from '../../core/text/suggest.ts';
import type { Pages } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';

/** Maximum number of IDs among which to look for the one that was meant. */
const mostCompared = 3000;
const patienceMs = 5000;

/**
 * Awaits work on a named item. If the service doesn't know the item, throws an error that names it, and the ID that was
 * probably meant.
 */
export async function orNamed<T>(
  { clock, store }: { readonly clock: Clock; readonly store: AccountStore },
  resource: Resource,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!BatchError.is(error) || !isMissing(error)) throw error;
    const missing = findMissing(resource, error);
    if (missing.kind === 'account') throw error;
    const ids = await within(clock, patienceMs, listIds(store, missing)).catch(() => undefined);
    // Something else is missing, such as the task's node.
    if (ids?.includes(toOwnId(missing)) === true) throw error;
    const meant = suggest(toOwnId(missing), ids ?? []);
    const said = describeMissing(missing, store.account.name);
    const { code, status, requestId } = error;
    const message = meant === undefined ? said : `${said} ${l10n.t('Did you mean {0}?', meant)}`;
    throw new BatchError({ code, message, cause: error, ...definedOnly({ status, requestId }) });
  }
}

/** Returns what is missing: the item, or the job or pool that it would be in. */
function findMissing(resource: Resource, { code }: BatchError): Resource {
  const isOfParent = code === (resource.kind === 'task' ? 'JobNotFound' : 'PoolNotFound') && resource.kind !== 'pool';
  return (isOfParent && toParent(resource)) || resource;
}

function describeMissing(missing: Resource, account: string): string {
  const id = toOwnId(missing);
  switch (missing.kind) {
    case 'job':
      return l10n.t('There is no job {id} in account {account}.', { id, account });
    case 'task':
      return l10n.t('There is no task {id} in job {job}.', { id, job: missing.jobId });
    case 'pool':
      return l10n.t('There is no pool {id} in account {account}.', { id, account });
    case 'node':
      return l10n.t('There is no node {id} in pool {pool}.', { id, pool: missing.poolId });
    default:
      return l10n.t('There is no {id} in account {account}.', { id, account });
  }
}

/** Lists the IDs of the items next to a missing one. */
async function listIds({ service }: AccountStore, missing: Resource): Promise<readonly string[]> {
  const options = { select: ['id'], pageSize: 1000 };
  switch (missing.kind) {
    case 'job':
      return collect(service.jobs.listJobs(options));
    case 'task':
      return collect(service.tasks.listTasks(missing.jobId, options));
    case 'pool':
      return collect(service.pools.listPools(options));
    case 'node':
      return collect(service.nodes.listNodes(missing.poolId, options));
    case 'jobSchedule':
      return collect(service.jobSchedules.listJobSchedules(options));
    default:
      return [];
  }
}

async function collect(pages: Pages<{ readonly id: string }>): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of pages) {
    for (const { id } of page) ids.push(id);
    if (ids.length >= mostCompared) break;
  }
  return ids;
}
