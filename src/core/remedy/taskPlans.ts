import * as l10n from '@vscode/l10n';
import type { Job } from '../model/job.ts';
import { isInGroup, type Task, type TaskGroup, toTaskGroup } from '../model/task.ts';
import { type EndedTask, endsWithManager, foreseeJobAction } from './exitActions.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type TaskFacts = Pick<Task, 'state' | 'executionInfo'>;
type JobFacts = Pick<Job, 'state'>;
type EndingJob = JobFacts & Pick<Job, 'onTaskFailure' | 'jobManagerTask'>;

/** Why no task of a job can be started any more; undefined while that is possible (Batch documentation: "Jobs"). */
function findJobProblem(job: JobFacts | undefined): string | undefined {
  switch (job?.state?.toLowerCase()) {
    case 'completed':
      return l10n.t('The job of the task has ended. Submit a copy of the task to another job instead.');
    case 'terminating':
      return l10n.t('The job of the task is being terminated.');
    case 'deleting':
      return l10n.t('The job of the task is being deleted.');
    default:
      return undefined;
  }
}

function findJobNote(job: JobFacts | undefined): string | undefined {
  return ['disabled', 'disabling'].includes(job?.state?.toLowerCase() ?? '')
    ? l10n.t('The job is disabled. The task waits until the job is enabled again.')
    : undefined;
}

function startAgain(job: JobFacts | undefined): Verdict {
  const problem = findJobProblem(job);
  if (problem !== undefined) return impossible(problem);
  const note = findJobNote(job);
  return note === undefined ? possible : { possible: true, note };
}

/**
 * Whether a failed task can run again under its own id (Batch documentation: "Task - Reactivate": completed tasks only,
 * not those with exit code 0, not in a job that has ended).
 */
export function planRetry(task: TaskFacts, job: JobFacts | undefined): Verdict {
  const refusals: Readonly<Record<Exclude<TaskGroup, 'failed'>, () => string>> = {
    active: () => l10n.t('The task is already waiting to run.'),
    preparing: () => l10n.t('The task is starting.'),
    running: () => l10n.t('The task is running. To stop it and start it over, requeue it.'),
    succeeded: () => l10n.t('The task succeeded, and Batch runs only failed tasks again. Submit a copy instead.'),
  };
  const group = toTaskGroup(task);
  if (group === undefined) return notKnown();
  return group === 'failed' ? startAgain(job) : impossible(refusals[group]());
}

/**
 * Whether a task that runs can be ended and put back into the queue. Refused is what ends or disables its job for certain:
 * nothing of the job runs again then. What several of a job do together `planEndAndReturn` judges.
 */
export function planRequeue(task: EndedTask, job: EndingJob): Verdict {
  switch (toTaskGroup(task)) {
    case undefined:
      return notKnown();
    case 'active':
      return impossible(l10n.t('The task is already waiting to run.'));
    case 'failed':
      return impossible(l10n.t('The task has ended. Retry it instead.'));
    case 'succeeded':
      return impossible(l10n.t('The task succeeded.'));
    case 'preparing':
    case 'running':
      return findEndOfJob(task, job) ?? startAgain(job);
  }
}

function findEndOfJob(task: EndedTask, job: EndingJob): Verdict | undefined {
  if (endsWithManager(task, job)) {
    return impossible(
      l10n.t(
        'The task is the job manager task, and the whole job would end with it. Disable the job with “Requeue”, then enable it again.',
      ),
    );
  }
  const { action, isCertain } = foreseeJobAction(task, job);
  if (action === 'none' || !isCertain) return undefined;
  return impossible(
    action === 'terminate'
      ? l10n.t(
          'The exit conditions of the task end the whole job when the task ends. Disable the job with “Requeue”, then enable it again.',
        )
      : l10n.t(
          'The exit conditions of the task disable the whole job when the task ends. Disable the job with “Requeue”, then enable it again.',
        ),
  );
}

/** Whether a task can be ended. One whose state is not known may run. */
export function planTerminate(task: TaskFacts): Verdict {
  return isInGroup(task, 'failed', 'succeeded') ? impossible(l10n.t('The task has already ended.')) : possible;
}

function notKnown(): Verdict {
  return impossible(l10n.t('The state of the task is unknown.'));
}
