import { code, marks, moved, pythonFrame, raised } from '../../../code/stackShapes.ts';
import { hasLine, type RecordReader, toPlainRecord } from './logRecord.ts';

const anyBegins = anyOf(moved.map(({ begins }) => begins));

/** Stacks whose lines all begin at the left, as they come out of forms and tables: each is moved to where it stood. */
export function readLostIndentation(_log: string, sample: string): RecordReader | undefined {
  if (!hasLine(sample, anyBegins)) return undefined;
  const possible = moved.filter(
    ({ begins, below }) => hasLine(sample, begins) && (below === undefined || hasLine(sample, below)),
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

function anyOf(lines: readonly RegExp[]): RegExp {
  return new RegExp(lines.map(({ source }) => source).join('|'));
}

/** Whether a line is one of code that Python quotes below a frame, or marks part of it. */
function isCode(line: string, above: 'frame' | 'code' | undefined): boolean {
  if (above === undefined || line === '') return false;
  return marks.test(line) || (above === 'frame' && !/^[\s>]/.test(line) && !raised.test(line));
}
