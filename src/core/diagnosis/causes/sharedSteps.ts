import { maskNames } from '../../failures/representative.ts';
import { maskToken } from '../evidence/literal.ts';
import type { Explanation, Fix } from '../explanation/explanation.ts';
import type { ExplainedFailure } from './causes.ts';
import { findSharedWords } from './sharedFacts.ts';

/** Maximum number of explanations that are compared: their files usually follow one pattern. */
const maxCompared = 50;

/**
 * Words the steps of `explanation` for all of `failures`: names that differ between their own steps become a pattern
 * (`*.raw`). Steps stay as they are if they have a wording for several failures, or if the names have nothing in common.
 */
export function toSharedSteps(explanation: Explanation, failures: readonly ExplainedFailure[]): Explanation {
  const others = [...new Set(failures.map((failure) => failure.explanation))].slice(0, maxCompared);
  const fixes = explanation.fixes.map((fix) => toSharedStep(fix, others));
  return fixes.some((fix, index) => fix !== explanation.fixes[index]) ? { ...explanation, fixes } : explanation;
}

function toSharedStep(fix: Fix, others: readonly Explanation[]): Fix {
  if (fix.ofSeveral !== undefined) return fix;
  const form = maskNames(fix.text);
  const texts = others.flatMap(({ fixes }) => fixes.flatMap(({ text }) => (maskNames(text) === form ? [text] : [])));
  const ofSeveral = findSharedWords([fix.text, ...texts]);
  const isPattern = ofSeveral
    ?.split(' ')
    .every((word) => word.replaceAll(/\W/g, '') !== '' || !word.includes(maskToken));
  return ofSeveral === undefined || ofSeveral === fix.text || isPattern !== true ? fix : { ...fix, ofSeveral };
}
