import { parseJson } from '../text/parseJson.ts';
import type { TaskResource } from './resource.ts';
import { type Infer, needed, object, oneOf, readAs, text } from './shape.ts';
import type { Task } from './task.ts';

const readResubmission = object({
  of: needed(
    object({ kind: needed(oneOf(['task'])), accountId: needed(text), jobId: needed(text), taskId: needed(text) }),
  ),
  /** Absent in data from earlier versions, which therefore matches no attempt. */
  failed: object({
    /** Creation time of the task, because another task may get the same ID after the task is deleted. */
    creationTime: needed(text),
    endTime: needed(text),
  }),
  /** Time of the resubmission; ISO 8601. */
  at: needed(text),
  /** Job of the new task. */
  jobId: needed(text),
  taskId: needed(text),
  /** Absent while the new task has not ended, or if its end was not observed. */
  outcome: oneOf(['succeeded', 'failed']),
});

/** A resubmission with its failed task, as saved. */
export interface SavedResubmission extends Infer<typeof readResubmission> {}

/** Resubmission of a failed task with a corrected definition, and its outcome. */
export interface Resubmission extends Omit<SavedResubmission, 'of' | 'failed'> {}

/** A resubmission as a page shows it. */
export interface ShownResubmission extends Resubmission {
  /** Current activity of the new task, if it was read and the task has not ended. */
  readonly now?: 'running' | 'waiting';
}

/** Identifies the failed attempt of a task by times from the service; ISO 8601. */
export interface FailedAttempt extends NonNullable<SavedResubmission['failed']> {}

/** Properties that identify the attempt that a task reports. */
export type ShownAttempt = Pick<Task, 'creationTime' | 'executionInfo' | 'stateTransitionTime'>;

/** Returns the attempt that a task reports; undefined if the service omitted its times. */
export function toFailedAttempt({
  creationTime,
  executionInfo,
  stateTransitionTime,
}: ShownAttempt): FailedAttempt | undefined {
  const endTime = executionInfo?.endTime ?? stateTransitionTime;
  return creationTime === undefined || endTime === undefined ? undefined : { creationTime, endTime };
}

export function isSameAttempt(one: FailedAttempt, other: FailedAttempt): boolean {
  const isSame = (name: keyof FailedAttempt): boolean => Date.parse(one[name]) === Date.parse(other[name]);
  return isSame('creationTime') && isSame('endTime');
}

/** Resubmissions of failed tasks, as far as is known. */
export interface KnownResubmissions {
  /** Changes whenever the result of `find` may change. */
  readonly version: number;
  /** Finds the resubmission of the attempt that a failed task reports. */
  find(task: TaskResource, shown: ShownAttempt): Resubmission | undefined;
  /** Checks whether a resubmission of a task of this job has succeeded. */
  hasSucceeded(accountId: string, jobId: string): boolean;
}

/** Parses a saved resubmission. Undefined if it is truncated or invalid. */
export function parseResubmission(json: string): SavedResubmission | undefined {
  return readAs(readResubmission, parseJson(json)).value;
}
