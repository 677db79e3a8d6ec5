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
  readonly match: Pattern;
  readonly in?: RuleText | undefined;
  readonly exitCode?: number | undefined;
  readonly command?: Pattern | undefined;
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
  readonly #expression: Expression | undefined;

  /** @throws SyntaxError for an invalid expression. @throws UnsafeExpression */
  constructor(text: string) {
    const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
    this.#expression = source === undefined ? undefined : new Expression(source, flags);
    this.literal = this.#expression?.literal ?? text;
    this.ignoresCase = this.#expression !== undefined && flags === 'i';
    this.groupCount = this.#expression?.groupCount ?? 0;
    this.stepCount = this.#expression?.stepCount ?? 1;
  }

  /** Checks whether a line contains the literal, which takes much less time than to match it. */
  mayMatch(line: string): boolean {
    return this.ignoresCase ? line.toLowerCase().includes(this.literal.toLowerCase()) : line.includes(this.literal);
  }

  /** Returns the text of the match and of its groups; undefined if the line doesn't match. */
  match(line: string): readonly string[] | undefined {
    if (this.#expression !== undefined) return this.#expression.match(line);
    return line.includes(this.literal) ? [this.literal] : undefined;
  }
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
  const groups = match.match(redactText(line)) ?? [];
  return text.replace(placeholder, (_, group) => toShortVisible(groups[Number(group)] ?? '…', longestName));
}
