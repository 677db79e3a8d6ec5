import { withLabel } from '../../../text/label.ts';
import type { FailureCategory } from '../../explanation/category.ts';
import type { Advice, Finding, LogContext, Narrowness, Weight } from './finding.ts';
import type { LogText } from './text/logText.ts';
import type { Words } from './words.ts';

/**
 * A pattern of one failure, its category and its fixes. Its unique ID is the key of its examples in the file beside
 * (`git.examples.ts`), which no bundle contains.
 */
export type Rule = LineRule | BlockRule;

/** Rules for one source of messages, by their IDs. */
export type Rules = Readonly<Record<string, Rule>>;

/** A failure that one line shows completely: its wordings and their meaning. */
export interface LineRule extends Advice {
  /** Wordings with gaps (see `Template`); `{what}` is the subject, `{file}` and `{at}` are a frame. */
  readonly like?: string | readonly string[];
  /**
   * For a wording with gaps that `match` can't express: literals that select lines, and the expression to test them
   * with.
   */
  readonly on?: string | readonly string[];
  /** Tried on the cleaned line, with groups named as in wordings. */
  readonly match?: Words;
  /** Excludes lines that only look alike. */
  readonly unless?: RegExp;
  readonly category: FailureCategory;
  /** `cause` if not given. */
  readonly weight?: Weight;
  /** `exact` by default: the rule knows the program that prints it. */
  readonly narrow?: Narrowness;
}

/** A failure that the lines around a literal show. */
export interface BlockRule extends Advice {
  /** Cheap literals, case-sensitive, at least four characters long. */
  readonly on: readonly string[];
  /** Pure: the same place in the same log is the same finding, in any order of reading. */
  readonly read: (log: LogText, line: number, context: LogContext) => Finding | undefined;
}

/** Makes a title that ends with the file, program, image … at fault, if the log names it. */
export function addSubject(toTitle: () => string): (what: string | undefined) => string {
  return (what) => (what === undefined ? toTitle() : withLabel(toTitle(), what));
}
