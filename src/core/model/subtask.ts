import type { Infer } from './shape.ts';
import type { readSubtask } from './taskShape.ts';

/** One of the other instances of a multi-instance task; the task itself is the primary one (REST: Subtask Information). */
export interface Subtask extends Infer<typeof readSubtask> {}

/** Checks whether a subtask failed. */
export function isSubtaskFailed({ result, failureInfo, exitCode }: Subtask): boolean {
  return result === 'failure' || failureInfo !== undefined || (exitCode ?? 0) !== 0;
}
