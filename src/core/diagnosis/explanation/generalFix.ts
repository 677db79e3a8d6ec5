import { isAgain } from '../../remedy/remediesOfSteps.ts';
import type { Fix, RemedyId } from './explanation.ts';

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
