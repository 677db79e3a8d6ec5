import { toShortVisible } from '../../../text/escape.ts';
import { redactText } from '../../../text/redact.ts';
import type { FailureCategory } from '../../explanation/category.ts';
import type { RetryAdvice } from '../../explanation/explanation.ts';
import { Expression } from './expression.ts';

/** The texts in which a rule may be searched for: a log, or the messages of the service. */
export const ruleTexts = ['stderr', 'stdout', 'message'] as const;
export type RuleText = (typeof ruleTexts)[number];

/** A rule of the user or of a team for a failure of their own programs. */
export interface OwnRule {
  /** Identifies the rule wherever it is in its file. */
  readonly id: string;
  /** Name of the file that has the rule. */
  readonly file: string;
  /** Position of the rule in its file. */
  readonly offset: number;
  /** Different wordings of the same failure. */
  readonly match: readonly Pattern[];
  /** The rule doesn't apply if one of these is near the line. */
  readonly unless: readonly Pattern[];
  readonly in?: RuleText | undefined;
  readonly exitCode?: number | undefined;
  /** The rule applies to any command if there is none. */
  readonly command: readonly Pattern[];
  /** Match the program's names in the command line, in the beginning of the log, or near the line; none for any. */
  readonly program: readonly Pattern[];
  /** May contain `{1}` for the first group of the match, and so on; `{0}` is the whole match. */
  readonly title: string;
  readonly category?: FailureCategory | undefined;
  readonly why?: string | undefined;
  readonly step: string;
  readonly link?: string | undefined;
  readonly retry?: RetryAdvice | undefined;
}

/** The sought words of a rule: a text, or an expression between slashes, such as `/^Mesh (\S+) failed/i`. */
export class Pattern {
  /** A text that each match contains, in any case if `ignoresCase`. */
  readonly literal: string;
  readonly ignoresCase: boolean;
  readonly groupCount: number;
  /** Number of steps to try at each position of a line, at most. */
  readonly stepCount: number;
  readonly #lowerLiteral: string;
  readonly #expression: Expression | undefined;

  /** @throws SyntaxError for an invalid expression. @throws UnsafeExpression */
  constructor(text: string) {
    const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
    this.#expression = source === undefined ? undefined : new Expression(source, flags);
    this.literal = this.#expression?.literal ?? text;
    this.ignoresCase = this.#expression !== undefined && flags === 'i';
    this.#lowerLiteral = this.literal.toLowerCase();
    this.groupCount = this.#expression?.groupCount ?? 0;
    this.stepCount = this.#expression?.stepCount ?? 1;
  }

  /**
   * Checks whether a text contains the literal, which takes much less time than to match it.
   * @param lower the text in lower case, if it is known
   */
  mayMatch(text: string, lower?: string): boolean {
    if (!this.ignoresCase) return text.includes(this.literal);
    return (lower ?? text.toLowerCase()).includes(this.#lowerLiteral);
  }

  /** Returns the text of the match and of its groups; undefined if the line doesn't match. */
  match(line: string): readonly string[] | undefined {
    if (this.#expression !== undefined) return this.#expression.match(line);
    return line.includes(this.literal) ? [this.literal] : undefined;
  }
}

/** Returns the text of the first pattern's match and of its groups; undefined if the line matches none. */
export function matchAny(patterns: readonly Pattern[], line: string): readonly string[] | undefined {
  for (const pattern of patterns) {
    const found = pattern.mayMatch(line) ? pattern.match(line) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const placeholder = /\{(\d)\}/g;

/** Lists the groups of a match that a text refers to. */
export function listGroups(text: string): readonly number[] {
  return [...text.matchAll(placeholder)].map(([, group]) => Number(group));
}

const longestName = 60;

/** Returns a rule's text with what the line says in place of `{1}`, without secrets of the line. */
export function fillIn(text: string, { match }: OwnRule, line: string): string {
  // The line names what is secret in it, which a part of the line may not.
  const groups = matchAny(match, redactText(line)) ?? [];
  return text.replace(placeholder, (_, group) => toShortVisible(groups[Number(group)] ?? '…', longestName));
}

/** Checks whether a line has something for each group that a text refers to. */
export function hasGroups(text: string, { match }: OwnRule, line: string): boolean {
  const groups = matchAny(match, redactText(line)) ?? [];
  return listGroups(text).every((group) => (groups[group] ?? '') !== '');
}
