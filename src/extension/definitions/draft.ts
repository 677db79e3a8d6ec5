import type { Fix } from '../../core/diagnosis/explanation/explanation.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';

/** The definition of a failed task that is corrected in an editor. What it was, with its secrets, is in memory only. */
export interface Draft {
  /** Whose definition it is. */
  readonly resource: TaskResource;
  /** All tasks in which what is edited is to be edited: this one among them. */
  readonly tasks: readonly TaskResource[];
  /** The task as the service has it. */
  readonly original: Task;
  /** Its definition as it was when the editor opened, without secrets. */
  readonly shown: string;
  /** Why it failed, in a line; and what tells that it failed so again. */
  readonly title: string;
  readonly fingerprint: string;
  /** What to do about it, at properties of the definition. */
  readonly fixes: readonly Fix[];
  /** Whether its node runs Windows. */
  readonly isWindows: boolean;
  /** Texts that the user has entered, by how the editor shows them. */
  readonly entered: Map<string, string>;
}
