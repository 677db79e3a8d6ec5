import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';

/** Lines in which htslib and the program around it go on about a file that it could not open. */
const furtherLines = 2;
const ofHtslib = /^\s*(?:\[E::\w|(?:samtools|bcftools|tabix|bgzip)\b)/;
/** By the number of this error htslib says that a file is of no format that it reads. */
const unknownFormat = /: Exec format error\b/;

/** Files that htslib does not open: the line after the first tells why. */
export const htslibRules = {
  'htslib-unopened-file': { on: ['ailed to open file', 'fail to open'], read: readUnopened },
  'htslib-unknown-format': { on: ['Exec format error'], read: readUnknownFormat },
} satisfies Rules;

function readUnopened(log: LogText, line: number): Finding | undefined {
  if (!/^\s*\[E::\w+\].{0,20}\b(?:[Ff]ailed to open file|fail to open)\b/.test(log.text(line))) return undefined;
  const covers = [line];
  for (let at = log.next(line); at !== -1 && covers.length <= furtherLines; at = log.next(at)) {
    if (!ofHtslib.test(log.text(at))) break;
    covers.push(at);
  }
  const category = covers.some((at) => unknownFormat.test(log.text(at))) ? 'bad-input' : 'missing-file';
  return { line, category, weight: 'cause', narrow: category === 'bad-input' ? 'unmistakable' : 'exact' };
}

function readUnknownFormat(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  if (!ofHtslib.test(text) || !unknownFormat.test(text)) return undefined;
  return { line, category: 'bad-input', weight: 'cause', narrow: 'unmistakable' };
}
