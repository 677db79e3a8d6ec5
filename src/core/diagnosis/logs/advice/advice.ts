import type { FailureCategory } from '../../explanation/category.ts';
import type { Instruction } from '../../explanation/instruction.ts';
import type { Words } from '../engine/words.ts';

/** Advice on one way of failing, recognized by the words of the line at fault. */
export interface Advice {
  readonly category: FailureCategory;
  readonly when: Words;
  /** The only operating system on which it helps. */
  readonly os?: 'linux' | 'windows';
  /** `input` is the malformed file, where the log names it. */
  readonly fix: (text: string, input?: string) => Instruction;
  /** True when the usual fix for the category would add nothing. */
  readonly isWhole?: true;
}
