/**
 * Something that is not the same, as each side has it. Of lists (input, variables) each side has what the other lacks.
 * Empty for a side that has nothing. Without secrets, not escaped.
 */
export interface Difference {
  readonly what: string;
  readonly failed: readonly string[];
  readonly succeeded: readonly string[];
}
