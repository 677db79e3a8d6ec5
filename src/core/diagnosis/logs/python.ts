import { type Finding, type Frame, narrowness, type Reader, type Weight } from './finding.ts';
import { lineRule } from './lineRule.ts';
import { type LogText, levelOf } from './logText.ts';
import { isOwnFile } from './ownCode.ts';
import { classifyException, type ExceptionClass } from './pythonExceptions.ts';

const header = 'Traceback (most recent call last):';
const frameLine = /^[\s|>]*File "([^"]+)", line (\d+)(?:, in |$)/;
const exceptionLine = /^[\s|]*([A-Za-z_][\w.]*)(?:: ?(.*))?$/;
const chainMarker =
  /(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):/;
/** Ray puts the frames of the worker below the name of its own exception. */
const remote = /\bRayTaskError\(\w+\): /;
/** A message longer than this hides that an exception is chained to the next. */
const longestMessage = 60;
const longestTraceback = 1200;
/** Lines read of a traceback whose head is cut off. */
const longestRest = 200;

interface Traceback {
  readonly exceptionAt: number;
  /** The type without its module. */
  readonly name: string;
  readonly exception: ExceptionClass;
  readonly frames: readonly Frame[];
}

/** A traceback with the ones it is chained to, and the lines they take. */
interface Chain {
  readonly tracebacks: readonly Traceback[];
  readonly lines: readonly number[];
}

export const pythonReaders: readonly Reader[] = [
  { on: [header], read: readTraceback },
  { on: ['SyntaxError: ', 'IndentationError: ', 'TabError: '], read: readSyntaxError },
  { on: ['", line '], read: readHeadless },
  lineRule({
    like: "can't open file '{what}': [Errno 2]",
    category: 'missing-file',
    weight: 'verdict',
    narrow: 'exact',
  }),
  lineRule({
    like: [
      '^python{}: No module named {what}',
      '^python{}.exe: No module named {what}',
      '/python{}: No module named {what}',
      '/python{}.exe: No module named {what}',
    ],
    category: 'missing-module',
    narrow: 'exact',
  }),
];

function readTraceback(log: LogText, line: number): Finding | undefined {
  const chain = readChain(log, line);
  return chain === undefined ? undefined : toFinding(log, line, chain);
}

function toFinding(log: LogText, first: number, chain: Chain): Finding | undefined {
  const root = rootOf(chain.tracebacks);
  if (root === undefined) return undefined;
  const { category, narrow, weight, subject } = root.exception;
  const handled = isHandled(log, first, chain);
  return {
    line: root.exceptionAt,
    category,
    narrow,
    weight: handled ? 'echo' : weight,
    subject,
    frame: tracedFrame(log, root) ?? ownFrame(chain.tracebacks, root),
    covers: [...announcement(log, first, weight), ...chain.lines],
    details: handled || weight === 'echo' ? undefined : messageLines(log, root.exceptionAt),
  };
}

/** The line in which a logger says what it shows the traceback of. */
function announcement(log: LogText, first: number, weight: Weight): readonly number[] {
  const above = log.previous(first);
  return weight !== 'echo' && levelOf(log.text(above)) === 'error' ? [above] : [];
}

/** Exceptions by which code asks whether something is there: what it does then fails for a reason of its own. */
const asking =
  /^(?:KeyError|IndexError|LookupError|AttributeError|NameError|StopIteration|CancelledError|GeneratorExit)$/;

/** The first exception of a chain is the cause, unless it says nothing and a later one does. */
function rootOf(tracebacks: readonly Traceback[]): Traceback | undefined {
  let root = tracebacks[0];
  for (const next of tracebacks.slice(1)) {
    if (root === undefined) return next;
    const wider = narrowness[root.exception.narrow] < narrowness[next.exception.narrow];
    if (wider && asking.test(root.name)) root = next;
  }
  return root;
}

function ownFrame(tracebacks: readonly Traceback[], root: Traceback): Frame | undefined {
  const from = tracebacks.indexOf(root);
  const frames = [...tracebacks.slice(from), ...tracebacks.slice(0, from).reverse()].flatMap((traceback) =>
    traceback.frames.filter((frame) => isOwnFile(frame.file)).reverse(),
  );
  return frames.find((frame) => !frame.file.startsWith('<')) ?? frames[0];
}

/** Launchers and test runners draw a line before they report. */
const ruler = /^[-=_*]{5,}/;
/** Lines that a message takes beyond its first. */
const longestDetails = 16;

/** The message goes on to the next empty line, or beyond it where its first line only announces it. */
function messageLines(log: LogText, first: number): number[] {
  const lines: number[] = [];
  let announced = log.text(first).endsWith(':');
  for (let line = log.next(first); line !== -1 && lines.length < longestDetails; line = log.next(line)) {
    const text = log.text(line);
    if (text.includes(header) || ruler.test(text) || (text === '' && !announced)) break;
    if (text !== '') announced = false;
    lines.push(line);
  }
  return lines;
}

/** TensorFlow puts the frames of code that it turned into a graph into the message. */
function tracedFrame(log: LogText, { exceptionAt }: Traceback): Frame | undefined {
  if (!log.text(exceptionAt).endsWith(': in user code:')) return undefined;
  let innermost: Frame | undefined;
  for (const line of messageLines(log, exceptionAt)) {
    const { 1: file, 2: at } = frameLine.exec(log.text(line)) ?? [];
    if (file !== undefined && isOwnFile(file)) innermost = { file, line: Number(at) };
  }
  return innermost;
}

/** Tracebacks that are logged and lived with. */
function isHandled(log: LogText, line: number, chain: Chain): boolean {
  const before = log.text(log.previous(line));
  if (/^Exception ignored in|^--- Logging error ---/.test(before)) return true;
  if (isAddOn(chain)) return true;
  const after = log.text(log.next(chain.lines.at(-1) ?? line));
  if (levelOf(after) === 'info' && /\b(?:continu|handled|fall(?:ing|s)? ?back|retry|skipp|ignor)/i.test(after))
    return true;
  const warned = levelOf(before) === 'warning' || levelOf(log.text(line)) === 'warning';
  return warned && goesOn(log, chain.lines.at(-1) ?? line);
}

/** Blender goes on without an add-on that can't be loaded. */
function isAddOn({ tracebacks }: Chain): boolean {
  return tracebacks[0]?.frames[0]?.file.endsWith('addon_utils.py') === true;
}

/** Whether the program printed more after this line. */
function goesOn(log: LogText, line: number): boolean {
  const next = log.next(line);
  return next !== -1 && (log.text(next) !== '' || log.next(next) !== -1);
}

function readChain(log: LogText, first: number): Chain | undefined {
  const tracebacks: Traceback[] = [];
  const lines: number[] = [];
  for (let line = first; line !== -1 && lines.length < longestTraceback; ) {
    const traceback = readOne(log, line, lines);
    if (traceback === undefined) break;
    tracebacks.push(traceback);
    line = findChained(log, traceback.exceptionAt, lines);
  }
  return tracebacks.length === 0 ? undefined : { tracebacks, lines };
}

/** Reads frames up to the line of the exception, which is indented no deeper than the header. */
function readOne(log: LogText, first: number, lines: number[]): Traceback | undefined {
  const lead = leadOf(log, first);
  const depth = lead === '' ? indentOf(log.text(first), header) : 0;
  const frames: Frame[] = [];
  lines.push(first);
  for (let line = log.next(first); line !== -1 && lines.length < longestTraceback; line = log.next(line)) {
    const text = withoutLead(log.text(line), lead);
    lines.push(line);
    const frame = frameLine.exec(text);
    if (frame?.[1] !== undefined) frames.push({ file: frame[1], line: Number(frame[2]) });
    else if (text !== '' && firstVisible(text) <= depth && !remote.test(text)) return toTraceback(text, line, frames);
  }
  return undefined;
}

/** What a logger puts before every line of a traceback, `- ERROR - `, if the line after the header has it too. */
function leadOf(log: LogText, first: number): string {
  const text = log.text(first);
  const lead = text.slice(0, text.indexOf(header));
  return /[^\s|]/.test(lead) && log.text(log.next(first)).startsWith(lead) ? lead : '';
}

function withoutLead(text: string, lead: string): string {
  return lead !== '' && text.startsWith(lead) ? text.slice(lead.length) : text;
}

function toTraceback(text: string, line: number, frames: readonly Frame[]): Traceback | undefined {
  const found = exceptionLine.exec(text);
  if (found?.[1] === undefined || text.includes(header)) return undefined;
  const name = found[1].slice(found[1].lastIndexOf('.') + 1);
  return { exceptionAt: line, name, exception: classifyException(found[1], found[2] ?? '', frames), frames };
}

/** Where the traceback begins that this exception led to, or -1. */
function findChained(log: LogText, exceptionAt: number, lines: number[]): number {
  const passed: number[] = [];
  let chained = false;
  for (let line = log.next(exceptionAt); line !== -1 && passed.length < longestMessage; line = log.next(line)) {
    const text = log.text(line);
    if (text.includes(header)) {
      if (chained) lines.push(...passed);
      return chained ? line : -1;
    }
    if (chainMarker.test(text)) chained = true;
    passed.push(line);
  }
  return -1;
}

function indentOf(text: string, word: string): number {
  const at = text.indexOf(word);
  return /^[\s|]*$/.test(text.slice(0, at)) ? at : 0;
}

function firstVisible(text: string): number {
  const at = text.search(/[^\s|]/);
  return at === -1 ? text.length : at;
}

/** Code that does not parse is reported without a traceback: a frame, the source line, a caret, the error. */
function readSyntaxError(log: LogText, line: number): Finding | undefined {
  const found = exceptionLine.exec(log.text(line));
  if (found?.[1] === undefined || !/^(?:SyntaxError|IndentationError|TabError)$/.test(found[1])) return undefined;
  const lines = [line];
  for (let at = log.previous(line); at !== -1 && lines.length < 8; at = log.previous(at)) {
    lines.unshift(at);
    const frame = frameLine.exec(log.text(at));
    if (frame?.[1] === undefined) continue;
    if (log.text(log.previous(at)).includes(header) || frameLine.test(log.text(log.previous(log.previous(at))))) break;
    const { category, narrow, weight } = classifyException(found[1], found[2] ?? '', []);
    return { line, category, narrow, weight, frame: { file: frame[1], line: Number(frame[2]) }, covers: lines };
  }
  return undefined;
}

/** A log read from its middle may begin inside a traceback. */
function readHeadless(log: LogText, line: number): Finding | undefined {
  if (line > 40 || !frameLine.test(log.text(line))) return undefined;
  const lines: number[] = [];
  const frames: Frame[] = [];
  for (let at = 0; at !== -1 && lines.length < longestRest; at = log.next(at)) {
    const text = log.text(at);
    if (text.includes(header) || (at > 0 && at < line && !/^\s/.test(text))) return undefined;
    lines.push(at);
    const frame = frameLine.exec(text);
    if (frame?.[1] !== undefined) frames.push({ file: frame[1], line: Number(frame[2]) });
    else if (at > line && /^\S/.test(text)) {
      const traceback = toTraceback(text, at, frames);
      return traceback === undefined ? undefined : toFinding(log, 0, { tracebacks: [traceback], lines });
    }
  }
  return undefined;
}
