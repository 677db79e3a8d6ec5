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
  if (now === undefined) return notDone(l10n.t('It was deleted meanwhile.'));
  if (isFailed(now) && isRefusedWith(look, ...jobEndedCodes)) {
    return notDone(
      l10n.t(
        'It was ended, and its job has ended with it, so that it can’t run again; a copy can be submitted to another job.',
      ),
    );
  }
  if (isFailed(now)) {
    return { outcome: 'notDone', reason: l10n.t('It has ended and does not run again yet.'), mayRepeat: true };
  }
  switch (toTaskGroup(now)) {
    case 'succeeded':
      return notDone(l10n.t('It ended with success before it could be stopped, so there is nothing to run again.'));
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
    reason: l10n.t('It may have been told to end, and still runs. Look at it again before you repeat this.'),
  };
}
