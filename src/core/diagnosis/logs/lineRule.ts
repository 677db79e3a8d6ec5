import type { FailureCategory } from '../explanation/category.ts';
import type { Frame, LineReader, Narrowness, Weight } from './finding.ts';
import { isOwnFile } from './ownCode.ts';
import { type Captures, Template } from './template.ts';
import { says, type Words } from './words.ts';

/** A failure that one line tells completely: the wordings of it, and what they mean. */
export interface LineRule {
  /** Wordings with gaps (see `Template`); `{what}` is the subject, `{file}` and `{at}` are a frame. */
  readonly like?: string | readonly string[];
  /** For what a wording with gaps can't tell: literals that call for a closer look, and the expression to look with. */
  readonly on?: string | readonly string[];
  /** Tried on the cleaned line, with groups named as in wordings. */
  readonly match?: Words;
  /** Keeps the rule silent for lines that only look alike. */
  readonly unless?: RegExp;
  readonly category: FailureCategory;
  /** `cause` if not given. */
  readonly weight?: Weight;
  /** `exact` if not given: the rule knows the program that speaks. */
  readonly narrow?: Narrowness;
}

/** Readers for rules. */
export function lineRules(rules: readonly LineRule[]): readonly LineReader[] {
  return rules.map(lineRule);
}

/** A reader for failures that one line tells completely. */
export function lineRule(rule: LineRule): LineReader {
  const { category, weight = 'cause', narrow = 'exact' } = rule;
  const templates = listOf(rule.like).map((wording) => new Template(wording));
  return {
    on: [...templates.map((template) => template.anchor), ...listOf(rule.on)],
    read(log, line) {
      const text = log.text(line);
      const captures = capture(text, rule, templates);
      if (captures === undefined || rule.unless?.test(text) === true) return undefined;
      return { line, category, weight, narrow, subject: captures['what'], frame: toFrame(captures) };
    },
  };
}

function listOf(words: string | readonly string[] | undefined): readonly string[] {
  if (words === undefined) return [];
  return typeof words === 'string' ? [words] : words;
}

function capture(text: string, rule: LineRule, templates: readonly Template[]): Captures | undefined {
  for (const template of templates) {
    const captures = template.match(text);
    if (captures !== undefined) return captures;
  }
  if (rule.match instanceof RegExp && says(text, rule.match)) return rule.match.exec(text)?.groups ?? {};
  if (rule.match !== undefined) return says(text, rule.match) ? {} : undefined;
  return rule.on === undefined ? undefined : {};
}

function toFrame({ file, at }: Captures): Frame | undefined {
  const line = Number(at);
  return file !== undefined && line > 0 && isOwnFile(file) ? { file, line } : undefined;
}
