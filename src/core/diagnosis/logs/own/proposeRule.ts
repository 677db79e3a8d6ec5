import { applyEdits, type JSONPath, modify, parse } from 'jsonc-parser';
import { escapePattern } from '../../../text/escapePattern.ts';
import { hiddenText } from '../../../text/hiddenText.ts';
import { redactText } from '../../../text/redact.ts';
import { withoutSequences } from '../../../text/terminal.ts';
import { maskToken } from '../../evidence/literal.ts';
import { maskLiterals } from '../../evidence/mask.ts';
import { Pattern } from './ownRule.ts';
import { readRules } from './readRules.ts';

/** A rule as it is written in a file. */
export interface WrittenRule {
  readonly match: string;
  readonly title: string;
  readonly step: string;
  readonly examples: readonly string[];
}

const longestLine = 400;
/** Maximum number of groups that a title refers to. */
const mostGroups = 9;

/**
 * Proposes a rule for a line of a log, without its step: what it matches, with secrets and what differs between failures
 * replaced, a title, and the line as an example.
 */
export function proposeRule(line: string): Omit<WrittenRule, 'step'> {
  const raw = withoutSequences(line).trim().slice(0, longestLine);
  const text = redactText(raw).trim();
  const examples = text === '' ? [] : [text];
  const pieces = maskLiterals(text.replaceAll(hiddenText, maskToken), 'words')
    .split(maskToken)
    .map((piece) => piece.trim());
  // The part before the first words is mostly a time.
  const first = pieces.findIndex((piece) => /\p{L}{2}/u.test(piece));
  const last = pieces.findLastIndex((piece) => piece !== '');
  const kept = pieces.slice(Math.max(0, first), Math.max(last, first) + 1).slice(0, mostGroups);
  const expression = `/${kept.map(toSource).join('\\s*(.+?)\\s*')}/`;
  const title = kept.map((piece, index) => (index === 0 ? toPlain(piece) : `{${index}} ${toPlain(piece)}`)).join(' ');
  const literals = text.split(hiddenText).map((part) => part.trim());
  const literal = literals.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
  const exact = { match: /^\/.+\/[a-z]*$/.test(literal) ? `/${toSource(literal)}/` : literal, title: toPlain(literal) };
  const isFit = ({ match }: Pick<WrittenRule, 'match'>): boolean =>
    findRuleProblem({ match }) === undefined && [raw, text].every((one) => matchesLine(match, one));
  const found = kept.length > 1 && isFit({ match: expression }) ? { match: expression, title: title.trim() } : exact;
  return { ...found, examples };
}

function toSource(text: string): string {
  return escapePattern(text).replace(/\\-/g, '-');
}

/** Returns a text without what would stand for a group in a title. */
function toPlain(text: string): string {
  return text.replace(/[{}]/g, '').trim();
}

/** Checks whether a rule's words match a line; false if they aren't valid. */
export function matchesLine(match: string, line: string): boolean {
  try {
    return new Pattern(match).match(line) !== undefined;
  } catch {
    return false;
  }
}

/** Says what is wrong with a part of a rule, or with the whole rule; undefined if nothing is. */
export function findRuleProblem(rule: Partial<WrittenRule>): string | undefined {
  return readRules(JSON.stringify([{ match: 'any', title: 'any', step: 'any', ...rule }])).findings[0]?.message;
}

const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };

/** Adds a rule to the text of a file, before the others, and keeps comments. */
export function addRule(text: string, rule: WrittenRule): string {
  const whole = text.trim() === '' ? '{}\n' : text;
  const { path, list } = findRules(whole);
  const isArrayInsertion = list !== undefined;
  const at = isArrayInsertion ? [...path, 0] : path;
  return applyEdits(
    whole,
    modify(whole, at, isArrayInsertion ? rule : [rule], { formattingOptions, isArrayInsertion }),
  );
}

/**
 * Removes an added rule from the text of a file, even if something else there has changed. Returns undefined if the
 * text then has no rule and nothing else, and the text itself if the rule isn't there.
 */
export function removeRule(text: string, { match, examples }: WrittenRule): string | undefined {
  const { path, list = [] } = findRules(text);
  const isIt = (one: unknown): boolean => {
    const { match: words, examples: lines }: Partial<WrittenRule> = typeof one === 'object' && one !== null ? one : {};
    return words === match || (examples[0] !== undefined && Array.isArray(lines) && lines[0] === examples[0]);
  };
  const index = list.findIndex(isIt);
  if (index === -1) return text;
  const rest = applyEdits(text, modify(text, [...path, index], undefined, { formattingOptions }));
  return ['[]', '{"rules":[]}'].includes(rest.replace(/\s/g, '')) ? undefined : rest;
}

/** Finds the list of rules in the text of a file, and where it belongs. */
function findRules(text: string): { readonly path: JSONPath; readonly list?: readonly unknown[] } {
  const known: unknown = parse(text, [], { allowTrailingComma: true });
  if (Array.isArray(known)) return { path: [], list: known };
  const list = typeof known === 'object' && known !== null && 'rules' in known ? known.rules : undefined;
  return { path: ['rules'], ...(Array.isArray(list) ? { list } : {}) };
}
