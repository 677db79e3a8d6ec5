import * as l10n from '@vscode/l10n';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { findTaskChange, taskLife } from '../../../../core/remedy/taskLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { taskNoun } from './task.ts';

/** Deletes tasks with their files on the nodes. */
export const deleteTask = toVerb(taskNoun, {
  id: toCommandId('task.delete'),
  transition: taskLife.delete,
  sends: [['DELETE', '']],
  canBeUndone: () => false,
  takesAway: () => true,
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
  act: (service, { jobId, taskId }, _choices, options) => service.tasks.deleteTask(jobId, taskId, options),
  findChange: findTaskChange,
});
