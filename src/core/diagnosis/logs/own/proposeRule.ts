import { applyEdits, modify, parse } from 'jsonc-parser';
import { escapePattern } from '../../../text/escapePattern.ts';
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

/** Proposes what a rule for a line of a log matches, with what differs between failures replaced, and its title. */
export function proposeRule(line: string): Pick<WrittenRule, 'match' | 'title'> {
  const text = line.trim().slice(0, longestLine);
  const pieces = maskLiterals(text, 'words')
    .split(maskToken)
    .map((piece) => piece.trim());
  // The part before the first words is mostly a time.
  const first = pieces.findIndex((piece) => /\p{L}{2}/u.test(piece));
  const last = pieces.findLastIndex((piece) => piece !== '');
  const kept = pieces.slice(Math.max(0, first), Math.max(last, first) + 1).slice(0, mostGroups);
  const match = `/${kept.map((piece) => escapePattern(piece).replace(/\\-/g, '-')).join('\\s*(.+?)\\s*')}/`;
  const title = kept
    .map((piece, index) => (index === 0 ? piece : `{${index}} ${piece}`))
    .join(' ')
    .trim();
  return kept.length > 1 && matchesLine(match, text) ? { match, title } : { match: text, title: text };
}

/** Checks whether a rule's words match a line; false if they aren't valid. */
export function matchesLine(match: string, line: string): boolean {
  try {
    return new Pattern(match).match(line) !== undefined;
  } catch {
    return false;
  }
}

/** Says what is wrong with the words of a rule; undefined if nothing is. */
export function findMatchProblem(match: string): string | undefined {
  return readRules(JSON.stringify([{ match, title: 'title', step: 'step' }])).findings[0]?.message;
}

/** Adds a rule to the text of a file, before the others, and keeps comments. */
export function addRule(text: string, rule: WrittenRule): string {
  const whole = text.trim() === '' ? '{}' : text;
  const known: unknown = parse(whole, [], { allowTrailingComma: true });
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  const isList = Array.isArray(known);
  const hasRules = typeof known === 'object' && known !== null && 'rules' in known && Array.isArray(known.rules);
  const path = isList ? [0] : hasRules ? ['rules', 0] : ['rules'];
  const value = isList || hasRules ? rule : [rule];
  return applyEdits(whole, modify(whole, path, value, { formattingOptions, isArrayInsertion: isList || hasRules }));
}
