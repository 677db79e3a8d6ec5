import type { FailureCategory } from '../../explanation/category.ts';
import type { Fix } from '../../explanation/explanation.ts';
import { toFix } from '../../explanation/instruction.ts';
import { says } from '../engine/words.ts';
import { accessAdvice } from './access.ts';
import type { Advice } from './advice.ts';
import { cures } from './cures.ts';
import { fileAdvice } from './files.ts';
import { programAdvice } from './programs.ts';
import { resourceAdvice } from './resources.ts';

/** All that is known of single ways of failing. */
export const advices: readonly Advice[] = [...programAdvice, ...fileAdvice, ...resourceAdvice, ...accessAdvice];

/**
 * Kinds whose failures have little in common: when a GPU's memory ran out, the VM has a GPU; without an identity, no
 * firewall is at fault; where a policy forbids something, no other folder helps.
 */
const contradicting: ReadonlySet<FailureCategory> = new Set([
  'gpu',
  'auth-storage',
  'sas-expired',
  'permission',
  'network-dns',
]);

/** More instructions are not read. */
const mostFixes = 3;

/**
 * What helps against a failure: first what its rule knows, then what the words of its line call for, then what usually
 * helps against its kind. `input` is the file that is malformed or missing, where the log names it.
 */
export function fixesFor(
  category: FailureCategory,
  text: string,
  known: readonly string[] = [],
  input?: string,
): readonly Fix[] {
  const fitting = advices.filter((advice) => advice.category === category && says(text, advice.when));
  const isCovered = fitting.some(({ isWhole }) => isWhole) || (known.length > 0 && contradicting.has(category));
  const cure = isCovered ? [] : cures[category](text, input);
  // How to install it is what the first of these says of any library.
  const usual = category === 'missing-module' && known.length + fitting.length > 0 ? cure.slice(1) : cure;
  return [...known, ...fitting.map(({ fix }) => fix(text, input)), ...usual].slice(0, mostFixes).map(toFix);
}
