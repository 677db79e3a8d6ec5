import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

const beginnings = [
  'LaTeX Error: ',
  'Package ',
  'Class ',
  'Undefined control sequence',
  "I can't find file",
  'Missing ',
  'Extra ',
  'Misplaced ',
  'File ended while',
  'Paragraph ended before',
  'Argument of ',
  'Use of ',
  'Too many }',
  'TeX capacity exceeded',
  'Illegal ',
  'Font ',
];

const meanings: Meanings<FailureCategory> = [
  [/File `[^']{1,200}\.(?:sty|cls|def|clo|fd|ldf|tfm)' not found|^! Font .+ not loadable/, 'missing-module'],
  [/File `[^']{1,200}' not found|I can't find file/, 'missing-file'],
  [/TeX capacity exceeded/, 'out-of-memory'],
  [/Unicode char/, 'encoding-lineendings'],
];

/** Rules for TeX, which puts an exclamation mark before an error. */
export const texRules = { 'tex-error': { on: beginnings.map((words) => `! ${words}`), read: readTex } } satisfies Rules;

function readTex(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  if (!text.startsWith('! ')) return undefined;
  const category =
    findMeaning(text, meanings) ?? (/^! (?:Package|Class) /.test(text) ? categoryOfLine(text) : undefined);
  const known = category ?? 'exception-in-user-code';
  return { line, category: known, weight: 'cause', narrow: category === undefined ? 'stated' : 'exact' };
}
