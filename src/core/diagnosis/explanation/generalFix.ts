import { isAgain } from '../../remedy/remediesOfSteps.ts';
import type { Fix, RemedyId } from './explanation.ts';

/**
 * What to do, without the place in the one thing that stands for others: what runs that one again, `forAll` does for all
 * of them, and the rest is for that one alone.
 */
export function toGeneralFix({ text, help, remedies = [] }: Fix, forAll: readonly RemedyId[]): Fix {
  return {
    text,
    ...(help === undefined ? {} : { help }),
    ...(remedies.some(isAgain) && forAll.length > 0 ? { remedies: forAll } : {}),
  };
}
