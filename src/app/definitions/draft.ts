import type { Fix } from '../../core/diagnosis/explanation/explanation.ts';
import type { Job } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { JobResource, PoolResource, TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';

/** A definition that is corrected in an editor. What it was, with its secrets, is in memory only. */
interface Correction {
  /** What it was when the editor opened, with its secrets, and the same as the editor showed it. */
  readonly definition: unknown;
  readonly shown: string;
  /**
   * What is wrong with it, in one line, and a fingerprint that recognises the same problem. Empty where no problem is
   * known.
   */
  readonly title: string;
  readonly fingerprint: string;
  /** What to do about it, at properties of the definition. */
  readonly fixes: readonly Fix[];
  /** Whether its node runs Windows. */
  readonly isWindows: boolean;
  /** Texts that the user has entered, by how the editor shows them. */
  readonly entered: Map<string, string>;
}

/** The definition of a failed task. */
export interface TaskDraft extends Correction {
  readonly kind: 'task';
  /** Whose definition it is. */
  readonly resource: TaskResource;
  /** All tasks in which what is edited is to be edited: this one among them. */
  readonly tasks: readonly TaskResource[];
  /** The task as the service has it. */
  readonly original: Task;
}

/** The start task of a pool. */
export interface StartTaskDraft extends Correction {
  readonly kind: 'startTask';
  readonly resource: PoolResource;
  /** The pool as it was when the editor opened. */
  readonly pool: Pool;
}

/** A job as it was submitted, from which another one is created. */
export interface JobDraft extends Correction {
  readonly kind: 'job';
  readonly resource: JobResource;
  /** The job as the service has it. */
  readonly original: Job;
}

/** The autoscale formula of a pool, which is no JSON. */
interface FormulaDraft extends Correction {
  readonly kind: 'formula';
  readonly resource: PoolResource;
}

export type Draft = TaskDraft | StartTaskDraft | JobDraft | FormulaDraft;
