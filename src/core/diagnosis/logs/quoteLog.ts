import * as l10n from '@vscode/l10n';
import { countNoticeLines, readLeftOut } from '../../files/logNotice.ts';
import { showLine } from '../../files/shownLine.ts';
import type { Evidence, LogExplanation, LoggedLine } from '../explanation/explanation.ts';
import type { Finding } from './engine/finding.ts';
import type { LogText } from './engine/text/logText.ts';

/**
 * Matches the source of a log line: the file of a task, subtask, start task, or agent, or a log that was given without
 * an account; and the number of the line in the file (`toFileLine`).
 */
export const logSource =
  /^([^/:]{0,250}\.(?:txt|log|err|out|[eo]\d{1,20})|\.command\.\w{3}|log|(?:wd|workitems|startup|\$AgentLogs)\/[^:]{1,1000})(?::|, line )(-?\d{1,12})$/;

/**
 * Returns the line number in the file, starting at 1, for a line of the text that was read. If the text does not start
 * at the beginning of the file, the number from the beginning is unknown, so the number is negative and counts from the
 * end, where -1 is the last line.
 */
export function toFileLine(text: string, line: number): number {
  if (readLeftOut(text) === undefined) return line - countNoticeLines(text);
  return line - countLines(text.endsWith('\n') ? text.slice(0, -1) : text) - 1;
}

/** Returns the words for a line number in a file, which follow "line" in sentences. */
export function nameLine(number: number): string {
  return number > 0
    ? String(number)
    : l10n.t({
        message: '{line} from the end',
        args: { line: -number },
        comment: ['Follows the word "line": the number of a line, counted from the end of a log'],
      });
}

/** Checks whether a source is the log of a task. */
export function isOfLog(source = ''): boolean {
  return /^(?:std(?:err|out)\.txt|(?:wd|workitems)\/)/.test(source);
}

/** Numbers of lines to quote around the line at fault; more above, because traces precede the message. */
const linesBefore = 8;
const linesAfter = 2;
/** Maximum length of a quoted line; the log itself shows the whole line. */
const maxLineLength = 400;

/** Quotes the lines of a log around the line at fault, each with its number. May contain secrets. */
export function quoteLog(
  file: string,
  text: string,
  { line, text: signal }: LogExplanation['rootCause'],
): readonly Evidence[] {
  const above = countNoticeLines(text);
  const from = Math.max(above, line - 1 - linesBefore);
  const shift = toFileLine(text, line) - line;
  return text
    .split('\n')
    .slice(from, line + linesAfter)
    .map((quoted, index) => ({
      source: `${file}:${from + index + 1 + shift}`,
      ...(from + index + 1 === line ? { text: cut(quoted, signal), isCause: true } : { text: cut(quoted) }),
    }));
}

/** Number of lines quoted from the end of a log in which no line is known to be the cause. */
const lastLines = 3;
/** Number of characters at the end of a log that are searched for the last lines. */
const lengthOfEnd = 8192;

/** Quotes the last non-empty lines of a log, each with its number. May contain secrets. */
export function quoteEnd(file: string, text: string): readonly Evidence[] {
  const end = text.trimEnd();
  const above = countNoticeLines(text);
  const shift = toFileLine(text, 1) - 1;
  const from = end.length <= lengthOfEnd ? 0 : end.length - lengthOfEnd;
  const firstNumber = countLines(end.slice(0, from));
  return end
    .slice(from)
    .split('\n')
    .map((line, index) => ({ text: cut(line), source: `${file}, line ${firstNumber + index + shift}` }))
    .slice(Math.max(0, above - firstNumber + 1))
    .filter((line) => line.text.trim() !== '')
    .slice(-lastLines);
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Returns a line as the log shows it; for a line that is too long, the significant part or the beginning. */
function cut(line: string, signal?: string): string {
  const shown = showLine(line).text;
  return shown.length > maxLineLength ? (signal ?? `${shown.slice(0, maxLineLength)}…`) : shown;
}

/** Number of lines quoted, starting with the cause, if the cause is not part of a block. */
const lonelyLines = 3;
/** Number of lines below the cause that are searched. */
const farthestBelow = 100;
/** Maximum number of lines quoted from a stack or other block that the cause belongs to. */
const blockLines = 12;
const widestQuote = 500;
const leadOfQuote = 120;

/** Quotes the block that the cause belongs to, such as its stack, or else the lines from the cause on. */
export function quoteFinding(cause: Finding, log: LogText): LoggedLine[] {
  const block = chooseBlock(cause, log);
  const isBlock = block.length > 1;
  return (isBlock ? block : listFrom(cause.line, log)).map((line) => ({
    text: isBlock ? quoteLine(line, log) : quoteLine(line, log).trim(),
    line: log.toOriginal(line) + 1,
  }));
}

/** Returns a line as it is quoted: if it is too long, only the part around its focus, with ellipses at the cuts. */
export function quoteLine(line: number, log: LogText): string {
  const text = log.text(line).trimEnd();
  if (text.length <= widestQuote) return text;
  const signal = log.findSignal(line);
  const from = signal <= widestQuote - leadOfQuote ? 0 : signal - leadOfQuote;
  const to = from + widestQuote;
  return `${from === 0 ? '' : '…'}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}

function isBlank(log: LogText, line: number): boolean {
  return log.text(line).trim() === '';
}

function listFrom(first: number, log: LogText): readonly number[] {
  const lines: number[] = [];
  let line = first;
  for (let seen = 0; line !== -1 && seen < farthestBelow && lines.length < lonelyLines; seen++) {
    if (!isBlank(log, line)) lines.push(line);
    line = log.next(line);
  }
  return lines;
}

/**
 * Chooses all lines of a short block. For a long block, chooses its start, the cause, and the frames in the file at
 * fault, nearest to the cause first, each with the source line that may follow.
 */
function chooseBlock({ line: cause, covers = [], frame }: Finding, log: LogText): readonly number[] {
  const lines = [...new Set([...covers, cause])].filter((line) => !isBlank(log, line)).sort(ascending);
  if (lines.length <= blockLines) return lines;
  const kept = new Set([lines[0] ?? cause, cause]);
  const frames = frame === undefined ? lines : lines.filter((line) => log.text(line).includes(frame.file));
  for (const line of frames.sort((one, other) => Math.abs(one - cause) - Math.abs(other - cause))) {
    if (kept.size + 2 > blockLines) break;
    kept.add(line);
    const source = log.next(line);
    if (lines.includes(source) && /^\s/.test(log.text(source))) kept.add(source);
  }
  return [...kept].sort(ascending);
}

function ascending(one: number, other: number): number {
  return one - other;
}
