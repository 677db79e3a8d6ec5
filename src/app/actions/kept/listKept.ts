import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import {
  isResource,
  type NodeResource,
  type Resource,
  type TaskResource,
  toKey,
  toKind,
  toOwnId,
} from '../../../core/model/resource.ts';
import { isObject } from '../../../core/model/shape.ts';
import {
  type AttemptLogTarget,
  type AttemptTarget,
  fromDocumentAddress,
  toDocumentPath,
} from '../../../core/places/documentPath.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount } from '../../../core/words/numbers.ts';
import { formatTime } from '../../../core/words/times.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { toPickText } from '../../messages/notificationText.ts';
import type { PickAction, PickRequest, PickRow } from '../../ui.ts';
import { toThingName } from '../targets/names.ts';
import { toRows } from '../targets/targets.ts';

type KeptServices = Pick<App, 'accounts' | 'journal' | 'kept' | 'resubmissions'>;

interface KeptPick {
  readonly title: string;
  readonly placeholder: string;
  /** The item whose evidence is listed, including the items it contains; all items when absent. */
  readonly within?: Resource | undefined;
  readonly actions?: readonly PickAction<Resource>[];
}

/** Creates a picker of items with saved evidence on this computer, including items deleted from Azure. */
export function toKeptPick(
  services: KeptServices,
  { title, placeholder, within, actions = [] }: KeptPick,
): PickRequest<Resource> {
  return {
    title,
    placeholder,
    nothing:
      within === undefined
        ? l10n.t('No evidence is saved on this computer.')
        : l10n.t('No evidence for {name} is saved on this computer.', { name: toThingName(services, within) }),
    sections: [{ load: async () => ({ hasMore: false, rows: await listRows(services, within), actions }) }],
  };
}

/** Checks whether evidence is saved for an item or for anything it contains. */
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
            one: l10n.t('saved {count} time', asCount(count)),
            other: l10n.t('saved {count} times', asCount(count)),
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
      return l10n.t('task in job {job}, account {account}', { job: resource.jobId, account });
    case 'node':
      return l10n.t('node in pool {pool}, account {account}', { pool: resource.poolId, account });
    case 'pool':
      return l10n.t('pool in {account}', { account });
    case 'job':
      return l10n.t('job in {account}', { account });
    case 'jobSchedule':
      return l10n.t('job schedule in {account}', { account });
    default:
      return l10n.t('{id} in {account}', { id: toOwnId(resource), account });
  }
}

/** Deletes the saved evidence of items. */
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

/**
 * Lists the earlier attempts that a command was called on: the attempts of the rows, or the attempt on the active page.
 */
export function listAttempts(args: readonly unknown[]): readonly AttemptTarget[] {
  return toRows(args).flatMap((row) => findAttemptOf(row) ?? []);
}

function findAttemptOf(row: unknown): AttemptTarget | undefined {
  if (!isObject(row)) return undefined;
  return toAttempt(fromDocumentAddress(row) ?? row['opens']);
}

/** Validates the target of a link, which is untrusted. Returns undefined unless it is an attempt. */
function toAttempt(opens: unknown): AttemptTarget | undefined {
  if (!isObject(opens) || opens['document'] !== 'attempt' || typeof opens['savedAt'] !== 'string') return undefined;
  const { resource, savedAt } = opens;
  if (!isResource(resource) || (resource.kind !== 'task' && resource.kind !== 'node')) return undefined;
  const target: AttemptTarget = { resource, document: 'attempt', savedAt };
  return toDocumentPath(target) === undefined ? undefined : target;
}

/** Returns the saved log of a row. */
export function findLog(row: unknown): AttemptLogTarget | undefined {
  if (!isObject(row) || !isObject(row['opens'])) return undefined;
  const { document, path, ...attempt } = row['opens'];
  const target = document === 'attemptLog' && toAttempt({ ...attempt, document: 'attempt' });
  return target && typeof path === 'string' ? { ...target, document, path } : undefined;
}

type OwnerOf<K> = Extract<TaskResource | NodeResource, { readonly kind: K }>;

/**
 * Returns the attempt that a command was called on. Throws `InvalidInput` for anything else, or for an attempt of
 * another kind of item.
 */
export function requireAttempt<K extends 'task' | 'node'>(
  args: readonly unknown[],
  kind: K,
): { readonly resource: OwnerOf<K>; readonly savedAt: string } {
  const [attempt] = listAttempts(args);
  if (attempt === undefined || attempt.resource.kind !== kind) {
    const message = l10n.t('Select an earlier attempt of a task first.');
    throw new BatchError({ code: 'InvalidInput', message });
  }
  return { resource: attempt.resource as OwnerOf<K>, savedAt: attempt.savedAt };
}
