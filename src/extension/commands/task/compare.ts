import { l10n } from 'vscode';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import { isFailed, type Task } from '../../../core/model/task.ts';
import { findNearestTask } from '../../../core/query/nearestTask.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import { toDocumentUri } from '../../documentUri.ts';
import { findTask } from '../../evidence/findTask.ts';
import { toNotificationText } from '../../notificationText.ts';
import { openAtStart } from '../../openDocument.ts';
import type { Command, CommandServices } from '../command.ts';
import { pickOne } from '../pickSome.ts';
import { resolve, resolveOne } from '../resolve.ts';
import { toTaskRow } from '../rows.ts';

/**
 * Shows what is different between a failed task and one that succeeded: of two selected ones, or with the sibling that
 * is most like it. Asks when there is no such sibling on the first page.
 */
export const compareTasks: Command = async (services, args) => {
  const [task, selected] = await resolve(services, 'task', args, { tasks: { groups: ['failed'] } });
  if (task === undefined) return;
  if (selected !== undefined) return openComparison(...(await orderSelected(services, task, selected)));
  const store = await services.accounts.getStore(task.accountId);
  await openComparison(task, (await findSibling(store, task)) ?? (await pickSibling(store, task)));
};

/** The same with a sibling that the user chooses. */
export const compareTaskWith: Command = async (services, args) => {
  const task = await resolveOne(services, 'task', args, { tasks: { groups: ['failed'] } });
  const store = await services.accounts.getStore(task.accountId);
  await openComparison(task, await pickSibling(store, task));
};

async function openComparison(resource: TaskResource, { jobId, taskId }: TaskResource): Promise<void> {
  await openAtStart(toDocumentUri({ resource, document: 'comparison', other: { jobId, taskId } }));
}

/** The failed one first, whichever was selected first. */
async function orderSelected(
  services: Pick<CommandServices, 'accounts'>,
  one: TaskResource,
  other: TaskResource,
): Promise<readonly [TaskResource, TaskResource]> {
  if (one.accountId !== other.accountId) {
    throw new BatchError({ code: 'InvalidInput', message: l10n.t('Tasks of the same account can be compared only.') });
  }
  const store = await services.accounts.getStore(one.accountId);
  const [first, second] = await Promise.all([findTask(store, one), findTask(store, other)]);
  const isTurned = !hasFailed(first) && hasFailed(second);
  return isTurned ? [other, one] : [one, other];
}

function hasFailed(task: Task | undefined): boolean {
  return task !== undefined && isFailed(task);
}

/** The tasks of a job that succeeded, as far as they are loaded. */
function toSucceeded({ jobId }: TaskResource) {
  return { kind: 'tasks', jobId, group: 'succeeded' } as const;
}

/** Of the first page of those that succeeded the one that is most like it. */
async function findSibling(store: AccountStore, resource: TaskResource): Promise<TaskResource | undefined> {
  const scope = toSucceeded(resource);
  const [task] = await Promise.all([findTask(store, resource), store.load(scope)]);
  const nearest = task && findNearestTask(task, store.snapshot.slice(scope).items);
  return nearest && { ...resource, taskId: nearest.id };
}

async function pickSibling(store: AccountStore, resource: TaskResource): Promise<TaskResource> {
  const scope = toSucceeded(resource);
  const sibling = await pickOne({
    title: toNotificationText(l10n.t('Compare {0}', resource.taskId)),
    placeholder: l10n.t('Choose a task that succeeded'),
    sections: [
      {
        load: async (more) => {
          await (more ? store.loadMore(scope) : store.load(scope));
          const { items, hasMore, error } = store.snapshot.slice(scope);
          if (error !== undefined) throw error;
          return { rows: items.map(toTaskRow), hasMore };
        },
      },
    ],
    nothing: l10n.t('No task of this job has succeeded, so there is none to compare with.'),
  });
  return { ...resource, taskId: sibling.id };
}
