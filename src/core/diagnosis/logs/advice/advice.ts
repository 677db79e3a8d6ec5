import type { FailureCategory } from '../../explanation/category.ts';
import type { Instruction } from '../../explanation/instruction.ts';
import type { Words } from '../engine/words.ts';

/** Advice on one type of failure, recognized by the words of the line at fault. */
export interface Advice {
  readonly category: FailureCategory;
  readonly when: Words;
  /** The only operating system for which the advice applies. */
  readonly os?: 'linux' | 'windows';
  /** Creates the instruction; `input` is the malformed file, if the log names it. */
  readonly fix: (text: string, input?: string) => Instruction;
  /** True if the usual fix for the category would add nothing. */
  readonly isWhole?: true;
}
