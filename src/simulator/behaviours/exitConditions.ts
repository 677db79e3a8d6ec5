import type { TaskRecord } from '../state/records.ts';
import { findNumber, findObject, findObjects, findText, type WireObject } from '../state/wire.ts';

export interface ExitOptions {
  readonly jobAction: 'none' | 'disable' | 'terminate';
  readonly dependencyAction: 'satisfy' | 'block';
}

/**
 * What a completed task asks for by the way it ended. Batch documentation, exit conditions: a matching code or range
 * comes before `default`; `fileUploadError` counts when no code matched; dependents are blocked by any failure unless
 * told otherwise.
 */
export function findExitOptions(task: TaskRecord): ExitOptions {
  const { result } = task.executionInfo;
  const asked = askedOptions(findObject(task.spec, 'exitConditions'), task);
  const dependencyAction = findText(asked, 'dependencyAction');
  return {
    jobAction: asked === undefined ? 'none' : toJobAction(findText(asked, 'jobAction'), result),
    dependencyAction: dependencyAction === undefined ? defaultDependencyAction(result) : asAction(dependencyAction),
  };
}

/** Batch documentation, `jobAction`: none for exit code 0 and terminate for all other exit conditions, unless it is said. */
function toJobAction(text: string | undefined, result: string | undefined): ExitOptions['jobAction'] {
  if (text === undefined) return result === 'success' ? 'none' : 'terminate';
  return text === 'disable' || text === 'terminate' ? text : 'none';
}

function defaultDependencyAction(result: string | undefined): 'satisfy' | 'block' {
  return result === 'success' ? 'satisfy' : 'block';
}

function asAction(text: string): 'satisfy' | 'block' {
  return text === 'satisfy' ? 'satisfy' : 'block';
}

function askedOptions(conditions: WireObject | undefined, task: TaskRecord): WireObject | undefined {
  if (conditions === undefined) return undefined;
  const { exitCode, failureInfo } = task.executionInfo;
  if (exitCode === undefined) {
    const fallback = findObject(conditions, 'default');
    const hasStarted = findText(failureInfo, 'code') === 'TaskEnded';
    return hasStarted ? fallback : (findObject(conditions, 'preProcessingError') ?? fallback);
  }
  const byCode = findObjects(conditions, 'exitCodes').find((mapping) => findNumber(mapping, 'code') === exitCode);
  const byRange = findObjects(conditions, 'exitCodeRanges').find((mapping) => isWithin(exitCode, mapping));
  const matched = findObject(byCode ?? byRange, 'exitOptions');
  if (matched !== undefined) return matched;
  const isUploadError = findText(failureInfo, 'code')?.startsWith('FileUpload') ?? false;
  const uploadOptions = isUploadError ? findObject(conditions, 'fileUploadError') : undefined;
  return uploadOptions ?? (exitCode === 0 && failureInfo === undefined ? undefined : findObject(conditions, 'default'));
}

function isWithin(exitCode: number, range: WireObject): boolean {
  return exitCode >= (findNumber(range, 'start') ?? Infinity) && exitCode <= (findNumber(range, 'end') ?? -Infinity);
}
