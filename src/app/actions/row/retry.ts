import * as l10n from '@vscode/l10n';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { askToConfirm, type UndoableQuestion } from '../../ui.ts';
import { run as retryCause } from '../failures/retry.ts';
import { isCause } from '../failures/toCauseTarget.ts';
import { run as retryJob } from '../job/retryFailed.ts';
import { toResources } from '../targets/targets.ts';
import { run as retryTasks } from '../task/retry.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Retry Row or Document…',
  effect: 'changes',
  needs: 'changeJobs',
  palette: 'never',
  keybinding: { key: 'shift+f2', in: ['explorer', 'failures', 'document'] },
};

/**
 * Retries the item of the row or the document: a task, the tasks of a cause, or all failures in a job. If the
 * previously retried row has just disappeared, the same key retries the next row only after confirmation.
 */
export const run: WindowCommand = async (services, args) => {
  if (services.trees.isMovedTo(args[0]) && !(await askToConfirm(services, toRetryRowQuestion()))) throw new Cancelled();
  if (isCause(args[0])) return retryCause(services, args);
  const [resource] = toResources(args);
  if (resource?.kind === 'task' || resource?.kind === 'taskFile') return retryTasks(services, args);
  if (resource?.kind === 'job') return retryJob(services, args);
  throw toInvalidInput(l10n.t('Select a cause, a task or a job first.'));
};

function toRetryRowQuestion(): UndoableQuestion {
  return {
    canBeUndone: true,
    message: l10n.t('Retry this row, too?'),
    detail: l10n.t('The row you changed earlier has moved, and this one is selected instead.'),
    confirm: l10n.t('Retry This One'),
  };
}
