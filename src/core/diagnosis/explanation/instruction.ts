import { isAgain } from '../../changes/remediesOfSteps.ts';
import type { Fix, RemedyId } from './explanation.ts';

/** An instruction as text, alone or with the remedies that carry it out. */
export type Instruction = string | Fix;

export function toFix(instruction: Instruction): Fix {
  return typeof instruction === 'string' ? { text: instruction } : instruction;
}

/** Drops the property path and the edit from a step, because they refer to the definition of another item. */
export function withoutPlace({ property: _, edit: _edit, ...fix }: Fix): Fix {
  return fix;
}

/** Returns the text of an instruction for `count` failures with the same cause. */
export function sayStep({ text, ofSeveral = text }: Fix, count: number): string {
  return count > 1 ? ofSeveral : text;
}

/** Remedies that retry several failures at once, or resubmit them with a corrected definition. */
export interface AgainForAll {
  readonly retry: readonly RemedyId[];
  readonly resubmit: readonly RemedyId[];
}

/** Checks whether a remedy is the same on the pages of a task, its cause, and its job. */
function isForAny(remedy: RemedyId): boolean {
  return remedy === 'task.downloadFiles' || remedy === 'file.find' || remedy === 'job.deleteTasks';
}

/**
 * Generalizes the instruction for one failure to `count` failures: drops the path in its definition, replaces remedies
 * that run the task again with those for all failures, and drops remedies that fit only a single failure.
 */
export function toGeneralFix(fix: Fix, count: number, { retry, resubmit }: AgainForAll): Fix {
  const { help, remedies: own = [] } = fix;
  const named = [...(own.includes('task.retry') ? retry : []), ...(own.includes('task.resubmit') ? resubmit : [])];
  const again = named.length > 0 || !own.some(isAgain) ? named : [...retry, ...resubmit];
  const remedies = [...again, ...own.filter(isForAny)];
  return {
    text: sayStep(fix, count),
    ...(help === undefined ? {} : { help }),
    ...(remedies.length === 0 ? {} : { remedies }),
  };
}
