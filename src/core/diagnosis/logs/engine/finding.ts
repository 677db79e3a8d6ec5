import type { FailureCategory } from '../../explanation/category.ts';

/**
 * How much a line says about why the program ended.
 * `hint`: may be harmless. `echo`: re-reports or follows from something else. `error`: something failed.
 * `cause`: says what failed in words of its own kind. `verdict`: nothing else could end the program like this.
 */
export const weights = { hint: 1, echo: 2, error: 3, cause: 4, verdict: 5 } as const;
export type Weight = keyof typeof weights;

/**
 * How narrowly a category is known; of two for the same line the narrower wins.
 * `other`: something failed. `guess`: loose words say it. `failed`: this code failed. `kind`: the type of an exception says it.
 * `stated`: the operating system's words say it. `exact`: the program that speaks is known. `unmistakable`: its words can't mean anything else.
 */
export const narrowness = { other: 0, guess: 1, failed: 2, kind: 3, stated: 4, exact: 5, unmistakable: 6 } as const;
export type Narrowness = keyof typeof narrowness;

export interface Frame {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
}

/** What is said of a failure where its category would say too little. */
export interface Advice {
  /** Names the failure; `what` is the file, program, module … at fault, if the log names it. */
  readonly says?: (what: string | undefined) => string;
  /** What helps, the likeliest first. */
  readonly fix?: () => readonly string[];
}

/** Which rule made a finding, and what it says of it. */
export interface NamedRule extends Advice {
  readonly id: string;
  /** Whether it reads what a launcher of many processes says of them. */
  readonly isOfLauncher: boolean;
}

/** What a reader makes of a line. Lines count from 0. */
export interface Finding {
  readonly line: number;
  readonly category: FailureCategory;
  readonly weight: Weight;
  readonly narrow: Narrowness;
  /** The file, program, module … at fault, as the log names it. */
  readonly subject?: string | undefined;
  readonly frame?: Frame | undefined;
  /** Host of the server that the program asked, where it is known. */
  readonly server?: string | undefined;
  /** Lines of the block that the finding covers, in order: what other readers see in them is part of it. */
  readonly covers?: readonly number[] | undefined;
  /** Lines of its message beyond the first: what other readers see in them is said of this finding. */
  readonly details?: readonly number[] | undefined;
  /** Marked by its logger as tolerable: whatever its words mean elsewhere. */
  readonly handled?: boolean | undefined;
  /** Read from loose words: what a reader that knows the line says of its weight counts more. */
  readonly vague?: boolean | undefined;
  /** The rule that made it. */
  readonly rule?: NamedRule | undefined;
}

/** The first line of the block that a finding covers, or its own. */
export function toFirstLine({ covers, line }: Finding): number {
  return covers?.[0] ?? line;
}

/** The last line of the block that a finding covers, or its own. */
export function toLastLine({ covers, line }: Finding): number {
  return covers?.at(-1) ?? line;
}

/** What else is known about the failure. */
export interface LogContext {
  readonly exitCode?: number;
  readonly os?: 'linux' | 'windows';
  readonly stream?: 'stdout' | 'stderr';
  /** Whether the other log of the same process says that a step was done without what it lacks. */
  readonly doesWithout?: boolean;
  /** The command of the process, where it is known: it names the program that speaks. */
  readonly commandLine?: string;
}
