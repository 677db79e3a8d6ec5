import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../../explanation/category.ts';
import type { Fix } from '../../explanation/explanation.ts';
import { toFix } from '../../explanation/instruction.ts';
import { says } from '../engine/words.ts';
import { adviseCutPath } from './absent.ts';
import { accessAdvice } from './access.ts';
import type { Advice } from './advice.ts';
import { adviseUsual, type Blamed } from './cures.ts';
import { isDone } from './doneSteps.ts';
import { saysUnequal } from './evidence.ts';
import { fileAdvice } from './files.ts';
import { adviseOutput } from './outputs.ts';
import { programAdvice } from './programs.ts';
import { resourceAdvice } from './resources.ts';

/** All specific advice, by type of failure. */
export const advices: readonly Advice[] = [...programAdvice, ...fileAdvice, ...resourceAdvice, ...accessAdvice];

/**
 * Categories whose failures have little in common, so the usual advice may contradict the specific one: if a GPU's
 * memory ran out, the VM has a GPU; if an identity is missing, no firewall is at fault; if a policy forbids something,
 * no other folder helps.
 */
const contradicting: ReadonlySet<FailureCategory> = new Set([
  'gpu',
  'auth-storage',
  'sas-expired',
  'permission',
  'missing-program',
  'network-dns',
  'network',
  'mpi',
]);

/** Maximum number of instructions; readers ignore more. */
const mostFixes = 3;

interface Known extends Blamed {
  readonly family?: string | undefined;
  /** The missing folder of an output. */
  readonly output?: string | undefined;
  /** The whole path of which a program looked for a part. */
  readonly cut?: string | undefined;
  /** The remedies of the matched rule, most likely first. */
  readonly known?: readonly string[] | undefined;
  /** The program's own advice, as a sentence. */
  readonly printed?: string | undefined;
  /** The commands that ran before the failure, as far as known (`listRun`). */
  readonly run?: string | undefined;
}

/**
 * Lists the fixes of a failure: first a fix that helped other users of this program or the rule's remedies, then advice
 * for the words of the line, the program's own advice, and the usual advice for the category.
 */
export function fixesFor(
  category: FailureCategory,
  { family, output, cut, known: ofRule = [], printed, run = '', ...blamed }: Known,
): readonly Fix[] {
  const known = ofRule.filter((step) => !isDone(step, run));
  const quoted = printed === undefined ? [] : [quotePrinted(printed)];
  // The rule's remedies are for all programs with such a message, and may contradict the one that helped this program.
  if (family !== undefined) return [family, ...quoted].map(toFix);
  if (output !== undefined) return [adviseOutput(output)];
  if (cut !== undefined) return [toFix(adviseCutPath(cut))];
  // If two files don't match, neither of them is damaged.
  const isOfPair = category === 'bad-input' && saysUnequal(blamed.text);
  const fitting = isOfPair ? [] : findAdvice(category, blamed);
  const isCovered = fitting.some(({ isWhole }) => isWhole) || (known.length > 0 && contradicting.has(category));
  const own = fitting.map(({ fix }) => fix(blamed.text, blamed.file)).filter((step) => !isDone(toFix(step).text, run));
  const better = /\binstall(?:ing)?(?: \w+){0,5}: \S/i.test(printed ?? '')
    ? [...quoted, ...known, ...own]
    : [...known, ...own, ...quoted];
  // Quoting the line as unknown would contradict specific advice.
  const isNew = better.length === 0;
  const cure =
    isCovered || (printed !== undefined && blamed.isGuess === true)
      ? []
      : adviseUsual(category, isNew ? blamed : { ...blamed, quote: undefined });
  // The first usual step explains how to install any library, which the specific advice already covers.
  const usual = category !== 'missing-module' || isNew ? cure : known.length > 0 ? [] : cure.slice(1);
  return [...better, ...usual]
    .map(toFix)
    .filter(({ isSearch }) => isNew || isSearch !== true)
    .slice(0, mostFixes);
}

/** Finds the specific advice for the words of a line. */
export function findAdvice(category: FailureCategory, { text, os }: Pick<Blamed, 'text' | 'os'>): readonly Advice[] {
  return advices.filter(
    (advice) =>
      advice.category === category && (os === undefined || (advice.os ?? os) === os) && says(text, advice.when),
  );
}

/** Matches questions about what may have been left out. */
const asks = /^(?:(?:are|have|did) you (?!mean\b)|have ).*\?$/i;

/** Quotes the program's own advice. For several tasks, refers to the line instead, because the wording may differ. */
function quotePrinted(printed: string): Fix {
  return {
    text: asks.test(printed)
      ? l10n.t('The program itself asks: “{0}”', printed)
      : l10n.t('The program itself says what to do: “{0}”', printed),
    ofSeveral: l10n.t('The program itself says what to do, at the line at fault: do what it says there.'),
  };
}
