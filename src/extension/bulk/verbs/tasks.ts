import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import { readTask } from '../../../core/model/taskShape.ts';
import type { Look, Settlement } from '../../../core/remedy/settlement.ts';
import { settleDeleteTask, settleTerminateTask } from '../../../core/remedy/settleTask.ts';
import type { BatchService, ChangeOptions } from '../../../service/ports.ts';
import type { Verb } from '../verb.ts';
import { lookAt } from './looks.ts';

/** What such verbs end or delete does not come back. */
type TaskVerb = Pick<Verb, 'id' | 'texts'> & {
  readonly act: (service: BatchService, task: TaskResource, options: ChangeOptions) => Promise<void>;
  readonly settle: (look: Look<Task>) => Settlement;
};

/** Verbs of one request for each task, which do no more when they are repeated. */
function toVerb({ id, texts, act, settle }: TaskVerb): Verb<TaskResource> {
  return {
    id,
    texts,
    isRepeatable: true,
    canBeUndone: () => false,
    bind: ({ getService }) => ({
      async act([{ resource }], options) {
        await act(await getService(resource.accountId), resource, options);
        return undefined;
      },
      async settle(item, sent) {
        const { accountId, jobId, taskId } = item.resource;
        const service = await getService(accountId);
        return settle(await lookAt(readTask, item, sent, service.tasks.getTask(jobId, taskId)));
      },
    }),
  };
}

/** Ends tasks that run, or that wait to. */
export const terminateTaskVerb = toVerb({
  id: 'azureBatch.task.terminate',
  texts: {
    title: (count) => (count === 1 ? l10n.t('Terminating the task') : l10n.t('Terminating {0} tasks', count)),
    done: (count) => (count === 1 ? l10n.t('The task was terminated.') : l10n.t('{0} tasks were terminated.', count)),
    failed: (count, total) =>
      total === 1
        ? l10n.t('The task could not be terminated.')
        : l10n.t('{0} of {1} tasks could not be terminated.', count, total),
    question: (count) => (count === 1 ? l10n.t('Terminate the task?') : l10n.t('Terminate {0} tasks?', count)),
    confirm: () => l10n.t('Terminate'),
  },
  act: (service, { jobId, taskId }, options) => service.tasks.terminateTask(jobId, taskId, options),
  settle: settleTerminateTask,
});

/** Deletes tasks with their files on the nodes. */
export const deleteTaskVerb = toVerb({
  id: 'azureBatch.task.delete',
  texts: {
    title: (count) => (count === 1 ? l10n.t('Deleting the task') : l10n.t('Deleting {0} tasks', count)),
    done: (count) => (count === 1 ? l10n.t('The task was deleted.') : l10n.t('{0} tasks were deleted.', count)),
    failed: (count, total) =>
      total === 1
        ? l10n.t('The task could not be deleted.')
        : l10n.t('{0} of {1} tasks could not be deleted.', count, total),
    question: (count) => (count === 1 ? l10n.t('Delete the task?') : l10n.t('Delete {0} tasks?', count)),
    confirm: () => l10n.t('Delete'),
  },
  act: (service, { jobId, taskId }, options) => service.tasks.deleteTask(jobId, taskId, options),
  settle: settleDeleteTask,
});
