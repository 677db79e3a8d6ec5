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
/** The code of an error in brackets, such as `[FS-017]`; `[GPU12]` is a place. */
const errorCode =
  /(?<=[[(])(?!(?:CPU|GPU|NODE|PID|PROC|RANK|THREAD|TID|WORKER)[\d_-])[A-Z][A-Z_-]{0,9}\d{2,6}(?=[\])])/g;
/** The name of a file in quotes; names of modules and attributes have periods, too. */
const fileName = /(?<!\b(?:attribute|class|module|named|object|package|type) )(['"])[\w.+-]{1,100}\.[A-Za-z]\w{0,4}\1/g;
/** The words of a shell before a signal, with the process: `run.sh: line 3:  2006 Killed`. */
const shellPrefix = /^\S{1,100} ?: \p{L}{1,20} \d{1,9} ?: +\d{1,9} +(?=\p{L})/u;
/** First character for private use, which the masking takes for a word. */
const firstPrivate = 0xe000;

/**
 * Proposes a rule for a line of a log, without its step: what it matches, with secrets and what differs between failures
 * replaced, a title, and the line as an example. File names that the lines of all failures share, such as those of a
 * cause, don't differ; a single line doesn't show that.
 */
export function proposeRule(line: string, all: readonly string[] = []): Omit<WrittenRule, 'step'> {
  const raw = withoutSequences(line).trim().slice(0, longestLine);
  const text = redactText(raw).trim();
  const examples = text === '' ? [] : [text];
  const codes: string[] = [];
  const shown = text
    .replaceAll(hiddenText, maskToken)
    .replace(shellPrefix, '')
    .replace(fileName, (name, quote: string) =>
      all.length > 1 && all.every((one) => one.includes(name)) ? name : quote + maskToken + quote,
    )
    .replace(errorCode, (code) => String.fromCharCode(firstPrivate + codes.push(code) - 1));
  const pieces = maskLiterals(shown, 'words')
    .split(maskToken)
    .map((piece) => piece.trim().replace(/[\ue000-\uf8ff]/g, (one) => codes[one.charCodeAt(0) - firstPrivate] ?? one));
  // The part before the first words is mostly a time.
  const first = pieces.findIndex((piece) => /\p{L}{2}/u.test(piece));
  const last = pieces.findLastIndex((piece) => piece !== '');
  const kept = pieces.slice(Math.max(0, first), Math.max(last, first) + 1).slice(0, mostGroups);
  // A lazy group at the end would have only one character.
  const isAtEnd = last < pieces.length - 1 && kept.length < mostGroups;
  const end = isAtEnd ? '\\s*(.+)' : '';
  // The masking joins spaces.
  const toSpaced = (piece: string): string => (/\s\s/.test(text) ? piece.replaceAll(' ', '\\s+') : piece);
  const expression = `/${kept.map((piece) => toSpaced(toSource(piece))).join('\\s*(.+?)\\s*')}${end}/`;
  const title = [...kept, ...(isAtEnd ? [''] : [])]
    .map((piece, index) => (index === 0 ? toPlainPattern(piece) : `{${index}} ${toPlainPattern(piece)}`))
    .join(' ');
  const literals = text.split(hiddenText).map((part) => part.trim());
  const literal = literals.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
  const exact = {
    match: /^\/.+\/[a-z]*$/.test(literal) ? `/${toSource(literal)}/` : literal,
    title: toPlainPattern(literal),
  };
  const isFit = ({ match }: Pick<WrittenRule, 'match'>): boolean =>
    findRuleProblem({ match }) === undefined && [raw, text].every((one) => matchesLine(match, one));
  const found =
    (isAtEnd || kept.length > 1 || shellPrefix.test(text)) && isFit({ match: expression })
      ? { match: expression, title: title.trim() }
      : exact;
  return { ...found, examples };
}

function toSource(text: string): string {
  return escapePattern(text).replace(/\\-/g, '-');
}

/** Returns a text without what would stand for a group in a title. */
function toPlainPattern(text: string): string {
  return (/\{\d/.test(text) ? text.replace(/[{}]/g, '') : text).trim();
}

/** Checks whether a rule's words match a line; false if they aren't valid. */
export function matchesLine(match: string, line: string): boolean {
  try {
    return new Pattern(match).match(line) !== undefined;
  } catch {
    return false;
  }
}

/** Says what is wrong with a part of a rule, or with the whole rule; undefined if it can be used. */
export function findRuleProblem(rule: Partial<WrittenRule>): string | undefined {
  return readRules(JSON.stringify([{ match: 'any', title: 'any', step: 'any', ...rule }])).findings.find(
    ({ severity }) => severity === 'error',
  )?.message;
}
