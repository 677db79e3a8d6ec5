/** A kind of line that stack traces indent. */
interface Moved {
  readonly begins: RegExp;
  readonly indent: string;
  /** The heading that must precede the line; elsewhere, lines with the same beginning are not indented. */
  readonly below?: RegExp;
}

/** Beginnings of stack trace lines, by language. */
export const moved: readonly Moved[] = [
  // A doctest's name contains a dot, and its line is not indented.
  { begins: /^File "[^"]{1,400}", line \d{1,7}(?:,? in [^\s.]{1,200})?$/, indent: '  ' },
  { begins: /^\[Previous line repeated /, indent: '  ' },
  { begins: /^at .{1,400}(?:\)|:\d{1,7}|:line \d{1,7}|<anonymous>)(?: \{)?$/, indent: '    ' },
  { begins: /^\.\.\. \d{1,6} (?:more|common frames)/, indent: '\t' },
  { begins: /^from \S{1,400}:\d{1,7}:in /, indent: '\t' },
  {
    begins: /^[^\s:]{0,400}\/[^\s:/]{1,200}\.go:\d{1,7}(?: \+0x[\da-f]{1,16})?$/,
    indent: '\t',
    below: /^goroutine \d/,
  },
  { begins: /^\[\d{1,4}\] \S/, indent: ' ', below: /^Stacktrace:$/ },
  { begins: /^in \S.{0,400} at \S.{0,400}:\d{1,7}(?: \[inlined\])?$/, indent: ' ' },
  { begins: /^@ \S.{0,400}:\d{1,7}(?: \[inlined\])?$/, indent: '   ', below: /^Stacktrace:$/ },
  { begins: /^on \S{1,400}\.tf line \d{1,7}\b/, indent: '  ' },
  { begins: /^what\(\): /, indent: '  ' },
  { begins: /^(?:while executing|invoked from within)$/, indent: '    ' },
  { begins: /^\((?:file|procedure) "[^"]{1,400}" line \d{1,7}\)$/, indent: '    ' },
  { begins: /^(?:\[C\]|[^\s:]{1,400}:\d{1,7}): in /, indent: '\t', below: /^stack traceback:$/ },
  { begins: /^\S{1,200} at line \d{1,7} column \d{1,7}$/, indent: '    ', below: /^error: called from/ },
  { begins: /^\d{1,6} \| /, indent: '   ', below: /^Line \|$/ },
  { begins: /^\| /, indent: '     ', below: /^Line \|$/ },
  { begins: /^#\d{1,4} \S.{0,400} \(\S{1,200}\+0x[\da-f]{1,16}\)$/, indent: '    ' },
];

/** Matches a frame of a Python traceback; the frame that Loguru points at begins with an arrow. */
export const pythonFrame = /^(?:> )?File "[^"]{1,400}", line \d{1,7}(?:,? in [^\s.]{1,200})?$/;
/** Matches the last line of a traceback, with a type and its message, or the heading of another one. */
export const raised =
  /^(?:[A-Za-z_]\w{0,80}\.){0,8}[A-Z]\w{0,80}(?:: |$)|^(?:Traceback |During handling|The above exception)/;
/** Matches marks of Python or Loguru below a line of code. */
export const marks = /^(?:[~^ ]+$|[│└])/;
/** Python's indentation of the line of code below a frame. */
export const code = '    ';

/** A word for a level that a wrapper wrote in capitals, and how to restore its original form. */
interface Shouted {
  readonly word: RegExp;
  readonly asSaid: (word: string) => string;
  /** Pattern that the log must also contain, because elsewhere programs write capitals themselves. */
  readonly beside?: RegExp;
}

function inSmall(words: string): string {
  return words.toLowerCase();
}

function asName(words: string): string {
  return words.replace('ERROR', 'Error').replace('WARNING', 'Warning');
}

/** Places where a wrapper may have written a level in capitals, by the program that writes it in lowercase. */
export const shouted: readonly Shouted[] = [
  // Programs that check documents, data, or queries write capitals themselves.
  {
    word: /(?<=^\S{1,300}\.(?:asm|c|cc|cpp|cxx|cu|[fF](?:\d\d)?|h|hh|hpp|java|m|y):\d{1,7}(?::\d{1,7})?: )(?:FATAL ERROR|ERROR|WARNING)(?=: \S)/,
    asSaid: inSmall,
  },
  { word: /(?<=(?: Client| Server|\bUncaught) )ERROR(?=:)/, asSaid: asName },
  { word: /(?<=\b(?:[Rr]untime|Python|returned) |^(?:PHP )?[Ff]atal )ERROR(?=:)/, asSaid: inSmall },
  { word: /(?<=^(?:PHP )?)WARNING(?=: .{1,400} in \S{1,400} on line \d)/, asSaid: asName },
  { word: /^(?:Uncaught )?ERROR(?=: )/, asSaid: asName, beside: /^ {4}at \S.{0,300}(?:\)|:\d{1,7})(?: \{)?$/m },
  { word: /^ERROR(?=: )/, asSaid: inSmall, beside: /^ERROR: called from/m },
  {
    word: /^ERROR(?=: )/,
    asSaid: asName,
    beside: /^ERROR termination\. Backtrace:|^ {1,9}\| {1,99}1$|^ {1,4}on \S{1,400} line \d/m,
  },
];
