import type { FailureCategory } from '../../../explanation/category.ts';
import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfStatedExit, mentionsAnother } from '../../lexicon/codes.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';

/** Matches ` at script.pl line 5.`, which may be followed by the text that Perl was reading. */
const place = /^ at (?<file>[^\s'"]+) line (?<at>\d+)(?:[.,]|$)/;
const mostPlaces = 4;
/** Matches warnings, some of which directly follow earlier output without a line break. */
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

/** Rules for messages of `die`, which end with a place: ` at script.pl line 5.` */
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
  readonly from: number;
}

function readDie(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const found = findPerlPlace(text);
  if (found === undefined || /^\s*(?:File "|at |from |#)|^\s.* called at /.test(text)) return undefined;
  if (/BEGIN failed--|Compilation failed in require|aborted due to/.test(text)) return undefined;
  const message = text.slice(0, found.from);
  const isReport = mentionsAnother(message);
  const category =
    findMeaning(text, classes) ?? (isReport ? categoryOfStatedExit(message) : categoryOfMessage(message));
  return {
    line,
    category: category ?? 'exception-in-user-code',
    narrow: category === undefined ? 'failed' : 'exact',
    weight: warning.test(text) ? 'hint' : isReport ? 'echo' : 'cause',
    subject: /^Can't locate (\S+) /.exec(text)?.[1],
    frame: isOwnFile(found.file) ? { file: found.file, line: found.line } : undefined,
  };
}

/**
 * Finds the last place in a text, because the message before it may mention other places; undefined if there is none.
 */
function findPerlPlace(text: string): Place | undefined {
  for (let from = text.lastIndexOf(' at '), tries = 0; from > 0 && tries < mostPlaces; tries++) {
    const { file, at } = place.exec(text.slice(from))?.groups ?? {};
    if (file !== undefined) return { from, file, line: Number(at) };
    from = text.lastIndexOf(' at ', from - 1);
  }
  return undefined;
}
