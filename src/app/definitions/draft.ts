import type { Fix } from '../../core/diagnosis/explanation/explanation.ts';
import type { Job } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { JobResource, PoolResource, TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';

/** A definition being corrected in an editor. The original, with its secrets, is only in memory. */
interface Correction {
  /** The original when the editor opened, with its secrets, and the same as the editor showed it. */
  readonly definition: unknown;
  readonly shown: string;
  /**
   * The problem in one line, and a fingerprint that recognizes the same problem again. Empty when no problem is known.
   */
  readonly title: string;
  readonly fingerprint: string;
  /** Fixes at properties of the definition. */
  readonly fixes: readonly Fix[];
  /** True when its node runs Windows. */
  readonly isWindows: boolean;
  /** Texts that the user has entered, by their masked form in the editor. */
  readonly entered: Map<string, string>;
}

/** The definition of a failed task. */
export interface TaskDraft extends Correction {
  readonly kind: 'task';
  /** The task of the definition. */
  readonly resource: TaskResource;
  /** All tasks to which the edits apply, including this one. */
  readonly tasks: readonly TaskResource[];
  /** The task as the service returned it. */
  readonly original: Task;
}

/** The start task of a pool. */
export interface StartTaskDraft extends Correction {
  readonly kind: 'startTask';
  readonly resource: PoolResource;
  /** The pool as it was when the editor opened. */
  readonly pool: Pool;
}

/** A submitted job from which another one is created. */
export interface JobDraft extends Correction {
  readonly kind: 'job';
  readonly resource: JobResource;
  /** The job as the service returned it. */
  readonly original: Job;
}

/** The autoscale formula of a pool, which is not JSON. */
interface FormulaDraft extends Correction {
  readonly kind: 'formula';
  readonly resource: PoolResource;
}

export type Draft = TaskDraft | StartTaskDraft | JobDraft | FormulaDraft;
