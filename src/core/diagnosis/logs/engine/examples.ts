import type { Rules } from './finding.ts';

/** A program's output: one line or several. */
export type Example = string | readonly string[];

interface RuleExamples {
  /** Outputs whose cause the rule finds. */
  readonly examples: readonly Example[];
  /** Outputs that the rule must not match. */
  readonly not?: readonly Example[];
}

/** Examples for each rule of a family. */
export type ExamplesOf<Family extends Rules> = Readonly<Record<keyof Family, RuleExamples>>;
