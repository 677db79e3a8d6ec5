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
import { describeEndedJob, describeExitZero } from './taskPlans.ts';

type TaskLook = Look<Pick<Task, 'state' | 'stateTransitionTime' | 'executionInfo'>>;

/** Codes that tell of the end of the job a task is in. */
export const jobEndedCodes = ['JobCompleted', 'JobBeingTerminated', 'JobBeingDeleted', 'JobNotFound'];

/** What became of "Task - Reactivate". `before` is the attempt that failed. */
export function settleRetry(look: TaskLook): Settlement {
  const { now } = look;
  if (isRefusedWith(look, ...jobEndedCodes)) return notDone(describeEndedJob());
  if (now === undefined) return notDone(l10n.t('The task has been deleted.'));
  const group = toTaskGroup(now);
  if (group === undefined) return unchanged(look);
  if (group !== 'failed' && group !== 'succeeded') {
    return doneUnlessRefused(look, l10n.t('The task already runs again: someone else retried it.'));
  }
  if (hasEndedAnew(look)) return settleNewEnd(look, group);
  if (isRefusedWith(look, 'TaskSucceeded')) {
    return notDone(group === 'failed' ? describeExitZero() : l10n.t('The task has succeeded since.'));
  }
  return unchanged(look);
}

/** The task ran once more since the request was planned, and that has ended too. */
function settleNewEnd({ error }: TaskLook, group: 'failed' | 'succeeded'): Settlement {
  if (group === 'succeeded') return doneAlready(l10n.t('The task has run again since, and succeeded.'));
  if (error === undefined) return doneAlready(l10n.t('The task has run again since, and failed again.'));
  return notDone(l10n.t('Someone else retried the task, and it failed again.'));
}

function hasEndedAnew({ now, before }: TaskLook): boolean {
  return isNewTime(before?.executionInfo?.endTime, now?.executionInfo?.endTime);
}

/** What became of "Task - Terminate". */
export function settleTerminateTask(look: TaskLook): Settlement {
  const { now } = look;
  if (now === undefined) return doneAlready(l10n.t('The task has been deleted.'));
  if (now.state === 'completed') return settleEnded(look, now);
  if (isRefusedWith(look, ...jobEndedCodes)) {
    return doneAlready(l10n.t('The job of the task has ended, and the task with it.'));
  }
  return unchanged(look);
}

function settleEnded(look: TaskLook, now: NonNullable<TaskLook['now']>): Settlement {
  if (!isFailed(now)) return doneAlready(l10n.t('The task succeeded before it was ended.'));
  // The code that the service gives to a task that was ended from outside, by whomever.
  const isEndedFromOutside = now.executionInfo?.failureInfo?.code?.toLowerCase() === 'taskended';
  if (look.error === undefined && isEndedFromOutside) return done;
  return doneAlready(
    isEndedFromOutside ? l10n.t('The task was already ended.') : l10n.t('The task failed before it was ended.'),
  );
}

/** What became of "Task - Delete". */
export function settleDeleteTask(look: TaskLook): Settlement {
  if (look.now === undefined) return doneUnlessRefused(look, l10n.t('The task was already deleted.'));
  if (isRefusedWith(look, 'JobBeingDeleted')) return doneAlready(l10n.t('The job of the task is being deleted.'));
  return unchanged(look);
}
