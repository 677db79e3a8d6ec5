import type { Rules } from './rule.ts';

/** A program's output: one line or several. */
export type Example = string | readonly string[];

/** Texts that a rule matches, and similar ones that it must not. */
interface RuleExamples {
  /** Outputs whose cause this rule finds. */
  readonly examples: readonly Example[];
  /** Outputs of which it says nothing. */
  readonly not?: readonly Example[];
}

/** Examples for each of the rules of a file. */
export type ExamplesOf<Family extends Rules> = Readonly<Record<keyof Family, RuleExamples>>;
