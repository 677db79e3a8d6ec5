import * as l10n from '@vscode/l10n';
import { isFailed, type Task, toTaskGroup } from '../model/task.ts';
import { done, isNewTime, isRefusedWith, type Look, notDone, type Settlement, unchanged } from './settlement.ts';
import { jobEndedCodes } from './settleTask.ts';

type TaskLook = Look<Pick<Task, 'state' | 'executionInfo'>>;

/**
 * What became of a requeue, which is "Task - Terminate" and then "Task - Reactivate". `before` is the attempt that was to
 * be ended.
 */
export function settleRequeue(look: TaskLook): Settlement {
  const { now, before } = look;
  if (now === undefined) return notDone(l10n.t('The task has been deleted.'));
  if (isFailed(now) && isRefusedWith(look, ...jobEndedCodes)) {
    return notDone(
      l10n.t(
        'The task was ended, and its job ended with it, so the task can’t run again. Use Fix and Resubmit to submit it to another job.',
      ),
    );
  }
  if (isFailed(now)) {
    return { outcome: 'notDone', reason: l10n.t('The task has ended and does not run again yet.'), mayRepeat: true };
  }
  switch (toTaskGroup(now)) {
    case 'succeeded':
      return notDone(l10n.t('The task succeeded before it could be stopped, so nothing has to run again.'));
    case 'active':
      return done;
    case undefined:
      return unchanged(look);
    default:
      return isNewTime(before?.executionInfo?.startTime, now.executionInfo?.startTime) ? done : stillRuns(look);
  }
}

function stillRuns(look: TaskLook): Settlement {
  if (look.error !== undefined) return unchanged(look);
  return {
    outcome: 'unknown',
    mayRepeat: true,
    reason: l10n.t(
      'The task still runs, although Batch may have been told to end it. Check its state before you try again.',
    ),
  };
}
