import { isAgain } from '../../remedy/remediesOfSteps.ts';
import type { Fix, RemedyId } from './explanation.ts';

/** An instruction in words, alone or with the remedies that carry it out. */
export type Instruction = string | Fix;

export function toFix(instruction: Instruction): Fix {
  return typeof instruction === 'string' ? { text: instruction } : instruction;
}

/** Returns a step for another item than the explained one: its property path is none in the definition of this. */
export function withoutPlace({ property: _, edit: _edit, ...fix }: Fix): Fix {
  return fix;
}

/** Words an instruction for `count` failures with one cause. */
export function sayStep({ text, ofSeveral = text }: Fix, count: number): string {
  return count > 1 ? ofSeveral : text;
}

/** Remedies that retry, or resubmit with a corrected definition, several failures at once. */
export interface AgainForAll {
  readonly retry: readonly RemedyId[];
  readonly resubmit: readonly RemedyId[];
}

/** Checks whether a remedy is offered alike on the pages of a task, its cause and its job. */
function isForAny(remedy: RemedyId): boolean {
  return remedy === 'task.downloadFiles' || remedy === 'file.find' || remedy === 'job.deleteTasks';
}

/**
 * Generalizes the instruction of one failure to `count` failures: drops the place in its definition, replaces remedies
 * that run it again with those for all, and drops the ones that only fit that one failure.
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
