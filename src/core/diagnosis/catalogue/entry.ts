import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../explanation/category.ts';
import type { Confidence, RemedyId } from '../explanation/explanation.ts';
import type { Instruction } from '../explanation/instruction.ts';

/** The place where a code appears. The same name at two places has two meanings. */
export type CodePlace =
  | 'rest'
  | 'poolAllocation'
  | 'poolAutoscale'
  | 'node'
  | 'jobScheduling'
  | 'taskScheduling'
  | 'jobPreparation'
  | 'taskFailure'
  | 'fileUpload'
  | 'local';

export interface CodeText {
  /** The meaning of the code, as a sentence. */
  readonly meaning: string;
  readonly causes: readonly string[];
  readonly fixes: readonly Instruction[];
  /** The step to repeat the operation once the cause is fixed, when that is done by hand. */
  readonly again?: string;
  /** The wait to advise where the service asks for none of its own. */
  readonly wait?: string;
}

export interface CodeEntry {
  readonly category: FailureCategory;
  /** True when the same operation may succeed unchanged. */
  readonly transient: boolean;
  readonly remedies: readonly RemedyId[];
  /** Localized; made on demand. */
  readonly text: () => CodeText;
}

export type CodeTable = Readonly<Record<string, CodeEntry>>;

/** Makes an entry for a code that needs a change before the same operation can succeed. */
export function permanent(category: FailureCategory, remedies: readonly RemedyId[], text: () => CodeText): CodeEntry {
  return { category, transient: false, remedies, text };
}

/** Makes an entry for a code after which the same operation may succeed unchanged. */
export function transient(category: FailureCategory, remedies: readonly RemedyId[], text: () => CodeText): CodeEntry {
  return { category, transient: true, remedies, text };
}

/** Lists the possible causes of a code and says if there are several. Empty for none. */
export function describeCauses({ causes }: CodeText): string {
  if (causes.length < 2) return causes[0] ?? '';
  const numbered = causes.map((cause, index) => `(${index + 1}) ${cause}`);
  return l10n.t('Possible causes: {0}', numbered.join(' '));
}

/** Returns the confidence in the cause of a code alone: a code with several causes leaves it open. */
export function judgeCauses({ causes }: CodeText): Confidence {
  return causes.length > 1 ? 'likely' : 'certain';
}
