import type { FailureCategory } from '../explanation/category.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Confidence, Evidence, RemedyId } from '../explanation/explanation.ts';
import { type Instruction, toFix } from '../explanation/instruction.ts';

/** What the state of a pool or node says by itself. */
export interface StateText {
  readonly category: FailureCategory;
  readonly title: string;
  readonly cause: string;
  readonly fixes?: readonly Instruction[];
  readonly remedies?: readonly RemedyId[];
  readonly confidence: Confidence;
  readonly identity: string;
}

/** The text as a draft, with what shows it. */
export function toStateDraft({ fixes = [], ...text }: StateText, evidence: readonly (Evidence | undefined)[]): Draft {
  return { ...text, evidence, fixes: fixes.map(toFix) };
}
