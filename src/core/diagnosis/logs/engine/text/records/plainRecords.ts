import { code, marks, moved, pythonFrame, raised, shouted } from '../../../code/lineShapes.ts';
import { hasLine, type RecordReader, toPlainRecord } from './logRecord.ts';

const step = /^ > (?:\[[^\]]{1,200}\] )?(?:RUN|COPY|ADD) /;
const seconds = /^\d{1,6}\.\d{1,3}(?: |$)/;

/**
 * Reads the output of a failed step of a container build, which BuildKit quotes at the end with a time in seconds
 * before each line. Undefined for other texts.
 */
export function readBuildSteps(log: string): RecordReader | undefined {
  // Few texts contain a bracket and a space, but all contain line ends.
  const hasSteps = log.startsWith(' > ') || (log.includes('> ') && log.includes('\n > '));
  if (!hasSteps) return undefined;
  let isInStep = false;
  return (line) => {
    const found = isInStep ? seconds.exec(line) : null;
    isInStep = step.test(line) || found !== null;
    return found === null ? undefined : [toPlainRecord([line.slice(found[0].length)])];
  };
}

const label = /^ {0,5}(\d{1,5}):(?: |$)/;
/** Matches the beginning of a line if there are ten or more ranks. */
const padded = /^ {1,4}\d{1,4}: /;
/** Minimum number of lines that start with a number for this not to be a coincidence. */
const fewest = 2;
/** Minimum share of labeled lines, because launchers write some lines themselves. */
const nearlyAll = 0.9;

/** Reads lines, even empty ones, that begin with their rank's number (`srun --label`). Undefined for other texts. */
export function readRankLabels(_log: string, sample: string): RecordReader | undefined {
  const lines = sample.split('\n').filter((line) => line.trim() !== '');
  const labelled = lines.filter((line) => label.test(line)).length;
  if ((labelled < fewest && !padded.test(lines[0] ?? '')) || labelled < lines.length * nearlyAll) return undefined;
  return (line) => {
    const found = label.exec(line);
    return found === null ? undefined : [toPlainRecord([`[${found[1]}]: ${line.slice(found[0].length)}`])];
  };
}

/** Restores levels that a wrapper capitalized in messages known to be in lowercase. Undefined if there are none. */
export function readShoutedLevels(_log: string, sample: string): RecordReader | undefined {
  if (!/ERROR|WARNING/.test(sample)) return undefined;
  const heard = shouted.filter(
    ({ word, beside }) => new RegExp(word.source, 'm').test(sample) && (beside === undefined || beside.test(sample)),
  );
  if (heard.length === 0) return undefined;
  return (line) => {
    if (!line.includes('ERROR') && !line.includes('WARNING')) return undefined;
    const said = heard.reduce((text, { word, asSaid }) => text.replace(word, asSaid), line);
    return said === line ? undefined : [toPlainRecord([said])];
  };
}

const anyBegins = anyOf(moved.map(({ begins }) => begins));

/**
 * Restores the indentation of stacks that lost it, for example when they were copied from a form. Undefined if there
 * are none.
 */
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

/** Checks whether a line is source code that Python quotes below a frame, or a mark below it. */
function isCode(line: string, above: 'frame' | 'code' | undefined): boolean {
  if (above === undefined || line === '') return false;
  return marks.test(line) || (above === 'frame' && !/^[\s>]/.test(line) && !raised.test(line));
}
