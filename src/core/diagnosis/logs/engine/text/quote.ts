/** A line that tells where a report quotes another program's output: its indentation there is the report's. */
export interface QuoteHead {
  /** Literals that call for a look at their line. */
  readonly on: readonly string[];
  readonly match: RegExp;
  /** Whether the line is quoted itself; else the quote begins below it. */
  readonly isQuoted?: true;
}
