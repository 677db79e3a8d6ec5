import * as l10n from '@vscode/l10n';
import { asCount, formatNumber } from '../../../../core/query/numbers.ts';
import { taskLife } from '../../../../core/remedy/taskLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import { toCommandId } from '../../../commandId.ts';
import { toVerb } from '../toVerb.ts';
import { taskNoun } from './task.ts';

/** Ends tasks that run, or that wait to. */
export const terminateTask = toVerb(taskNoun, {
  id: toCommandId('task.terminate'),
  transition: taskLife.terminate,
  sends: [['POST', '/terminate']],
  canBeUndone: () => false,
  takesAway: () => true,
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
  act: (service, { jobId, taskId }, _choices, options) => service.tasks.terminateTask(jobId, taskId, options),
  effect: {
    seen: (count, name) =>
      plural(count, {
        '=1': l10n.t('Task {0} has ended.', name),
        other: l10n.t('All {count} tasks that you terminated have ended.', asCount(count)),
      }),
    astray: (count, total, name) =>
      plural(total, {
        '=1': l10n.t('Task {0} has still not ended.', name),
        other: l10n.t('Still not ended: {count} of {total} tasks that you terminated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
  },
});
