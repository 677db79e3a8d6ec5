/**
 * Fixes that helped others with a failure of one family of programs, which is known by the program and by a sign that
 * different programs and versions word differently.
 */
export interface Family {
  /** Names the program: in the command line, in its banner at the beginning of the log, or near the line at fault. */
  readonly program: RegExp;
  /**
   * The sign in the line at fault, or near one that is not informative by itself; its first matching group is the name.
   */
  readonly match: RegExp;
  /** The failure, where the line at fault doesn't describe it by itself. */
  readonly title?: (what: string) => string | undefined;
  /** The remedy that helped. */
  readonly step: (what: string) => string;
  /** Address of the page where people say that it helped. */
  readonly source: string;
}

/** Families by their names, by which their examples are found in the file beside, which is in no bundle. */
export type Families = Readonly<Record<string, Family>>;

/** Example outputs of a family, each with `$ ` before the command line. */
export type FamilyExamples<Known extends Families> = Readonly<Record<keyof Known, readonly string[]>>;
