import { sortByEnd } from './firstFailure.ts';
import { isDisabled, type Job } from './job.ts';
import type { ExitConditions, ExitOptions, Task } from './task.ts';
import { type JobAction, jobActions } from './words.ts';

type TaskEnd = Pick<Task, 'executionInfo' | 'exitConditions'>;

/**
 * Returns the job action of exit options, or else the default, `terminate` (Batch documentation: "jobAction": "none for
 * exit code 0 and terminate for all other exit conditions").
 */
export function toJobAction({ jobAction }: ExitOptions, isForExitCode0 = false): JobAction {
  const said = jobActions.find((known) => known === jobAction);
  if (said !== undefined) return said;
  return jobAction === undefined && isForExitCode0 ? 'none' : 'terminate';
}

/**
 * Finds the exit options that apply to a failed task: by exact code, then range, then kind of failure, then the default
 * (Batch documentation: "Task: exitConditions").
 */
export function findExitOptions(task: TaskEnd): ExitOptions | undefined {
  return findForExitCode(task) ?? findForFailure(task);
}

/**
 * Finds the effect of a failed task on a job that lets exit conditions act on it ("onTaskFailure"); undefined if the
 * exit conditions don't cover this end.
 */
export function findJobAction(task: TaskEnd): JobAction | undefined {
  const forCode = findForExitCode(task);
  if (forCode !== undefined) return toJobAction(forCode, task.executionInfo?.exitCode === 0);
  const forFailure = findForFailure(task);
  return forFailure && toJobAction(forFailure);
}

/**
 * Checks whether the job ends with this task (Batch documentation: "killJobOnCompletion", default true; IDs are
 * case-insensitive).
 */
export function endsWithManager({ id }: Pick<Task, 'id'>, { jobManagerTask }: Pick<Job, 'jobManagerTask'>): boolean {
  return jobManagerTask?.id?.toLowerCase() === id.toLowerCase() && jobManagerTask.killJobOnCompletion !== false;
}

/** Time in milliseconds within which a job begins to end after the task that ends it. */
const beginsWithinMs = 60_000;

/**
 * Finds the first failed task that ended or disabled its job, either by its exit conditions or as the job manager;
 * undefined if there is none. While a job is ending, the service doesn't report the reason, but it shows when the job
 * began to end.
 */
export function findCulprit(job: Job, tasks: readonly Task[]): Task | undefined {
  const reason = job.executionInfo?.terminateReason?.toLowerCase();
  const isEnding = job.state === 'terminating' && reason === undefined;
  const mayAct = isEnding && job.onTaskFailure === 'performexitoptionsjobaction';
  const action = reason === 'taskfailed' || mayAct ? 'terminate' : isDisabled(job) ? 'disable' : undefined;
  const isByManager = reason === 'jmcomplete' || isEnding;
  if (action === undefined && !isByManager) return undefined;
  return sortByEnd(tasks).find(
    (task) =>
      ((action !== undefined && findJobAction(task) === action) || (isByManager && endsWithManager(task, job))) &&
      (!isEnding || Math.abs(toMs(task.executionInfo?.endTime) - toMs(job.stateTransitionTime)) <= beginsWithinMs),
  );
}

function toMs(time = ''): number {
  return Date.parse(time);
}

/** Finds the exit options for the exit code of a task, whether that means failure or success. */
export function findForExitCode({ executionInfo, exitConditions }: TaskEnd): ExitOptions | undefined {
  const exitCode = executionInfo?.exitCode;
  if (exitCode === undefined) return undefined;
  const exact = exitConditions?.exitCodes?.find(({ code }) => code === exitCode);
  const range = exitConditions?.exitCodeRanges?.find(({ start, end }) => exitCode >= start && exitCode <= end);
  return (exact ?? range)?.exitOptions;
}

/** Checks whether the exit conditions of a failed task name its exit code and let the tasks that depend on it run. */
export function isExpected(task: TaskEnd): boolean {
  return findForExitCode(task)?.dependencyAction === 'satisfy';
}

function findForFailure({ executionInfo, exitConditions }: TaskEnd): ExitOptions | undefined {
  return findSpecial(executionInfo, exitConditions) ?? exitConditions?.default;
}

function findSpecial(end: Task['executionInfo'], conditions: ExitConditions | undefined): ExitOptions | undefined {
  if (end?.exitCode === undefined) return conditions?.preProcessingError;
  return /^fileupload/i.test(end.failureInfo?.code ?? '') ? conditions?.fileUploadError : undefined;
}

/** Checks whether a service code only means that the exit code was not 0 (Batch documentation: task errors). */
export function isOfExitCode(code: string | undefined): boolean {
  return code?.toLowerCase() === 'failureexitcode';
}
