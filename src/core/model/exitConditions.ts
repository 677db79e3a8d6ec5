import type { Job } from './job.ts';
import { type ExitConditions, type ExitOptions, isFailed, type Task } from './task.ts';
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
 * Finds the effect of a failed task on a job that performs it ("onTaskFailure"); undefined if the exit conditions don't
 * cover this end.
 */
export function findJobAction(task: TaskEnd): JobAction | undefined {
  const forCode = findForExitCode(task);
  if (forCode !== undefined) return toJobAction(forCode, task.executionInfo?.exitCode === 0);
  const forFailure = findForFailure(task);
  return forFailure && toJobAction(forFailure);
}

/** Finds the first failed task whose exit conditions ended or disabled its job; undefined if there is none. */
export function findCulprit({ state, executionInfo }: Job, tasks: readonly Task[]): Task | undefined {
  const isEnded = executionInfo?.terminateReason?.toLowerCase() === 'taskfailed';
  const isDisabled = state === 'disabled' || state === 'disabling';
  const action = isEnded ? 'terminate' : isDisabled ? 'disable' : undefined;
  if (action === undefined) return undefined;
  return tasks
    .filter((task) => isFailed(task) && findJobAction(task) === action)
    .sort((one, other) => (toOrder(one) < toOrder(other) ? -1 : 1))[0];
}

function toOrder({ id, executionInfo }: Task): string {
  return `${executionInfo?.endTime ?? '9'}\n${id}`;
}

function findForExitCode({ executionInfo, exitConditions }: TaskEnd): ExitOptions | undefined {
  const exitCode = executionInfo?.exitCode;
  if (exitCode === undefined) return undefined;
  const exact = exitConditions?.exitCodes?.find(({ code }) => code === exitCode);
  const range = exitConditions?.exitCodeRanges?.find(({ start, end }) => exitCode >= start && exitCode <= end);
  return (exact ?? range)?.exitOptions;
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
