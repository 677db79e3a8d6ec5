import { isOwnFile } from '../../code/ownCode.ts';
import { type Finding, type Frame, narrowness, type Rules } from '../../engine/finding.ts';
import { isCalm } from '../../engine/text/levels.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';
import type { ExceptionClass, PythonFrame } from './pythonExceptions.ts';
import { saidByLibrary } from './pythonLibraries.ts';
import { type Chain, header, readChain, type Traceback, toFrame, toTraceback } from './pythonTraceback.ts';

/** Maximum number of lines of a traceback whose beginning is cut off. */
const longestRest = 200;

export const pythonRules = {
  'python-traceback': { on: [header], read: readTraceback },
  'python-headless': { on: ['", line ', '  File '], read: readHeadless },
  'hydra-missing-target': { like: "Error locating target '{what}'", category: 'missing-module', weight: 'error' },
  'python-missing-script': {
    like: "can't open file '{what}': [Errno 2]",
    category: 'missing-file',
    weight: 'verdict',
    narrow: 'exact',
  },
  'python-missing-module': {
    like: [
      '^python{}: No module named {what}',
      '^python{}.exe: No module named {what}',
      '/python{}: No module named {what}',
    ],
    category: 'missing-module',
    narrow: 'exact',
  },
} satisfies Rules;

function readTraceback(log: LogText, line: number): Finding | undefined {
  const chain = readChain(log, line);
  return chain.tracebacks.length === 0 ? readBrokenOff(log, chain) : toPythonFinding(log, line, chain);
}

/** Reads frames that break off before the exception, in which case they show the origin of the previous message. */
function readBrokenOff(log: LogText, { brokenOff, lines }: Chain): Finding | undefined {
  const line = lines.findLast((at) => log.text(at) !== '');
  const own = brokenOff.findLast(isOwnCode);
  if (line === undefined || own === undefined) return undefined;
  return { line, category: 'other', weight: 'echo', narrow: 'other', frame: placeOf(own), covers: lines };
}

function toPythonFinding(log: LogText, first: number, chain: Chain): Finding | undefined {
  const root = rootOf(chain.tracebacks);
  if (root === undefined) return undefined;
  const said = saidByLibrary(log, first, root);
  if (said !== undefined) return { ...said, frame: ownFrame(chain, root), covers: [said.line, ...chain.lines] };
  const handled = isHandled(log, first, chain);
  const decisive = !handled && root.exception.weight !== 'echo';
  const details = decisive && !saysInOneLine(log, root) ? messageLines(log, root.exceptionAt) : undefined;
  const { category, narrow, weight, subject } = withDetails(log, root, details);
  return {
    line: root.exceptionAt,
    category,
    narrow,
    weight: handled ? 'echo' : weight,
    handled,
    subject,
    frame: tracedFrame(log, root) ?? ownFrame(chain, root),
    covers: [
      ...(decisive ? announcement(log, first) : unretrieved(log, first)),
      ...chain.lines,
      ...linesGoingDown(log, root, details),
    ],
    details,
  };
}

/** Checks for the interpreter's own exceptions with a one-line message; the lines below belong to another program. */
function saysInOneLine(log: LogText, { name, exceptionAt }: Traceback): boolean {
  return (
    /^(?:IndexError|NameError|UnboundLocalError|ZeroDivisionError|RecursionError)$/.test(name) &&
    !log.text(exceptionAt).endsWith(':')
  );
}

/** Reads further lines of a message whose first line only announces the error. */
function withDetails(
  log: LogText,
  { exception, exceptionAt }: Traceback,
  details: readonly number[] = [],
): ExceptionClass {
  if ((exception.narrow !== 'failed' && exception.category !== 'bad-input') || !log.text(exceptionAt).endsWith(':'))
    return exception;
  for (const line of details) {
    const category = categoryOfLine(log.text(line));
    if (category !== undefined && category !== 'bad-arguments') return { ...exception, category, narrow: 'guess' };
  }
  return exception;
}

/** Matches a program's complaint about its arguments before it ends; the lines below belong to another program. */
const refusesArguments = /^(?:[\w.+-]{1,60}: |[Uu]sage )error: /;

/** Returns the line in which a logger announces a traceback. */
function announcement(log: LogText, first: number): readonly number[] {
  const above = log.previous(first);
  return log.level(above) === 'error' && !refusesArguments.test(log.text(above)) ? [above] : [];
}

/** Finds the lines in which asyncio reports that the exception of a task was never retrieved. */
function unretrieved(log: LogText, first: number): readonly number[] {
  const future = log.previous(first);
  return /^future: </.test(log.text(future)) ? [log.previous(future), future] : [];
}

/** Matches exceptions with which code checks whether something exists; a later failure has a reason of its own. */
const asking =
  /^(?:KeyError|IndexError|LookupError|AttributeError|NameError|StopIteration|CancelledError|GeneratorExit)$/;

/**
 * Matches standard library modules that create missing parent folders only after an operation failed. If that fails,
 * too, its exception is the cause.
 */
const triesFirst = /[\\/](?:pathlib(?:[\\/]_\w+)?|os|shutil|tempfile)\.py$/;

function triedFirst({ name, frames }: Traceback, next: Traceback): boolean {
  const innermost = frames.at(-1)?.file;
  return (
    /^File(?:NotFound|Exists)Error$/.test(name) &&
    frames.every(({ file }) => triesFirst.test(file)) &&
    innermost === next.frames.at(-1)?.file
  );
}

/** Returns the first exception of a chain, which is the cause unless it is uninformative and a later one is not. */
function rootOf(tracebacks: readonly Traceback[]): Traceback | undefined {
  let root = tracebacks[0];
  for (const next of tracebacks.slice(1)) {
    if (root === undefined) return next;
    const wider = narrowness[root.exception.narrow] < narrowness[next.exception.narrow];
    if ((wider && asking.test(root.name)) || triedFirst(root, next)) root = next;
  }
  return root;
}

function ownFrame({ tracebacks, brokenOff }: Chain, root: Traceback): Frame | undefined {
  const from = tracebacks.indexOf(root);
  const all = [...tracebacks.slice(from), ...tracebacks.slice(0, from).reverse(), { frames: brokenOff }];
  let generated: Frame | undefined;
  for (const { frames } of all) {
    const own = frames.filter(isOwnCode).reverse();
    const innermost = own.find(({ file }) => !file.startsWith('<'));
    if (innermost !== undefined) return placeOf(innermost);
    generated ??= own[0] && placeOf(own[0]);
  }
  return generated;
}

/** Matches code with which multiprocessing starts the interpreter of a worker, shown as `<string>`. */
const startsWorker =
  /[\\/]multiprocessing[\\/](?:spawn|forkserver|resource_tracker)\.py$|[\\/]joblib[\\/]externals[\\/]loky[\\/]/;

/** Checks whether a frame is in the user's code, not a place in a parser's input or a function compiled from text. */
function isOwnCode({ file, within }: PythonFrame, index: number, all: readonly PythonFrame[]): boolean {
  if (file === '<string>' && index === 0 && startsWorker.test(all[1]?.file ?? '')) return false;
  if (file === '<string>' && index > 0 && within !== '<module>' && !isOwnFile(all[index - 1]?.file ?? '')) return false;
  return isOwnFile(file) && (within !== undefined || all.length === 1 || file.endsWith('.py'));
}

function placeOf({ file, line }: PythonFrame): Frame {
  return { file, line };
}

const ruler = /^[-=_*]{5,}/;
/** Matches messages of the C runtime when the interpreter shuts down after its report. */
const goingDown =
  /^(?:free\(\)|malloc|double free|corrupted|terminate called|Aborted|Segmentation fault|Fatal Python error)/;
const nextProgram =
  /^(?:\.?\/)?[\w.+-]+: (?:line \d+: |(?:cannot|can[’']t|unable to) |.*(?:No such file or directory|Permission denied|command not found)$)/;
const longestDetails = 16;

/** Returns a message's further lines, up to the next empty line, unless it follows a line that ends in a colon. */
function messageLines(log: LogText, first: number): number[] {
  const lines: number[] = [];
  let announced = log.text(first).endsWith(':');
  for (let line = log.next(first); line !== -1 && lines.length < longestDetails; line = log.next(line)) {
    const text = log.text(line);
    if (text.includes(header) || ruler.test(text) || goingDown.test(text) || (text === '' && !announced)) break;
    if (!announced && nextProgram.test(text)) break;
    if (text !== '') announced = false;
    lines.push(line);
  }
  return lines;
}

/** Maximum number of lines after the report in which the interpreter may crash. */
const longestFall = 6;

function linesGoingDown(log: LogText, { exceptionAt }: Traceback, details: readonly number[] = []): number[] {
  const lines: number[] = [];
  let line = log.next(details.at(-1) ?? exceptionAt);
  for (let seen = 0; line !== -1 && seen < longestFall; line = log.next(line), seen++) {
    const text = log.text(line);
    if (text !== '' && !goingDown.test(text)) break;
    lines.push(line);
  }
  return lines;
}

/** Returns the innermost frame in the message, where TensorFlow puts frames of code that it converted to a graph. */
function tracedFrame(log: LogText, { exceptionAt }: Traceback): Frame | undefined {
  if (!log.text(exceptionAt).endsWith(': in user code:')) return undefined;
  let innermost: Frame | undefined;
  for (const line of messageLines(log, exceptionAt)) {
    const frame = toFrame(log.text(line));
    if (frame !== undefined && isOwnFile(frame.file)) innermost = placeOf(frame);
  }
  return innermost;
}

const goingOn = /\b(?:continu|handled|fall(?:ing|s)? ?back|retry|skipp|ignor|rebuil|using (?:the )?default)/i;

/** Checks whether a traceback was logged and the program continued. */
function isHandled(log: LogText, line: number, chain: Chain): boolean {
  const previous = log.previous(line);
  const before = log.text(previous);
  if (/^Exception ignored in|^--- Logging error ---|^future: </.test(before)) return true;
  if (isAddOn(chain)) return true;
  const last = chain.lines.at(-1) ?? line;
  const next = log.next(last);
  const after = log.text(next);
  if (isCalm(log.level(next)) && goingOn.test(after)) return true;
  if (log.level(previous) === 'error' && goingOn.test(before) && goesOn(log, last)) return true;
  const own = log.level(line);
  const warned = own === 'warning' || (own === undefined && log.level(previous) === 'warning');
  return warned && goesOn(log, last);
}

/** Checks for an add-on that can't be loaded, without which Blender continues. */
function isAddOn({ tracebacks }: Chain): boolean {
  return tracebacks[0]?.frames[0]?.file.endsWith('addon_utils.py') === true;
}

/** Maximum number of blank lines with which a program may end its output. */
const longestGap = 8;

function goesOn(log: LogText, line: number): boolean {
  for (let next = log.next(line), seen = 0; next !== -1 && seen < longestGap; next = log.next(next), seen++)
    if (log.text(next) !== '') return true;
  return false;
}

/** Checks whether the header of a traceback was lost in another rank's line. */
function isBeheaded(log: LogText, line: number): boolean {
  if (log.rank(line) === '') return false;
  const above = log.text(log.previous(line));
  return /^(?:\S|$)/.test(above) && !above.includes(header);
}

/** Reads a traceback without its header: a log may begin inside one, and ranks may interrupt each other's lines. */
function readHeadless(log: LogText, line: number): Finding | undefined {
  if (toFrame(log.text(line)) === undefined) return undefined;
  const first = isBeheaded(log, line) ? line : 0;
  if (line - first > 40) return undefined;
  const lines: number[] = [];
  const frames: PythonFrame[] = [];
  for (let at = first; at !== -1 && lines.length < longestRest; at = log.next(at)) {
    const text = log.text(at);
    if (text.includes(header) || (at > 0 && at < line && !/^\s/.test(text))) return undefined;
    lines.push(at);
    const frame = toFrame(text);
    if (frame !== undefined) frames.push(frame);
    else if (at > line && /^\S/.test(text)) {
      const traceback = toTraceback(text, at, frames);
      return traceback === undefined
        ? undefined
        : toPythonFinding(log, first, { tracebacks: [traceback], lines, brokenOff: [] });
    }
  }
  return undefined;
}
