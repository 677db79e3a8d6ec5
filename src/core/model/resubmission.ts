import type { TaskResource } from './resource.ts';
import { needed, object, oneOf, readAs, text } from './shape.ts';

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

/** The same, with the failed task. */
export interface SavedResubmission extends Resubmission {
  readonly of: TaskResource;
}

/** What is known of failed tasks that were submitted once more. */
export interface KnownResubmissions {
  /** Another number whenever `find` may answer otherwise. */
  readonly version: number;
  /** As what a failed task was submitted once more, where that was after it failed. */
  find(task: TaskResource, failedAt: string | undefined): Resubmission | undefined;
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
