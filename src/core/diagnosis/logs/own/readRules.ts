import * as l10n from '@vscode/l10n';
import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { findLargest } from '../../../extremes.ts';
import { toShortVisible } from '../../../text/escape.ts';
import { hashText } from '../../../text/hashText.ts';
import { redactText } from '../../../text/redact.ts';
import { withoutSequences } from '../../../text/terminal.ts';
import { failureCategories } from '../../explanation/category.ts';
import { retryAdvice } from '../../explanation/explanation.ts';
import { type ExpressionProblem, UnsafeExpression } from './expression.ts';
import { findOrdinaryLine } from './ordinaryOutput.ts';
import { listGroups, matchAny, type OwnRule, Pattern, ruleTexts } from './ownRule.ts';

/** Name of the file in a workspace that contains its rules. */
export const rulesFile = 'azure-batch.rules.json';

/** A mistake in a file of rules. The rule at fault is left out; the others apply. */
interface RuleFinding {
  readonly severity: 'error' | 'warning';
  /** A localized sentence, not escaped. */
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

export interface ReadRules {
  readonly rules: readonly OwnRule[];
  readonly findings: readonly RuleFinding[];
}

const largestFile = 1_000_000;
const mostRules = 1000;
const mostFindings = 100;
const longestText = 500;
const shortestLiteral = 3;

/**
 * Reads a file of rules, JSON with comments: a list of rules, or an object with `rules`. Never throws.
 * @param isAdvice whether the rules only advise about failures that have a title, so that they need none themselves
 */
export function readRules(text: string, file: string = rulesFile, isAdvice = false): ReadRules {
  const reader = new RulesReader(file, isAdvice);
  reader.readAll(text);
  return { rules: reader.rules, findings: reader.findings.slice(0, mostFindings) };
}

class RulesReader {
  readonly rules: OwnRule[] = [];
  readonly findings: RuleFinding[] = [];
  readonly #file: string;
  readonly #isAdvice: boolean;

  constructor(file: string, isAdvice: boolean) {
    this.#file = file;
    this.#isAdvice = isAdvice;
  }

  readAll(text: string): undefined {
    const whole = { offset: 0, length: Math.min(1, text.length) };
    if (text.length > largestFile) return this.#find(whole, l10n.t('The file is too large: at most 1 MB is read.'));
    if (text.includes('\0')) return this.#find(whole, l10n.t('This is not readable text. Save the file as UTF-8.'));
    const { root, list, errors } = parseRules(text);
    const [error] = errors;
    if (error !== undefined) this.#find(error, l10n.t('This is not valid JSON.'));
    if (list?.type !== 'array')
      return error !== undefined
        ? undefined
        : this.#find(root ?? whole, l10n.t('Rules are a list, which may be the "rules" of an object.'));
    const nodes = list.children ?? [];
    for (const node of nodes.slice(0, mostRules)) this.#readRule(node);
    const extra = nodes[mostRules];
    if (extra !== undefined) this.#find(extra, l10n.t('Only the first {0} rules are read.', mostRules));
    return undefined;
  }

  #find(at: Pick<Node, 'offset' | 'length'>, message: string, severity: RuleFinding['severity'] = 'error'): undefined {
    this.findings.push({ severity, message, offset: at.offset, length: at.length });
  }

  #readRule(node: Node): undefined {
    const before = this.findings.length;
    if (node.type !== 'object')
      return this.#find(node, l10n.t('A rule is an object with "match", "title" and "step".'));
    for (const property of node.children ?? []) {
      const name = property.children?.[0];
      if (name !== undefined && !known.has(name.value))
        this.#find(name, l10n.t('A rule has no property "{0}".', toShortVisible(String(name.value), 60)), 'warning');
    }
    const match = this.#readPatterns(node, 'match', shortestLiteral);
    const [command, program, unless] = [
      this.#readPatterns(node, 'command'),
      this.#readPatterns(node, 'program'),
      this.#readPatterns(node, 'unless'),
    ];
    const [title, step, why] = [
      this.#readText(node, 'title'),
      this.#readText(node, 'step'),
      this.#readText(node, 'why'),
    ];
    const link = this.#readText(node, 'link');
    const exitCode = this.#readNumber(node, 'exitCode');
    const where = this.#readWord(node, 'in', ruleTexts);
    const category = this.#readWord(node, 'category', failureCategories);
    const retry = this.#readWord(node, 'retry', retryAdvice);
    for (const name of ['match', 'title', 'step'])
      if (findValue(node, name) === undefined && !(name === 'title' && this.#isAdvice))
        this.#find({ offset: node.offset, length: 1 }, l10n.t('A rule needs "{0}".', name));
    if (link !== undefined && !/^https:\/\/[^\s"'<>\\]+$/.test(link))
      this.#find(findValue(node, 'link') ?? node, l10n.t('A link begins with https://.'));
    if (match.length > 0) for (const name of ['title', 'step', 'why'] as const) this.#checkGroups(node, name, match);
    const isBroken = this.findings.slice(before).some(({ severity }) => severity === 'error');
    if (isBroken || match.length === 0 || step === undefined) return undefined;
    const id = hashText(
      [
        ...listItems(findValue(node, 'match')).map(({ value }) => value),
        title,
        where,
        exitCode,
        ...listItems(findValue(node, 'command')).map(({ value }) => value),
      ].join('\n'),
    );
    this.rules.push({
      id,
      file: this.#file,
      offset: node.offset,
      match,
      unless,
      in: where,
      exitCode,
      command,
      program,
      title: title ?? '',
      category,
      why,
      step,
      link,
      retry,
    });
    for (const name of ['title', 'step', 'why']) this.#checkSecrets(node, name);
    this.#checkExamples(node, match);
    const isLimited = command.length + program.length > 0 || (exitCode !== undefined && exitCode !== 1);
    if (!this.#isAdvice && !isLimited) this.#checkReach(node, match);
    return undefined;
  }

  #readText(node: Node, name: string): string | undefined {
    const value = findValue(node, name);
    if (value === undefined) return undefined;
    const words = value.type === 'string' ? withoutSequences(value.value) : '';
    if (words.trim() !== '' && words.length <= longestText)
      return toShortVisible(words.replace(/[\r\n]+/g, ' '), longestText);
    return this.#find(value, l10n.t('"{name}" is a text of at most {most} characters.', { name, most: longestText }));
  }

  #readNumber(node: Node, name: string): number | undefined {
    const value = findValue(node, name);
    if (value === undefined || Number.isInteger(value.value)) return value?.value;
    return this.#find(value, l10n.t('{0} needs a whole number.', `"${name}"`));
  }

  #readWord<Word extends string>(node: Node, name: string, words: readonly Word[]): Word | undefined {
    const value = findValue(node, name);
    const word = words.find((one) => one === value?.value);
    if (value === undefined || word !== undefined) return word;
    return this.#find(value, l10n.t('"{name}" is one of: {words}.', { name, words: words.join(', ') }));
  }

  /** Reads a text or an expression, or a list of them; an empty list if there is none. */
  #readPatterns(node: Node, name: string, least = 0): readonly Pattern[] {
    return listItems(findValue(node, name)).flatMap((one) => this.#toPattern(one, name, least) ?? []);
  }

  #toPattern(value: Node, name: string, least: number): Pattern | undefined {
    const { value: text } = value;
    if (typeof text !== 'string' || text.length > longestText || /[\r\n]/.test(text) || text.trim() === '')
      return this.#find(
        value,
        l10n.t(
          '"{name}" is a text in one line, or an expression such as /cell (\\d+)/, of at most {most} characters.',
          {
            name,
            most: longestText,
          },
        ),
      );
    try {
      const pattern = new Pattern(text);
      if (pattern.literal.trim().length >= least) return pattern;
      return this.#find(
        value,
        l10n.t('This matches too much: it needs at least {0} characters in a row that are always the same.', least),
      );
    } catch (error) {
      return this.#find(value, describeProblem(error));
    }
  }

  #checkGroups(node: Node, name: string, match: readonly Pattern[]): void {
    const value = findValue(node, name);
    const groupCount = findLargest(match.map((pattern) => pattern.groupCount));
    if (value !== undefined && listGroups(String(value.value)).some((group) => group > groupCount))
      this.#find(value, l10n.t('A number in braces stands for a group of "match", which has fewer groups.'));
  }

  /** Warns of words that say nothing of a failure, because programs print them when nothing is wrong. */
  #checkReach(node: Node, match: readonly Pattern[]): void {
    const values = listItems(findValue(node, 'match'));
    for (const [index, pattern] of match.entries()) {
      const line = findOrdinaryLine(pattern);
      if (line === undefined) continue;
      const message = l10n.t(
        'Programs without failures print this, too, as in “{0}”. Add words, or the "command" that it is about.',
        line,
      );
      this.#find(values[index] ?? node, message, 'warning');
    }
  }

  /** Warns of words that pages hide because they look like a secret. */
  #checkSecrets(node: Node, name: string): void {
    const value = findValue(node, name);
    if (value !== undefined && redactText(value.value) !== value.value)
      this.#find(
        value,
        l10n.t('Part of this text looks like a secret, such as a token or a key, and is hidden where it is shown.'),
        'warning',
      );
  }

  #checkExamples(node: Node, match: readonly Pattern[]): void {
    const list = findValue(node, 'examples');
    if (list !== undefined && list.type !== 'array')
      this.#find(list, l10n.t('"examples" is a list of lines.'), 'warning');
    for (const one of list?.children ?? []) {
      const lines = typeof one.value === 'string' ? one.value.slice(0, 10_000).split('\n') : [];
      if (!lines.some((line) => matchAny(match, line) !== undefined))
        this.#find(one, l10n.t("The rule doesn't match this example."), 'warning');
    }
  }
}

const known: ReadonlySet<unknown> = new Set(
  'match unless in exitCode command program title category why step link retry source examples'.split(' '),
);

/** A parsed file of rules. */
interface ParsedRules {
  readonly root: Node | undefined;
  /** The value with the rules, which should be a list: the whole file, or its `rules`. */
  readonly list: Node | undefined;
  readonly errors: readonly ParseError[];
}

/** Parses a file of rules, as far as it is valid. Never throws. */
export function parseRules(text: string): ParsedRules {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  } catch {
    // Nested deeper than the stack.
  }
  return { root, list: root?.type === 'array' ? root : findValue(root, 'rules'), errors };
}

function findValue(node: Node | undefined, name: string): Node | undefined {
  return node?.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

/** Returns the items of a list, or a value that is not in a list. */
function listItems(node: Node | undefined): readonly Node[] {
  return node === undefined ? [] : node.type === 'array' ? (node.children ?? []) : [node];
}

function describeProblem(error: unknown): string {
  if (!(error instanceof UnsafeExpression)) {
    // The engine gives its reason last, in English: `Invalid regular expression: /(/: Unterminated group`.
    const reason = error instanceof SyntaxError ? error.message.split(': ').at(-1) : undefined;
    return reason === undefined
      ? l10n.t('This is not a valid regular expression.')
      : l10n.t('This is not a valid regular expression: {reason}.', { reason });
  }
  const messages: Readonly<Record<ExpressionProblem, string>> = {
    lookaround: l10n.t("An expression of a rule can't look ahead or behind, because that may take too long."),
    reference: l10n.t("An expression of a rule can't refer to its groups, because that may take too long."),
    nested: l10n.t('A repetition directly within a repetition may take too long: leave out one of them.'),
    tooLarge: l10n.t('The expression repeats too much: use * or + in place of large numbers.'),
    flags: l10n.t('An expression of a rule has no flags but i, which ignores the case.'),
  };
  return messages[error.problem];
}
