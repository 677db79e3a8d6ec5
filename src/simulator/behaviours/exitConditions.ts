import type { TaskRecord } from '../state/records.ts';
import { findNumber, findObject, findObjects, findText, type WireObject } from '../state/wire.ts';

export interface ExitOptions {
  /** Absent if the exit conditions don't cover the way the task failed. */
  readonly jobAction: 'none' | 'disable' | 'terminate' | undefined;
  readonly dependencyAction: 'satisfy' | 'block';
}

/**
 * Returns the exit options that apply to the way a completed task ended. Batch documentation, exit conditions: a
 * matching code or range comes before `default`; `fileUploadError` counts when no code matched; by default any failure
 * blocks dependents.
 */
export function findExitOptions(task: TaskRecord): ExitOptions {
  const { result, exitCode } = task.executionInfo;
  const conditions = findObject(task.spec, 'exitConditions');
  const forCode = findForCode(conditions, exitCode);
  const asked = forCode ?? findForFailure(conditions, task);
  // A task may fail although its program succeeded, because its output could not be stored.
  const isForExitCode0 = result === 'success' || (forCode !== undefined && exitCode === 0);
  return {
    jobAction:
      asked === undefined ? findActionOfSuccess(task) : toJobAction(findText(asked, 'jobAction'), isForExitCode0),
    dependencyAction: toDependencyAction(findText(asked, 'dependencyAction'), isForExitCode0),
  };
}

function findActionOfSuccess({ executionInfo }: TaskRecord): 'none' | undefined {
  return executionInfo.result === 'success' || executionInfo.exitCode === 0 ? 'none' : undefined;
}

/** Batch documentation: the default is none for exit code 0 and terminate for all other exit conditions. */
function toJobAction(text: string | undefined, isForExitCode0: boolean): ExitOptions['jobAction'] {
  if (text === undefined) return isForExitCode0 ? 'none' : 'terminate';
  return text === 'disable' || text === 'terminate' ? text : 'none';
}

/** Batch documentation: the default is satisfy for exit code 0 and block for all other exit conditions. */
function toDependencyAction(text: string | undefined, isForExitCode0: boolean): ExitOptions['dependencyAction'] {
  if (text === undefined) return isForExitCode0 ? 'satisfy' : 'block';
  return text === 'satisfy' ? 'satisfy' : 'block';
}

function findForCode(conditions: WireObject | undefined, exitCode: number | undefined): WireObject | undefined {
  if (exitCode === undefined) return undefined;
  const byCode = findObjects(conditions, 'exitCodes').find((mapping) => findNumber(mapping, 'code') === exitCode);
  const byRange = findObjects(conditions, 'exitCodeRanges').find((mapping) => isWithin(exitCode, mapping));
  return findObject(byCode ?? byRange, 'exitOptions');
}

function findForFailure(conditions: WireObject | undefined, task: TaskRecord): WireObject | undefined {
  const { exitCode, failureInfo } = task.executionInfo;
  if (exitCode === undefined) {
    const fallback = findObject(conditions, 'default');
    const hasStarted = findText(failureInfo, 'code') === 'TaskEnded';
    return hasStarted ? fallback : (findObject(conditions, 'preProcessingError') ?? fallback);
  }
  const isUploadError = findText(failureInfo, 'code')?.startsWith('FileUpload') ?? false;
  const uploadOptions = isUploadError ? findObject(conditions, 'fileUploadError') : undefined;
  return uploadOptions ?? (exitCode === 0 && failureInfo === undefined ? undefined : findObject(conditions, 'default'));
}

function isWithin(exitCode: number, range: WireObject): boolean {
  return exitCode >= (findNumber(range, 'start') ?? Infinity) && exitCode <= (findNumber(range, 'end') ?? -Infinity);
}
