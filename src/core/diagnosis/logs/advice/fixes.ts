import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../../explanation/category.ts';
import type { Fix } from '../../explanation/explanation.ts';
import { toFix } from '../../explanation/instruction.ts';
import { says } from '../engine/words.ts';
import { accessAdvice } from './access.ts';
import type { Advice } from './advice.ts';
import { adviseUsual, type Blamed } from './cures.ts';
import { saysUnequal } from './evidence.ts';
import { fileAdvice } from './files.ts';
import { programAdvice } from './programs.ts';
import { resourceAdvice } from './resources.ts';

/** All special fixes, by type of failure. */
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

/** Maximum number of instructions; more are not read. */
const mostFixes = 3;

/** The facts of a failure besides its kind. */
interface Known extends Blamed {
  /** Fixes that helped others with this program. */
  readonly family?: string | undefined;
  /** The remedies of its rule, the likeliest first. */
  readonly known?: readonly string[] | undefined;
  /** The program's own advice, as a sentence. */
  readonly printed?: string | undefined;
  readonly os?: Advice['os'] | undefined;
}

/**
 * Lists the fixes of a failure: first its rule's, or those that helped others with this program, then those for the
 * words of its line, the program's own advice, and the usual ones for its category.
 */
export function fixesFor(
  category: FailureCategory,
  { family, known = [], printed, os, ...blamed }: Known,
): readonly Fix[] {
  const quoted = printed === undefined ? [] : [quotePrinted(printed)];
  if (family !== undefined) return [family, ...known, ...quoted].slice(0, mostFixes).map(toFix);
  // Two files that don't match are both undamaged.
  const isOfPair = category === 'bad-input' && saysUnequal(blamed.text);
  const fitting = isOfPair
    ? []
    : advices.filter(
        (advice) =>
          advice.category === category &&
          (os === undefined || (advice.os ?? os) === os) &&
          says(blamed.text, advice.when),
      );
  const isCovered = fitting.some(({ isWhole }) => isWhole) || (known.length > 0 && contradicting.has(category));
  const own = fitting.map(({ fix }) => fix(blamed.text, blamed.file));
  const better = [...known, ...own, ...quoted];
  // Beside advice, a quotation as unknown would contradict it.
  const isNew = better.length === 0;
  const cure =
    isCovered || (printed !== undefined && blamed.isGuess === true)
      ? []
      : adviseUsual(category, isNew ? blamed : { ...blamed, quote: undefined });
  // The first usual step explains how to install any library, which the specific advice already covers.
  const usual = category === 'missing-module' && known.length + fitting.length > 0 ? cure.slice(1) : cure;
  return [...better, ...usual].slice(0, mostFixes).map(toFix);
}

/** Quotes the program's advice as such. Parts that differ between tasks are left out for several. */
function quotePrinted(printed: string): Fix {
  return {
    text: l10n.t('The program itself says what to do: “{0}”', printed),
    ofSeveral: l10n.t('The program itself says what to do, at the line at fault: do what it says there.'),
  };
}
