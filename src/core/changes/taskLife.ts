import * as l10n from '@vscode/l10n';
import { isFailed, type Task, type TaskState, toTaskGroup } from '../model/task.ts';
import type { KnownOf } from '../model/words.ts';
import type { Transition } from './life.ts';
import {
  done,
  doneAlready,
  doneUnlessRefused,
  holds,
  isNewTime,
  isOtherTime,
  isRefusedWith,
  type Look,
  notDone,
  type Settlement,
  unchanged,
} from './settlement.ts';
import { describeEndedJob, describeExitZero } from './taskPlans.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type Living = Pick<Task, 'state' | 'stateTransitionTime' | 'executionInfo'>;
type TaskLook = Look<Living>;

const jobEndedCodes = ['JobCompleted', 'JobBeingTerminated', 'JobBeingDeleted', 'JobNotFound'];

/** State transitions of a task by request (Batch documentation: "Task - Terminate", "Task - Delete"). */
export const taskLife: Readonly<Record<'terminate' | 'delete', Transition<Living, KnownOf<TaskState>>>> = {
  /** A task in an unknown state may be running. */
  terminate: {
    refused: { completed: () => l10n.t('The task has already ended.') },
    to: ['completed'],
    already: () => l10n.t('The task was already terminated.'),
    arrived: settleEnded,
    asGood: { gone: () => l10n.t('The task has been deleted.') },
    settleOther: (look) =>
      isRefusedWith(look, ...jobEndedCodes)
        ? doneAlready(l10n.t("The task's job has ended, and the task ended with it."))
        : unchanged(look),
    lateMs: 10 * 60_000,
  },
  delete: {
    to: ['gone'],
    already: () => l10n.t('The task was already deleted.'),
    settleOther: (look) =>
      isRefusedWith(look, 'JobBeingDeleted')
        ? doneAlready(l10n.t("The task's job is being deleted."))
        : unchanged(look),
  },
};

function settleEnded(now: Living, look: TaskLook): Settlement {
  if (!isFailed(now)) return doneAlready(l10n.t('The task succeeded before it could be terminated.'));
  // The service uses this code for every task that was ended by a request.
  const isEndedFromOutside = now.executionInfo?.failureInfo?.code?.toLowerCase() === 'taskended';
  if (!isEndedFromOutside) return doneAlready(l10n.t('The task failed before it could be terminated.'));
  return doneUnlessRefused(look, l10n.t('The task was already terminated.'));
}

/** Determines the result of "Task - Reactivate". `before` is the failed attempt. */
export function settleRetry(look: TaskLook): Settlement {
  const { now } = look;
  if (isRefusedWith(look, ...jobEndedCodes)) return notDone(describeEndedJob());
  if (now === undefined) return notDone(l10n.t('The task has been deleted.'));
  const group = toTaskGroup(now);
  if (group === undefined) return unchanged(look);
  if (group !== 'failed' && group !== 'succeeded') {
    return doneUnlessRefused(look, l10n.t('The task has already been retried by someone else.'));
  }
  if (hasEndedAgain(look)) return settleNewEnd(look, group);
  if (isRefusedWith(look, 'TaskSucceeded')) {
    return notDone(group === 'failed' ? describeExitZero() : l10n.t('The task has since succeeded.'));
  }
  return unchanged(look);
}

/** Returns the result for a task that has run again since the request was planned, and has already ended. */
function settleNewEnd({ error }: TaskLook, group: 'failed' | 'succeeded'): Settlement {
  if (group === 'succeeded') return doneAlready(l10n.t('The task has since run again and succeeded.'));
  if (error === undefined) return doneAlready(l10n.t('The task has since run again and failed again.'));
  return notDone(l10n.t('Someone else retried the task, and it failed again.'));
}

function hasEndedAgain({ now, before }: TaskLook): boolean {
  return isNewTime(before?.executionInfo?.endTime, now?.executionInfo?.endTime);
}

/**
 * Determines the result of a requeue, which is "Task - Terminate" followed by "Task - Reactivate". `before` is the
 * attempt that is terminated.
 */
export function settleRequeue(look: TaskLook): Settlement {
  const { now, before } = look;
  if (now === undefined) return notDone(l10n.t('The task has been deleted.'));
  if (isFailed(now) && isRefusedWith(look, ...jobEndedCodes)) {
    return notDone(
      l10n.t(
        "The task was terminated and its job ended with it, so the task can't run again. Submit it to another job.",
      ),
    );
  }
  if (isFailed(now)) {
    return { outcome: 'notDone', reason: l10n.t("The task has ended but isn't running again yet."), mayRepeat: true };
  }
  switch (toTaskGroup(now)) {
    case 'succeeded':
      return notDone(l10n.t('The task succeeded before it could be stopped, so nothing needs to run again.'));
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
      'The task is still running, although Batch may have been asked to terminate it. Check its state before you try again.',
    ),
  };
}

/** Checks whether the limits of a task can be changed (Batch documentation: "Task - Update"). */
export function planChangeTaskLimit({ state }: Pick<Task, 'state'>): Verdict {
  return state === 'completed'
    ? impossible(
        l10n.t(
          'The task has ended, so its limit no longer matters. Retry it with a different limit, or submit it again.',
        ),
      )
    : possible;
}

/** Determines the result of "Task - Update". */
export function settleTaskLimit(look: Look<Partial<Task>>, asked: Partial<Task>): Settlement {
  if (look.now === undefined) return notDone(l10n.t('The task has been deleted.'));
  if (holds(look.now, asked)) return done;
  return isRefusedWith(look, 'TaskCompleted', ...jobEndedCodes)
    ? notDone(l10n.t('The task has ended.'))
    : unchanged(look);
}

/**
 * Describes why a confirmed deletion of a task no longer applies: the task has run again, or has a result now.
 * Undefined if it still applies, or if the task's earlier or current state is unknown.
 */
export function findTaskChange(before: Living | undefined, now: Living | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  const hadEnded = before.state === 'completed';
  const hasEnded = now.state === 'completed';
  if (hadEnded && (!hasEnded || isOtherTime(before.executionInfo?.endTime, now.executionInfo?.endTime)))
    return l10n.t('The task has been run again since you were prompted, so nothing was done.');
  if (!hadEnded && hasEnded) return l10n.t('The task has ended since you were prompted, so nothing was done.');
  return undefined;
}
