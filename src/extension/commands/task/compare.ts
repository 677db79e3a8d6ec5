import { commands, l10n } from 'vscode';
import { toVisible } from '../../../core/text/escape.ts';
import { toDocumentUri } from '../../documentUri.ts';
import { toNotificationText } from '../../notificationText.ts';
import type { Command, CommandServices } from '../command.ts';
import { pickOne } from '../pickSome.ts';
import { resolve } from '../resolve.ts';
import { toTaskRow } from '../rows.ts';
import type { ResourceOf } from '../targets.ts';

type TaskResource = ResourceOf<'task'>;

/** Shows what is different between a failed task and one that succeeded: of two selected ones, or with a sibling. */
export const compareTasks: Command = async (services, args) => {
  const [task, selected] = await resolve(services, 'task', args, { tasks: { groups: ['failed'] } });
  if (task === undefined) return;
  const other = selected ?? (await pickSibling(services, task));
  const toUri = (resource: TaskResource) => toDocumentUri({ resource, document: 'json' });
  const title = l10n.t('{0} ↔ {1}', toVisible(other.taskId), toVisible(task.taskId));
  await commands.executeCommand('vscode.diff', toUri(other), toUri(task), title);
};

async function pickSibling(
  services: CommandServices,
  { accountId, jobId, taskId }: TaskResource,
): Promise<TaskResource> {
  const store = await services.accounts.getStore(accountId);
  const scope = { kind: 'tasks', jobId, group: 'succeeded' } as const;
  const sibling = await pickOne({
    title: toNotificationText(l10n.t('Compare {0}', taskId)),
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
  return { kind: 'task', accountId, jobId, taskId: sibling.id };
}
