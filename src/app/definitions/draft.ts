import type { Fix } from '../../core/diagnosis/explanation/explanation.ts';
import type { Job } from '../../core/model/job.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { JobResource, PoolResource, TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';

/** A definition being corrected in an editor. The original, with its secrets, is held only in memory. */
interface Correction {
  /** The original at the time the editor opened, with its secrets, and the text that the editor showed for it. */
  readonly definition: unknown;
  readonly shown: string;
  /**
   * The problem in one line, and a fingerprint that recognizes the same problem again. Both are empty if no problem is
   * known.
   */
  readonly title: string;
  readonly fingerprint: string;
  readonly fixes: readonly Fix[];
  readonly isWindows: boolean;
  /** Texts that the user has entered, by their masked form in the editor. */
  readonly entered: Map<string, string>;
}

/** The definition of a failed task. */
export interface TaskDraft extends Correction {
  readonly kind: 'task';
  readonly resource: TaskResource;
  readonly tasks: readonly TaskResource[];
  readonly original: Task;
}

/** The start task of a pool. */
export interface StartTaskDraft extends Correction {
  readonly kind: 'startTask';
  readonly resource: PoolResource;
  /** The pool as it was when the editor opened. */
  readonly pool: Pool;
}

/** A submitted job from which a new job is created. */
export interface JobDraft extends Correction {
  readonly kind: 'job';
  readonly resource: JobResource;
  readonly original: Job;
}

/** The autoscale formula of a pool, which is not JSON. */
interface FormulaDraft extends Correction {
  readonly kind: 'formula';
  readonly resource: PoolResource;
}

export type Draft = TaskDraft | StartTaskDraft | JobDraft | FormulaDraft;

/** Finds the draft of a document if it is of this kind. */
export function findDraft<K extends Draft['kind']>(
  { draft }: { readonly draft: Draft | undefined },
  kind: K,
): Extract<Draft, { readonly kind: K }> | undefined {
  return draft?.kind === kind ? (draft as Extract<Draft, { readonly kind: K }>) : undefined;
}
