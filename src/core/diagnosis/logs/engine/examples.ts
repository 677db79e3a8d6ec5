import type { Rules } from './rule.ts';

/** What a program printed: a line, or several. */
export type Example = string | readonly string[];

/** What a rule is for, and what only looks like it. */
interface RuleExamples {
  /** Outputs whose cause this rule finds. */
  readonly examples: readonly Example[];
  /** Outputs of which it says nothing. */
  readonly not?: readonly Example[];
}

/** Examples for each of the rules of a file. */
export type ExamplesOf<Family extends Rules> = Readonly<Record<keyof Family, RuleExamples>>;
