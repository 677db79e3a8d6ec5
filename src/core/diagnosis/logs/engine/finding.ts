import { flag, type Infer, number, object, oneOf, text } from '../../../model/shape.ts';
import { withLabel } from '../../../text/label.ts';
import type { FailureCategory } from '../../explanation/category.ts';
import type { LogText } from './text/logText.ts';
import type { Words } from './words.ts';

/**
 * Strength of a line as evidence of why the program ended. `hint`: may be harmless. `echo`: repeats or follows from
 * another failure. `error`: something failed. `cause`: names the failure in words of its category. `verdict`: nothing
 * else could end the program like this.
 */
export const weights = { hint: 1, echo: 2, error: 3, cause: 4, verdict: 5 } as const;
export type Weight = keyof typeof weights;

/**
 * Precision with which a category is known; of two findings for the same line, the more precise one wins. `other`:
 * something failed. `guess`: inferred from loose words. `failed`: this code failed. `kind`: implied by the type of an
 * exception. `stated`: in the operating system's words. `exact`: the program that wrote the line is known.
 * `unmistakable`: the words can't mean anything else.
 */
export const narrowness = { other: 0, guess: 1, failed: 2, kind: 3, stated: 4, exact: 5, unmistakable: 6 } as const;
export type Narrowness = keyof typeof narrowness;

export interface Frame {
  readonly file: string;
  /** Starts at 1. */
  readonly line: number;
}

/** The title and fixes of a failure whose category alone would say too little. */
export interface Advice {
  /** Returns the title of the failure; `what` is the file, program, or module at fault, if the log names it. */
  readonly says?: (what: string | undefined) => string;
  /** Returns the fixes, most likely first. */
  readonly fix?: (text: string) => readonly string[];
  /** True if the words leave open which of several reasons the failure has, so that none is certain. */
  readonly isOpen?: true;
}

/** A rule with its ID and advice. */
export interface NamedRule extends Advice {
  readonly id: string;
  /** True when the rule reads a launcher's report about its processes. */
  readonly isOfLauncher: boolean;
}

/** A failure that a reader found in a log. Line numbers start at 0. */
export interface Finding {
  readonly line: number;
  readonly category: FailureCategory;
  readonly weight: Weight;
  readonly narrow: Narrowness;
  /** The file, program, or module at fault, as named in the log. */
  readonly subject?: string | undefined;
  readonly frame?: Frame | undefined;
  readonly server?: string | undefined;
  /** Lines of the block that the finding covers, in order; other readers' findings in these lines are part of it. */
  readonly covers?: readonly number[] | undefined;
  /** Further lines of the message; other readers' findings in these lines apply to this finding. */
  readonly details?: readonly number[] | undefined;
  /** True if the line's logger marks the failure as tolerable, regardless of what the words usually mean. */
  readonly handled?: boolean | undefined;
  /** True if inferred from loose words; the weight from a reader that knows the line takes precedence. */
  readonly vague?: boolean | undefined;
  readonly rule?: NamedRule | undefined;
}

/** Returns the first line of the block that a finding covers, or else the finding's own line. */
export function toFirstLine({ covers, line }: Finding): number {
  return covers?.[0] ?? line;
}

/** Returns the last line of the block that a finding covers, or else the finding's own line. */
export function toLastLine({ covers, line }: Finding): number {
  return covers?.at(-1) ?? line;
}

export const readContext = object({
  exitCode: number,
  os: oneOf(['linux', 'windows']),
  stream: oneOf(['stdout', 'stderr']),
  /** True if the other log of the same process says that a step continued without something missing. */
  doesWithout: flag,
  /** The command of the process, if known: it names the running program. */
  commandLine: text,
});

/** Known facts about the failure from outside the log. */
export interface LogContext extends Infer<typeof readContext> {}

/**
 * A pattern of one failure, with its category and fixes. Its unique ID is the key of its examples in the neighboring
 * file (`git.examples.ts`), which is not bundled.
 */
export type Rule = LineRule | BlockRule;

/** Rules for one source of messages, by their IDs. */
export type Rules = Readonly<Record<string, Rule>>;

/** A failure that a single line shows completely: its wordings and their meaning. */
export interface LineRule extends Advice {
  /** Wordings with gaps (see `Template`): `{what}` is the subject, and `{file}` and `{at}` are a frame. */
  readonly like?: string | readonly string[];
  /** For a pattern that `like` can't express: literals that select the lines to test with `match`. */
  readonly on?: string | readonly string[];
  /** Tested against the cleaned line, with groups named as in wordings. */
  readonly match?: Words;
  readonly unless?: RegExp;
  readonly category: FailureCategory;
  /** `cause` by default. */
  readonly weight?: Weight;
  /** `exact` by default, because the rule knows the program that prints the line. */
  readonly narrow?: Narrowness;
}

/** A failure that the lines around a literal show. */
export interface BlockRule extends Advice {
  /** Case-sensitive literals of at least 5 characters. */
  readonly on: readonly string[];
  /**
   * Reads a failure around a line. Must be pure: the result must not depend on the order in which the places in a log
   * are read.
   */
  readonly read: (log: LogText, line: number, context: LogContext) => Finding | undefined;
}

/** Returns a function that creates a title ending with the file, program, or image at fault, if the log names it. */
export function addSubject(toTitle: () => string): (what: string | undefined) => string {
  return (what) => (what === undefined ? toTitle() : withLabel(toTitle(), what));
}
