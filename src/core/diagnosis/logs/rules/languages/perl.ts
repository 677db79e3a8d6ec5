import type { FailureCategory } from '../../../explanation/category.ts';
import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';

/** ` at script.pl line 5.`, before the text that Perl was reading. */
const place = /^ at (?<file>[^\s'"]+) line (?<at>\d+)(?:[.,]|$)/;
/** Tries, from the end of the message. */
const mostPlaces = 4;
/** Some directly follow earlier output that lacks an end of line. */
const warning =
  /^(?:Argument "|Subroutine |Odd number of elements|Possible |Deep recursion|Useless use|Name ")|Use of uninitialized value |Argument ".*" isn't numeric in |used only once|masks earlier/;
const classes: Meanings<FailureCategory> = [
  [[/^Can't locate /, / in @INC/], 'missing-module'],
  [[/Can't load '/, /' for module/], 'dependency-version'],
  [/required--this is only/, 'dependency-version'],
  [/^Can't exec "/, 'missing-program'],
  [/, at character offset \d|JSON text must|not well-formed|parser error/i, 'bad-input'],
  [/Wide character/i, 'encoding-lineendings'],
];

/** Messages of `die`, which end with a place: ` at script.pl line 5.` */
export const perlRules = {
  'perl-die': { on: [' line '], read: readDie },
  'perl-compilation-failed': {
    like: [
      'BEGIN failed--compilation aborted',
      'Compilation failed in require',
      '^Execution of {} aborted due to compilation errors',
    ],
    category: 'exception-in-user-code',
    weight: 'echo',
    narrow: 'other',
  },
} satisfies Rules;

interface Place extends Frame {
  /** Offset of the place in the line, after the message. */
  readonly from: number;
}

function readDie(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const found = findPlace(text);
  if (found === undefined || /^\s*(?:File "|at |from |#)|^\s.* called at /.test(text)) return undefined;
  if (/BEGIN failed--|Compilation failed in require|aborted due to/.test(text)) return undefined;
  const category = findMeaning(text, classes) ?? categoryOfMessage(text.slice(0, found.from));
  return {
    line,
    category: category ?? 'exception-in-user-code',
    narrow: category === undefined ? 'failed' : 'exact',
    weight: warning.test(text) ? 'hint' : 'cause',
    subject: /^Can't locate (\S+) /.exec(text)?.[1],
    frame: isOwnFile(found.file) ? { file: found.file, line: found.line } : undefined,
  };
}

/** Finds the last place in a text: the message before it may mention others. */
function findPlace(text: string): Place | undefined {
  for (let from = text.lastIndexOf(' at '), tries = 0; from > 0 && tries < mostPlaces; tries++) {
    const { file, at } = place.exec(text.slice(from))?.groups ?? {};
    if (file !== undefined) return { from, file, line: Number(at) };
    from = text.lastIndexOf(' at ', from - 1);
  }
  return undefined;
}
