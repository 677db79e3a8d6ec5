import * as l10n from '@vscode/l10n';
import type { BulkItem } from '../../../core/changes/bulk/bulkRecord.ts';
import { toItemName } from '../../../core/changes/bulk/reasons.ts';
import {
  type JobResource,
  type JobScheduleResource,
  type Resource,
  type TaskResource,
  toOwnId,
} from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { toNodeLabel, toNodeNumber } from '../../../core/words/nodeNames.ts';
import { nameAccount, type WithAccounts } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { findNodeNames } from '../../evidence/nodeNames.ts';

const maxShownLength = 40;

type Named = App;

/** Lists tasks with their jobs and accounts, one per line, so that a question shows exactly which tasks it is about. */
export function toTaskLines(services: Named, tasks: readonly { readonly resource: TaskResource }[]): readonly string[] {
  return tasks.map(({ resource: { accountId, jobId, taskId } }) =>
    l10n.t('{task} (job {job}, account {account})', {
      task: show(taskId),
      job: show(jobId),
      account: toAccountName(services, accountId),
    }),
  );
}

/** Lists jobs with their accounts, one per line. */
export function toJobLines(services: Named, jobs: readonly { readonly resource: JobResource }[]): readonly string[] {
  return jobs.map(({ resource: { accountId, jobId } }) =>
    l10n.t('{job} (account {account})', { job: show(jobId), account: toAccountName(services, accountId) }),
  );
}

/** Lists job schedules with their accounts, one per line. */
export function toScheduleLines(
  services: Named,
  schedules: readonly { readonly resource: JobScheduleResource }[],
): readonly string[] {
  return schedules.map(({ resource: { accountId, scheduleId } }) =>
    l10n.t('{schedule} (account {account})', {
      schedule: show(scheduleId),
      account: toAccountName(services, accountId),
    }),
  );
}

/** Lists items of any kind, one per line, in the format that questions about that kind use. */
export function toItemLines(services: Named, items: readonly BulkItem[]): readonly string[] {
  return items.flatMap((item) => {
    const { resource } = item;
    if (resource.kind === 'task') return toTaskLines(services, [{ resource }]);
    if (resource.kind === 'job') return toJobLines(services, [{ resource }]);
    if (resource.kind === 'jobSchedule') return toScheduleLines(services, [{ resource }]);
    return [toItemName(item)];
  });
}

function toAccountName({ accounts }: Named, accountId: string): string {
  return show(nameAccount(accounts, accountId));
}

function show(text: string): string {
  return toShortVisible(text, maxShownLength);
}

/** Returns the displayed name of an item: its ID, for a node preceded by its name in the explorer. Not escaped. */
export function toThingName(services: WithAccounts, resource: Resource): string {
  return nameWith(toNodeLabel, services, resource);
}

/** Returns a name for a sentence that includes the kind: "node {0}" gets `3 (tvmps_1a2b3c4d…)`. Not escaped. */
export function toNameInSentence(services: WithAccounts, resource: Resource): string {
  return nameWith(toNodeNumber, services, resource);
}

function nameWith(nameNode: typeof toNodeLabel, { accounts }: WithAccounts, resource: Resource): string {
  const id = toOwnId(resource);
  const store = resource.kind === 'node' ? accounts.findStore(resource.accountId) : undefined;
  return store === undefined || resource.kind !== 'node' ? id : nameNode(id, findNodeNames(store, resource.poolId));
}

const maxNameLength = 64;

/** Returns the first item's name, for texts that state its kind and concern only that item. Escaped. */
export function toFirstName(services: WithAccounts, things: readonly { readonly resource: Resource }[]): string {
  const [first] = things;
  return first === undefined ? '' : toShortVisible(toNameInSentence(services, first.resource), maxNameLength);
}
