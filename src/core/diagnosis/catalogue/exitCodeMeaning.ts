import type { FailureCategory } from '../explanation/category.ts';

export interface ExitCodeMeaning {
  /** The code as people search for it: `137 (SIGKILL)`, `-1073741515 (0xC0000135)`. */
  readonly name: string;
  readonly meaning: string;
  readonly category: FailureCategory;
  readonly fixes: readonly string[];
  /** Whether nothing but this can have happened; else the log decides. */
  readonly specific: boolean;
}
