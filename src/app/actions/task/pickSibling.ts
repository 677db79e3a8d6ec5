import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../../core/model/resource.ts';
import { findNearestTask } from '../../../core/relations/nearestTask.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import { findTask } from '../../evidence/findTask.ts';
import { toNotificationText } from '../../messages/notificationText.ts';
import type { WithUi } from '../../ui.ts';
import { pickOne } from '../../ui.ts';
import { toTaskPick } from '../targets/pickRows.ts';

/** Opens a comparison of a task with another task in its account. */
export async function openComparison(
  services: WithUi,
  resource: TaskResource,
  { jobId, taskId }: TaskResource,
): Promise<void> {
  await services.ui.open({ resource, document: 'comparison', other: { jobId, taskId } });
}

/** Finds the most similar task on the first page of succeeded tasks. */
export async function findSibling(store: AccountStore, resource: TaskResource): Promise<TaskResource | undefined> {
  const scope = toSucceeded(resource);
  const [task] = await Promise.all([findTask(store, resource), store.load(scope)]);
  const nearest = task && findNearestTask(task, store.snapshot.slice(scope).items);
  return nearest && { ...resource, taskId: nearest.id };
}

/** Asks for one of the succeeded tasks of the job. Throws `Cancelled`. */
export async function pickSibling(
  services: WithUi,
  store: AccountStore,
  resource: TaskResource,
): Promise<TaskResource> {
  const scope = toSucceeded(resource);
  const sibling = await pickOne(services, {
    title: toNotificationText(l10n.t('Compare {0}', resource.taskId)),
    placeholder: l10n.t('Choose a task that succeeded'),
    sections: [
      {
        load: async (more) => {
          await (more ? store.loadMore(scope) : store.load(scope));
          const { items, hasMore, error } = store.snapshot.slice(scope);
          if (error !== undefined) throw error;
          return { rows: items.map(toTaskPick), hasMore };
        },
      },
    ],
    nothing: l10n.t('No task in this job has succeeded, so there is no task to compare with.'),
  });
  return { ...resource, taskId: sibling.id };
}

/** Returns the scope of the job's succeeded tasks in the snapshot. */
function toSucceeded({ jobId }: TaskResource) {
  return { kind: 'tasks', jobId, group: 'succeeded' } as const;
}
