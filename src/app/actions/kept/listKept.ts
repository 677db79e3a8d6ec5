import * as l10n from '@vscode/l10n';
import type { Resource } from '../../../core/model/resource.ts';
import { toKey, toKind, toOwnId } from '../../../core/model/resourceChain.ts';
import { asCount } from '../../../core/query/numbers.ts';
import { formatTime } from '../../../core/query/times.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { nameAccount } from '../../accounts/nameAccount.ts';
import type { App } from '../../app.ts';
import { toPickText } from '../../notificationText.ts';
import type { PickRequest, PickRow } from '../../ui.ts';
import { toThingName } from '../thingName.ts';

type KeptServices = Pick<App, 'accounts' | 'journal' | 'kept' | 'resubmissions'>;

interface KeptPick {
  readonly title: string;
  readonly placeholder: string;
  /** What the things are, or belong to; all when absent. */
  readonly within?: Resource | undefined;
}

/** A pick of the things of which something is kept on this machine, also of those that are gone from Azure. */
export function toKeptPick(services: KeptServices, { title, placeholder, within }: KeptPick): PickRequest<Resource> {
  return {
    title,
    placeholder,
    nothing:
      within === undefined
        ? l10n.t('Nothing is kept on this computer.')
        : l10n.t('Nothing of {name} is kept on this computer.', { name: toThingName(services, within) }),
    sections: [{ load: async () => ({ hasMore: false, rows: await listRows(services, within) }) }],
  };
}

/** Whether anything is kept of a thing, or of what belongs to it. */
export async function hasKept(services: KeptServices, resource: Resource): Promise<boolean> {
  return (await listRows(services, resource)).length > 0;
}

function isWithin(resource: Resource, whole: Resource): boolean {
  const above = toKind(whole.kind, resource);
  return above !== undefined && toKey(above) === toKey(whole);
}

async function listRows(services: KeptServices, within: Resource | undefined): Promise<readonly PickRow<Resource>[]> {
  const all = [...(await services.journal.listAll()), ...(await services.kept.listAll())];
  return all
    .filter(({ resource }) => within === undefined || isWithin(resource, within))
    .sort((one, other) => other.savedAtMs - one.savedAtMs)
    .map(({ resource, savedAtMs, count }) => ({
      value: resource,
      label: toPickText(toThingName(services, resource)),
      description: toPickText(describeThing(services, resource)),
      detail: toPickText(
        listPlain([
          plural(count, {
            one: l10n.t('{count} time kept', asCount(count)),
            other: l10n.t('{count} times kept', asCount(count)),
          }),
          formatTime(new Date(savedAtMs).toISOString()),
        ]),
      ),
    }));
}

function describeThing({ accounts }: KeptServices, resource: Resource): string {
  const account = nameAccount(accounts, resource.accountId);
  switch (resource.kind) {
    case 'task':
      return l10n.t('task of job {job} in {account}', { job: resource.jobId, account });
    case 'node':
      return l10n.t('node of pool {pool} in {account}', { pool: resource.poolId, account });
    case 'pool':
      return l10n.t('pool in {account}', { account });
    case 'job':
      return l10n.t('job in {account}', { account });
    default:
      return l10n.t('{id} in {account}', { id: toOwnId(resource), account });
  }
}

/** Deletes what is kept of these things. */
export async function forgetKept(services: KeptServices, resources: readonly Resource[]): Promise<void> {
  const forgotten = new Set<string>();
  for (const resource of resources) {
    if (forgotten.has(toKey(resource))) continue;
    forgotten.add(toKey(resource));
    if (resource.kind === 'task') {
      await services.journal.forget(resource);
      await services.resubmissions.forget(resource);
    } else await services.kept.forget(resource);
  }
}
