/**
 * A fix that helped other users with a failure of one family of programs. The failure is recognized by the program and
 * by a sign that different programs and versions word differently.
 */
export interface Family {
  /** Matches the program's name in the command line, in the log's banner, or near the line at fault. */
  readonly program: RegExp;
  /**
   * Matches the sign in the line at fault, or in a neighboring line if that line is not informative; the first matching
   * group is the name.
   */
  readonly match: RegExp;
  /** Returns the title, if the line at fault doesn't describe the failure sufficiently. */
  readonly title?: (what: string) => string | undefined;
  readonly step: (what: string) => string;
}

/** Families by their names, which are also the keys of their examples in the neighboring file, which is not bundled. */
export type Families = Readonly<Record<string, Family>>;

/** Where each family comes from, and what it is for. */
export type FamilyExamples<Known extends Families> = Readonly<Record<keyof Known, FamilyExample>>;

export interface FamilyExample {
  /** Address of the page on which users report that the step helped. */
  readonly source: string;
  /** Outputs, with the command line after `$ `. */
  readonly outputs: readonly string[];
}
