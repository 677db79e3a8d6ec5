import { flag, type Infer, number, object, oneOf, text } from '../../../model/shape.ts';
import type { FailureCategory } from '../../explanation/category.ts';

/**
 * Strength of a line as evidence of why the program ended. `hint`: may be harmless. `echo`: re-reports or follows from
 * something else. `error`: something failed. `cause`: names the failure in words of its kind. `verdict`: nothing else
 * could end the program like this.
 */
export const weights = { hint: 1, echo: 2, error: 3, cause: 4, verdict: 5 } as const;
export type Weight = keyof typeof weights;

/**
 * Precision with which a category is known; of two findings for the same line the more precise wins. `other`: something
 * failed. `guess`: inferred from loose words. `failed`: this code failed. `kind`: given by the type of an exception.
 * `stated`: in the operating system's words. `exact`: the program that wrote it is known. `unmistakable`: its words
 * can't mean anything else.
 */
export const narrowness = { other: 0, guess: 1, failed: 2, kind: 3, stated: 4, exact: 5, unmistakable: 6 } as const;
export type Narrowness = keyof typeof narrowness;

export interface Frame {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
}

/** The title and the fixes for a failure whose category alone would say too little. */
export interface Advice {
  /** Names the failure; `what` is the file, program, module … at fault, if the log names it. */
  readonly says?: (what: string | undefined) => string;
  /** Fixes, the likeliest first. */
  readonly fix?: () => readonly string[];
}

/** The rule that made a finding, with its advice. */
export interface NamedRule extends Advice {
  readonly id: string;
  /** True when the rule reads a launcher's report about its processes. */
  readonly isOfLauncher: boolean;
}

/** A failure that a reader found in a log. Lines count from 0. */
export interface Finding {
  readonly line: number;
  readonly category: FailureCategory;
  readonly weight: Weight;
  readonly narrow: Narrowness;
  /** The file, program, module … at fault, as the log names it. */
  readonly subject?: string | undefined;
  readonly frame?: Frame | undefined;
  /** Host of the server that the program asked, if it is known. */
  readonly server?: string | undefined;
  /** Lines of the block that the finding covers, in order: other readers' findings in them are part of it. */
  readonly covers?: readonly number[] | undefined;
  /** Lines of its message beyond the first: other readers' findings in them apply to this finding. */
  readonly details?: readonly number[] | undefined;
  /** Marked by its logger as tolerable: whatever its words mean elsewhere. */
  readonly handled?: boolean | undefined;
  /** Read from loose words: the weight that a reader which knows the line gives it counts more. */
  readonly vague?: boolean | undefined;
  /** The rule that made it. */
  readonly rule?: NamedRule | undefined;
}

/** Returns the first line of the block that a finding covers, or its own. */
export function toFirstLine({ covers, line }: Finding): number {
  return covers?.[0] ?? line;
}

/** Returns the last line of the block that a finding covers, or its own. */
export function toLastLine({ covers, line }: Finding): number {
  return covers?.at(-1) ?? line;
}

export const readContext = object({
  exitCode: number,
  os: oneOf(['linux', 'windows']),
  stream: oneOf(['stdout', 'stderr']),
  /** True when the other log of the same process says that a step continued without something missing. */
  doesWithout: flag,
  /** The command of the process, if known: it names the running program. */
  commandLine: text,
});

/** Known facts about the failure besides the log. */
export interface LogContext extends Infer<typeof readContext> {}
