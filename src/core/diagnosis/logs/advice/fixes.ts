import type { FailureCategory } from '../../explanation/category.ts';
import type { Fix } from '../../explanation/explanation.ts';
import { says } from '../engine/words.ts';
import { accessAdvice } from './access.ts';
import type { Advice } from './advice.ts';
import { cures } from './cures.ts';
import { fileAdvice } from './files.ts';
import { programAdvice } from './programs.ts';
import { resourceAdvice } from './resources.ts';

/** All that is known of single ways of failing. */
export const advices: readonly Advice[] = [...programAdvice, ...fileAdvice, ...resourceAdvice, ...accessAdvice];

/** More instructions than this are not read. */
const mostFixes = 3;

/**
 * What helps against a failure: first what its rule knows, then what the words of its line call for; what usually helps
 * against its kind only where its rule knows nothing better.
 */
export function fixesFor(category: FailureCategory, text: string, known: readonly string[] = []): readonly Fix[] {
  const fitting = advices.filter((advice) => advice.category === category && says(text, advice.when));
  const isKnown = known.length > 0 || fitting.some(({ isWhole }) => isWhole);
  const usual = isKnown ? [] : cures[category]();
  return [...known, ...fitting.map(({ fix }) => fix()), ...usual].slice(0, mostFixes).map((fix) => ({ text: fix }));
}
