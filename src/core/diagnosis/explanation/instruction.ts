import { isAgain } from '../../remedy/remediesOfSteps.ts';
import type { Fix, RemedyId } from './explanation.ts';

/** What to do: in words, or with what carries it out. */
export type Instruction = string | Fix;

export function toFix(instruction: Instruction): Fix {
  return typeof instruction === 'string' ? { text: instruction } : instruction;
}

/** A step for something else than what is explained: its place there is none in the definition of this. */
export function withoutPlace({ property: _, ...fix }: Fix): Fix {
  return fix;
}

/** What to do about `count` failures with one cause. */
export function sayStep({ text, ofSeveral = text }: Fix, count: number): string {
  return count > 1 ? ofSeveral : text;
}

/**
 * What to do about `count` failures, without the place in the one that stands for them: what runs that one again,
 * `forAll` does for all of them, and the rest is for that one alone.
 */
export function toGeneralFix(fix: Fix, count: number, forAll: readonly RemedyId[]): Fix {
  const { help, remedies = [] } = fix;
  return {
    text: sayStep(fix, count),
    ...(help === undefined ? {} : { help }),
    ...(remedies.some(isAgain) && forAll.length > 0 ? { remedies: forAll } : {}),
  };
}
