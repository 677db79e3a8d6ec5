import type { WireObject } from '../scenarios/scenario.ts';
import type { TaskRecord } from '../state/records.ts';
import { numberOf, objectOf, objectsOf, textOf } from '../state/wire.ts';

export interface ExitOptions {
  readonly jobAction: 'none' | 'disable' | 'terminate';
  readonly dependencyAction: 'satisfy' | 'block';
}

/**
 * What a completed task asks for by the way it ended. Batch documentation, exit conditions: a matching code or range
 * comes before `default`; `fileUploadError` counts when no code matched; dependents are blocked by any failure unless
 * told otherwise.
 */
export function exitOptionsOf(task: TaskRecord): ExitOptions {
  const { result } = task.executionInfo;
  const asked = askedOptions(objectOf(task.spec, 'exitConditions'), task);
  const dependencyAction = textOf(asked, 'dependencyAction');
  return {
    jobAction: asked === undefined ? 'none' : toJobAction(textOf(asked, 'jobAction'), result),
    dependencyAction: dependencyAction === undefined ? defaultDependencyAction(result) : asAction(dependencyAction),
  };
}

/** Batch documentation, `jobAction`: none for exit code 0 and terminate for all other exit conditions, unless it is said. */
function toJobAction(text: string | undefined, result: string | undefined): ExitOptions['jobAction'] {
  if (text === undefined) {
    return result === 'success' ? 'none' : 'terminate';
  }
  return text === 'disable' || text === 'terminate' ? text : 'none';
}

function defaultDependencyAction(result: string | undefined): 'satisfy' | 'block' {
  return result === 'success' ? 'satisfy' : 'block';
}

function asAction(text: string): 'satisfy' | 'block' {
  return text === 'satisfy' ? 'satisfy' : 'block';
}

function askedOptions(conditions: WireObject | undefined, task: TaskRecord): WireObject | undefined {
  if (conditions === undefined) {
    return undefined;
  }
  const { exitCode, failureInfo } = task.executionInfo;
  if (exitCode === undefined) {
    const fallback = objectOf(conditions, 'default');
    const hasStarted = textOf(failureInfo, 'code') === 'TaskEnded';
    return hasStarted ? fallback : (objectOf(conditions, 'preProcessingError') ?? fallback);
  }
  const byCode = objectsOf(conditions, 'exitCodes').find((mapping) => numberOf(mapping, 'code') === exitCode);
  const byRange = objectsOf(conditions, 'exitCodeRanges').find((mapping) => isWithin(exitCode, mapping));
  const matched = objectOf(byCode ?? byRange, 'exitOptions');
  if (matched !== undefined) {
    return matched;
  }
  const isUploadError = textOf(failureInfo, 'code')?.startsWith('FileUpload') ?? false;
  const uploadOptions = isUploadError ? objectOf(conditions, 'fileUploadError') : undefined;
  return uploadOptions ?? (exitCode === 0 && failureInfo === undefined ? undefined : objectOf(conditions, 'default'));
}

function isWithin(exitCode: number, range: WireObject): boolean {
  return exitCode >= (numberOf(range, 'start') ?? Infinity) && exitCode <= (numberOf(range, 'end') ?? -Infinity);
}
