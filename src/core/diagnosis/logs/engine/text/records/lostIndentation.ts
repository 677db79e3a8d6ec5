import { type RecordReader, toPlainRecord } from './logRecord.ts';

/** Lines that stand to the right in stacks. */
interface Moved {
  readonly begins: RegExp;
  readonly indent: string;
  /** The heading that came before; what begins so elsewhere stands at the left. */
  readonly below?: RegExp;
}

const moved: readonly Moved[] = [
  // What doctest names has a dot, and stands at the left.
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

/** The frame that Loguru points at begins with an arrow. */
const pythonFrame = /^(?:> )?File "[^"]{1,400}", line \d{1,7}(?:,? in [^\s.]{1,200})?$/;
/** The line with which a traceback ends: a type, and what it says. */
const raised = /^(?:[A-Za-z_]\w{0,80}\.){0,8}[A-Z]\w{0,80}(?:: |$)|^(?:Traceback |During handling|The above exception)/;
/** What Python or Loguru marks in a line of code. */
const marks = /^(?:[~^ ]+$|[│└])/;
const code = '    ';

/** Stacks whose lines all begin at the left, as they come out of forms and tables: each is moved to where it stood. */
export function readLostIndentation(_log: string, sample: string): RecordReader | undefined {
  const possible = moved.filter(
    ({ begins, below }) => isIn(sample, begins) && (below === undefined || isIn(sample, below)),
  );
  if (possible.length === 0) return undefined;
  const anyMoved = anyOf(possible.map(({ begins }) => begins));
  const headings = possible.flatMap(({ below }) => below ?? []);
  const anyHeading = headings.length === 0 ? undefined : anyOf(headings);
  const seen = new Set<RegExp>();
  let above: 'frame' | 'code' | undefined;
  return (line) => {
    if (anyHeading?.test(line) === true) for (const heading of headings) if (heading.test(line)) seen.add(heading);
    const known = anyMoved.test(line)
      ? possible.find(({ begins, below }) => (below === undefined || seen.has(below)) && begins.test(line))
      : undefined;
    const indent = known?.indent ?? (isCode(line, above) ? code : undefined);
    if (pythonFrame.test(line)) above = 'frame';
    else above = known === undefined && indent === code ? 'code' : undefined;
    return indent === undefined ? undefined : [toPlainRecord([indent + line])];
  };
}

function isIn(sample: string, line: RegExp): boolean {
  return new RegExp(line.source, 'm').test(sample);
}

function anyOf(lines: readonly RegExp[]): RegExp {
  return new RegExp(lines.map(({ source }) => source).join('|'));
}

/** Whether a line is one of code that Python quotes below a frame, or marks part of it. */
function isCode(line: string, above: 'frame' | 'code' | undefined): boolean {
  if (above === undefined || line === '') return false;
  return marks.test(line) || (above === 'frame' && !/^[\s>]/.test(line) && !raised.test(line));
}
