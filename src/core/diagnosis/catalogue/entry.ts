import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../explanation/category.ts';
import type { Confidence, RemedyId } from '../explanation/explanation.ts';
import type { Instruction } from '../explanation/instruction.ts';

/** Where a code appears. The same code can mean different things in different places. */
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
  readonly meaning: string;
  readonly causes: readonly string[];
  readonly fixes: readonly Instruction[];
  /** The step to repeat the operation once the cause is fixed, if nothing repeats it automatically. */
  readonly again?: string;
  /** The wait to advise if the service does not request one. */
  readonly wait?: string;
}

export interface CodeEntry {
  readonly category: FailureCategory;
  /** True if the same operation may succeed unchanged. */
  readonly transient: boolean;
  readonly remedies: readonly RemedyId[];
  readonly text: () => CodeText;
}

export type CodeTable = Readonly<Record<string, CodeEntry>>;

/** Creates an entry for a code that requires a change before the same operation can succeed. */
export function permanent(category: FailureCategory, remedies: readonly RemedyId[], text: () => CodeText): CodeEntry {
  return { category, transient: false, remedies, text };
}

/** Creates an entry for a code after which the same operation may succeed unchanged. */
export function transient(category: FailureCategory, remedies: readonly RemedyId[], text: () => CodeText): CodeEntry {
  return { category, transient: true, remedies, text };
}

/** Lists the possible causes of a code, numbered if there are several; empty if there are none. */
export function describeCauses({ causes }: CodeText): string {
  if (causes.length < 2) return causes[0] ?? '';
  const numbered = causes.map((cause, index) => `(${index + 1}) ${cause}`);
  return l10n.t('Possible causes: {0}', numbered.join(' '));
}

/** Returns the confidence in the cause of a code alone, which is lower if a code has several causes. */
export function judgeCauses({ causes }: CodeText): Confidence {
  return causes.length > 1 ? 'likely' : 'certain';
}
