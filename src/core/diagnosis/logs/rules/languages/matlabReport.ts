import type { Frame } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';

interface MatlabMessage {
  readonly line: number;
  readonly words: string;
  /** The function that raised the error, if its line is known. */
  readonly frame: Frame | undefined;
}

/** An error with its frames and causes, outermost first, and the lines of all of them. */
export interface MatlabReport {
  readonly messages: readonly [MatlabMessage, ...MatlabMessage[]];
  readonly lines: readonly number[];
}

const using = /^\s*(?:\{\W?)?Error using /;
const frameLine = /^(?:Error in|出错) (?:==> )?(?<file>[^\s(>]+)(?:>\S+)? (?:\(line |at )(?<at>\d+)/;
const causesLine = /^\s*Caused by:$/;

/** Maximum numbers of lines of a report, of one of its messages, and below an error that are searched for a frame. */
const longestReport = 40;
const longestMessage = 6;
const framesWithin = 40;

/** Matches MATLAB's own functions that are written in MATLAB, so they are reported with a line. */
const ownFunctions =
  /^(?:fileread|readtable|readmatrix|csvread|dlmread|xlsread|imread|importdata|cell2mat|str2func|validate\w*|inputParser|parpool|parfor|ode\w*|fzero|fsolve|fmincon|interp\w*|webread|websave|urlread|datetime|strsplit|strjoin|system|movefile|copyfile|mex)$/;

/** Reads a report, starting at its first line: `Error using load`. */
export function readMatlabReport(log: LogText, first: number): MatlabReport {
  const own = messageBelow(log, first);
  const causes: MatlabMessage[] = [];
  const lines = [first];
  let inCauses = false;
  for (let line = log.next(first); line !== -1 && lines.length < longestReport; line = log.next(line)) {
    const text = log.text(line);
    if (causesLine.test(text)) {
      inCauses = true;
      if (!using.test(log.text(log.next(line)))) causes.push(toMessage(log, log.next(line), undefined));
    } else if (using.test(text)) {
      if (!inCauses) break;
      causes.push(messageBelow(log, line));
    } else if (inCauses && /^\S/.test(text)) break;
    lines.push(line);
  }
  return inCauses
    ? { messages: [own, ...causes], lines }
    : { messages: [own], lines: [first, ...messageLines(log, own.line)] };
}

function messageBelow(log: LogText, header: number): MatlabMessage {
  return toMessage(log, log.next(header), raisedBy(log.text(header)));
}

function toMessage(log: LogText, line: number, frame: Frame | undefined): MatlabMessage {
  const words = messageLines(log, line).map((at) => log.text(at).trim());
  return { line, words: words.join(' '), frame };
}

/** Returns the lines of a message, which ends before an empty line, a frame, or a cause. */
function messageLines(log: LogText, first: number): readonly number[] {
  const lines: number[] = [];
  for (let line = first; line !== -1 && lines.length < longestMessage; line = log.next(line)) {
    const text = log.text(line);
    if (text.trim() === '' || using.test(text) || frameLine.test(text) || causesLine.test(text)) break;
    lines.push(line);
  }
  return lines;
}

/** Returns the function that called `error`: `Error using run_case (line 5)`. */
function raisedBy(text: string): Frame | undefined {
  const { file, at } = /Error using (?<file>[\w>]+) \(line (?<at>\d+)\)/.exec(text)?.groups ?? {};
  const name = file?.split('>')[0];
  return name === undefined || ownFunctions.test(name) ? undefined : { file: name, line: Number(at) };
}

/** Checks whether a line names a function through which an error was propagated. */
export function isFrame(text: string): boolean {
  return frameLine.test(text);
}

/** Finds the innermost frame below an error in a function that is not MATLAB's own. */
export function frameBelow(log: LogText, line: number): Frame | undefined {
  for (let at = log.next(line), seen = 0; at !== -1 && seen < framesWithin; at = log.next(at), seen++) {
    const { file, at: place } = frameLine.exec(log.text(at))?.groups ?? {};
    if (file !== undefined && !/[\\/]toolbox[\\/]|\+internal|^matlab\./.test(file))
      return { file, line: Number(place) };
  }
  return undefined;
}
