import { isAgain } from '../../remedy/remediesOfSteps.ts';
import type { Fix, RemedyId } from './explanation.ts';

/** What to do: in words, or with what carries it out. */
export type Instruction = string | Fix;

export function toFix(instruction: Instruction): Fix {
  return typeof instruction === 'string' ? { text: instruction } : instruction;
}

/** A step for something else than what is explained: its place there is none in the definition of this. */
export function withoutPlace({ property: _, edit: _edit, ...fix }: Fix): Fix {
  return fix;
}

/** What to do about `count` failures with one cause. */
export function sayStep({ text, ofSeveral = text }: Fix, count: number): string {
  return count > 1 ? ofSeveral : text;
}

/** What does for several failures what a retry, and what a corrected definition, does for one. */
export interface AgainForAll {
  readonly retry: readonly RemedyId[];
  readonly resubmit: readonly RemedyId[];
}

/** What is done from the page of a task, of its cause and of its job alike. */
function isForAny(remedy: RemedyId): boolean {
  return remedy === 'task.downloadFiles' || remedy === 'file.find' || remedy === 'job.deleteTasks';
}

/**
 * What to do about `count` failures, without the place in the one that stands for them: what runs that one again,
 * `forAll` does for all of them, and the rest is for that one alone.
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
