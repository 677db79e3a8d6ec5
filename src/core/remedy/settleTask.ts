import * as l10n from '@vscode/l10n';
import { isFailed, type Task, toTaskGroup } from '../model/task.ts';
import {
  done,
  doneAlready,
  doneUnlessRefused,
  isNewTime,
  isRefusedWith,
  type Look,
  notDone,
  type Settlement,
  unchanged,
} from './settlement.ts';

type TaskLook = Look<Pick<Task, 'state' | 'stateTransitionTime' | 'executionInfo'>>;

/** Codes that tell of the end of the job a task is in. */
export const jobEndedCodes = ['JobCompleted', 'JobBeingTerminated', 'JobBeingDeleted', 'JobNotFound'];

/** What became of "Task - Reactivate". `before` is the attempt that failed. */
export function settleRetry(look: TaskLook): Settlement {
  const { now } = look;
  if (isRefusedWith(look, ...jobEndedCodes)) {
    return notDone(l10n.t('Its job has ended meanwhile; a copy of the task can be submitted to another job.'));
  }
  if (now === undefined) return notDone(l10n.t('It was deleted meanwhile.'));
  const group = toTaskGroup(now);
  if (group === undefined) return unchanged(look);
  if (group !== 'failed' && group !== 'succeeded') {
    return doneUnlessRefused(look, l10n.t('It runs again already: somebody else has just retried it.'));
  }
  if (hasEndedAnew(look)) return settleNewEnd(look, group);
  if (isRefusedWith(look, 'TaskSucceeded')) {
    return notDone(
      group === 'failed'
        ? l10n.t('Batch does not run a task again whose program ended with exit code 0; submit a copy of it instead.')
        : l10n.t('It has succeeded meanwhile.'),
    );
  }
  return unchanged(look);
}

/** The task ran once more since the request was planned, and that has ended too. */
function settleNewEnd({ error }: TaskLook, group: 'failed' | 'succeeded'): Settlement {
  if (group === 'succeeded') return doneAlready(l10n.t('It has run again meanwhile, and succeeded.'));
  if (error === undefined) return doneAlready(l10n.t('It has run again meanwhile, and failed again.'));
  return notDone(l10n.t('Somebody else has retried it meanwhile, and it failed again.'));
}

function hasEndedAnew({ now, before }: TaskLook): boolean {
  return isNewTime(before?.executionInfo?.endTime, now?.executionInfo?.endTime);
}

/** What became of "Task - Terminate". */
export function settleTerminateTask(look: TaskLook): Settlement {
  const { now } = look;
  if (now === undefined) return doneAlready(l10n.t('It was deleted meanwhile.'));
  if (now.state?.toLowerCase() === 'completed') return settleEnded(look, now);
  if (isRefusedWith(look, ...jobEndedCodes)) {
    return doneAlready(l10n.t('Its job has ended meanwhile, and the task with it.'));
  }
  return unchanged(look);
}

function settleEnded(look: TaskLook, now: NonNullable<TaskLook['now']>): Settlement {
  if (!isFailed(now)) return doneAlready(l10n.t('It ended by itself meanwhile, with success.'));
  // The code that the service gives to a task that was ended from outside, by whomever.
  const isEndedFromOutside = now.executionInfo?.failureInfo?.code?.toLowerCase() === 'taskended';
  if (look.error === undefined && isEndedFromOutside) return done;
  return doneAlready(
    isEndedFromOutside ? l10n.t('It was ended already.') : l10n.t('It ended by itself meanwhile, with a failure.'),
  );
}

/** What became of "Task - Delete". */
export function settleDeleteTask(look: TaskLook): Settlement {
  if (look.now === undefined) return doneUnlessRefused(look, l10n.t('It was deleted already.'));
  if (isRefusedWith(look, 'JobBeingDeleted')) return doneAlready(l10n.t('Its whole job is being deleted.'));
  return unchanged(look);
}
