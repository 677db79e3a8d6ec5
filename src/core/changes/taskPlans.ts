import * as l10n from '@vscode/l10n';
import { findEngine } from '../definitions/workflowEngine.ts';
import { findDamage } from '../model/damagedItem.ts';
import { endsWithManager } from '../model/exitConditions.ts';
import { isDisabled, type Job } from '../model/job.ts';
import { hasRun, isFailed, isInGroup, type Task, type TaskGroup, toTaskGroup } from '../model/task.ts';
import type { Unread } from '../model/unread.ts';
import { type EndedTask, foreseeJobAction } from './exitActions.ts';
import { impossible, isProposable, possible, type Verdict } from './verdict.ts';

type TaskFacts = Pick<Task, 'state' | 'executionInfo'>;
type JobFacts = Pick<Job, 'state'>;
type EndingJob = JobFacts & Pick<Job, 'onTaskFailure' | 'jobManagerTask'>;

/** Says that tasks of an ended job can't run again, and what to do instead. */
export function describeEndedJob(): string {
  return l10n.t("The task's job has ended, so none of its tasks can run again. Submit the task to another job.");
}

/** Explains that tasks of ended jobs can't run again, and what to do instead. */
export function describeEndedJobs(): string {
  return l10n.t("Tasks in a job that is ending or has ended can't run again. Submit the tasks to another job.");
}

/**
 * Says that a task with exit code 0 can't run again, even if something failed afterward (Batch documentation: "Task -
 * Reactivate").
 */
export function describeExitZero(): string {
  return l10n.t(
    "Batch doesn't rerun a task whose program ended with exit code 0. Submit it again with another ID instead, and with it copies of any tasks that wait for it.",
  );
}

/** Describes why tasks of a job can no longer start; undefined while they can (Batch documentation: "Jobs"). */
function findJobProblem(job: JobFacts | undefined): string | undefined {
  switch (job?.state) {
    case 'completed':
      return describeEndedJob();
    case 'terminating':
      return l10n.t("The task's job is ending, so none of its tasks can run again. Submit the task to another job.");
    case 'deleting':
      return l10n.t("The task's job is being deleted.");
    default:
      return undefined;
  }
}

function findJobNote(job: JobFacts | undefined): string | undefined {
  return job !== undefined && isDisabled(job)
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
 * Checks whether a failed task can run again with its own ID (Batch documentation: "Task - Reactivate": only completed
 * tasks, not those with exit code 0, and not in a job that has ended).
 */
export function planRetry(task: TaskFacts, job: JobFacts | undefined): Verdict {
  const refusals: Readonly<Record<Exclude<TaskGroup, 'failed'>, () => string>> = {
    active: () => l10n.t('The task is already waiting to run.'),
    preparing: () => l10n.t('The task is starting.'),
    running: () => l10n.t('The task is running. To stop it and start it over, requeue it.'),
    succeeded: () =>
      l10n.t('The task succeeded, and Batch reruns only failed tasks. Submit it again with another ID instead.'),
  };
  const group = toTaskGroup(task);
  if (group === undefined) return notKnown();
  if (group !== 'failed') return impossible(refusals[group]());
  const again = startAgain(job);
  return again.possible && task.executionInfo?.exitCode === 0 ? impossible(describeExitZero()) : again;
}

/** Checks whether a task can be resubmitted with a corrected definition, to its own job, another job, or a new job. */
export function planResubmit(task: object): Verdict {
  // The copy of a damaged task would be incomplete.
  if (findDamage(task) !== undefined) {
    return impossible(l10n.t('Azure Batch returned a damaged task definition, so the new task would be incomplete.'));
  }
  return possible;
}

/**
 * Returns how a failed task can run again: by a retry with its own ID, or else by a resubmission with another ID.
 * Undefined for a task that has not failed, and for a task that belongs to a workflow engine.
 */
export function planAgain(task: Task, job: (JobFacts & Pick<Job, 'id'>) | undefined): 'retry' | 'resubmit' | undefined {
  if (!isFailed(task) || findEngine(task, job?.id) !== undefined) return undefined;
  if (isProposable(planRetry(task, job))) return 'retry';
  return planResubmit(task).possible ? 'resubmit' : undefined;
}

/** Checks whether tasks can be added to a job; not if it has ended (Batch documentation: "Task - Add"). */
export function planAddTasks(job: JobFacts): Verdict {
  switch (job.state) {
    case 'completed':
      return impossible(l10n.t('The job has ended and no longer accepts tasks.'));
    case 'terminating':
    case 'deleting':
      return impossible(l10n.t('The job is ending and no longer accepts tasks.'));
    case 'disabled':
    case 'disabling':
      return { possible: true, note: l10n.t('The job is disabled. Its tasks wait until it is enabled again.') };
    default:
      return possible;
  }
}

/**
 * Checks whether a running task can be terminated and requeued. Refused if ending it would certainly end or disable its
 * job, because the task could not run again there. `planEndAndReturn` checks several tasks of a job together.
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
          "The task's exit conditions terminate the whole job when the task ends. Disable the job with “Requeue”, then enable it again.",
        )
      : l10n.t(
          "The task's exit conditions disable the whole job when the task ends. Disable the job with “Requeue”, then enable it again.",
        ),
  );
}

/** A log and the text at its end: empty if nothing was written, undefined if the log was not read. */
interface LogFacts {
  readonly name: string;
  readonly text: string | undefined;
  readonly unread?: Unread | undefined;
}

/** Checks whether a log of a task can be opened. */
export function planOpenLog(task: TaskFacts & Pick<Task, 'nodeInfo'>, { name, text, unread }: LogFacts): Verdict {
  if (unread?.kind === 'gone' || unread?.kind === 'absent') return impossible(unread.why);
  if (text === '') return impossible(l10n.t("The task hasn't written anything to {0}.", name));
  if (isInGroup(task, 'running') || hasRun(task)) return possible;
  return task.executionInfo?.startTime === undefined
    ? impossible(l10n.t("The task's program hasn't started, so it hasn't written anything."))
    : impossible(l10n.t("The service doesn't say which node ran the task, so its files can't be found."));
}

function notKnown(): Verdict {
  return impossible(l10n.t('The state of the task is unknown.'));
}
