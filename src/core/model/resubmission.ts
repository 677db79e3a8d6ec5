import type { TaskResource } from './resource.ts';
import { needed, object, oneOf, readAs, text } from './shape.ts';
import type { Task } from './task.ts';

/** That a failed task was submitted once more, with a corrected definition, and what came of it. */
export interface Resubmission {
  /** When it was submitted; ISO 8601. */
  readonly at: string;
  /** What it was submitted as. */
  readonly jobId: string;
  readonly taskId: string;
  /** Absent while the new task has not ended, and where its end was not seen. */
  readonly outcome?: 'succeeded' | 'failed';
}

/** The same as a page shows it. */
export interface ShownResubmission extends Resubmission {
  /** What the new task does, where that was asked and it has not ended. */
  readonly now?: 'running' | 'waiting';
}

/** Which attempt of a task failed, as the service gives its times; ISO 8601. */
export interface FailedAttempt {
  /** Of the task: another task may get its id once it is deleted. */
  readonly creationTime: string;
  /** When the attempt failed. */
  readonly endTime: string;
}

/** The same, with the failed task. */
export interface SavedResubmission extends Resubmission {
  readonly of: TaskResource;
  /** Absent in what earlier versions saved, which therefore fits no attempt. */
  readonly failed?: FailedAttempt;
}

/** What identifies the attempt that a task reports. */
export type ShownAttempt = Pick<Task, 'creationTime' | 'executionInfo' | 'stateTransitionTime'>;

/** The attempt that a task reports; undefined where the service left its times out. */
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

/** What is known of failed tasks that were submitted once more. */
export interface KnownResubmissions {
  /** Another number whenever `find` may answer otherwise. */
  readonly version: number;
  /** As what a failed task was submitted once more, where that was for the attempt that it reports. */
  find(task: TaskResource, shown: ShownAttempt): Resubmission | undefined;
  /** Whether one that took the place of a task of this job has succeeded. */
  hasSucceeded(accountId: string, jobId: string): boolean;
}

const readResubmission = object<SavedResubmission>({
  of: needed(
    object<TaskResource>({
      kind: needed(oneOf(['task'])),
      accountId: needed(text),
      jobId: needed(text),
      taskId: needed(text),
    }),
  ),
  failed: object<FailedAttempt>({ creationTime: needed(text), endTime: needed(text) }),
  at: needed(text),
  jobId: needed(text),
  taskId: needed(text),
  outcome: oneOf(['succeeded', 'failed']),
});

/** Reads what was kept of a resubmission. Undefined for what was cut off or is none of ours. */
export function parseResubmission(json: string): SavedResubmission | undefined {
  try {
    return readAs(readResubmission, JSON.parse(json)).value;
  } catch {
    return undefined;
  }
}
