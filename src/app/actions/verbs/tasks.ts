import * as l10n from '@vscode/l10n';
import type { TaskResource } from '../../../core/model/resource.ts';
import { readAs } from '../../../core/model/shape.ts';
import type { Task } from '../../../core/model/task.ts';
import { readTask } from '../../../core/model/taskShape.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import { settleTransition } from '../../../core/remedy/life.ts';
import type { Look, Settlement } from '../../../core/remedy/settlement.ts';
import { findTaskChange, taskLife } from '../../../core/remedy/taskLife.ts';
import { plural } from '../../../core/text/plural.ts';
import type { BatchService, ChangeOptions } from '../../../service/ports.ts';
import { toCommandId } from '../../commandId.ts';
import type { Verb } from '../run/verb.ts';
import { endOfTasks } from './effects.ts';
import { lookAt, toBefore } from './looks.ts';

/** What such verbs end or delete does not come back. */
type TaskVerb = Pick<Verb<TaskResource>, 'id' | 'texts' | 'sends' | 'findChange' | 'effect'> & {
  readonly act: (service: BatchService, task: TaskResource, options: ChangeOptions) => Promise<void>;
  readonly settle: (look: Look<Task>) => Settlement;
};

/** Verbs of one request for each task, which do no more when they are repeated. */
function toVerb({ act, settle, ...said }: TaskVerb): Verb<TaskResource> {
  return {
    ...said,
    isRepeatable: true,
    canBeUndone: () => false,
    takesAway: () => true,
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
  id: toCommandId('task.terminate'),
  effect: endOfTasks,
  sends: [['POST', '/terminate']],
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Terminating the task'),
        other: l10n.t('Terminating {count} tasks', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The task was terminated.'),
        other: l10n.t('{count} tasks were terminated.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The task could not be terminated.'),
        other: l10n.t('{count} of {total} tasks could not be terminated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Terminate task {0}?', name),
        other: l10n.t('Terminate {count} tasks?', asCount(count)),
      }),
    confirm: () => l10n.t('Terminate'),
  },
  act: (service, { jobId, taskId }, options) => service.tasks.terminateTask(jobId, taskId, options),
  settle: (look) => settleTransition(taskLife.terminate, look),
});

/** Deletes tasks with their files on the nodes. */
export const deleteTaskVerb = toVerb({
  id: toCommandId('task.delete'),
  sends: [['DELETE', '']],
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Deleting the task'), other: l10n.t('Deleting {count} tasks', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The task was deleted.'),
        other: l10n.t('{count} tasks were deleted.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The task could not be deleted.'),
        other: l10n.t('{count} of {total} tasks could not be deleted.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Delete task {0}?', name), other: l10n.t('Delete {count} tasks?', asCount(count)) }),
    confirm: () => l10n.t('Delete'),
  },
  act: (service, { jobId, taskId }, options) => service.tasks.deleteTask(jobId, taskId, options),
  settle: (look) => settleTransition(taskLife.delete, look),
  findChange: (item, now) => findTaskChange(toBefore(readTask, item), readAs(readTask, now).value),
});
