import { findErrno } from './catalogue/errnos.ts';
import { codeTables } from './catalogue/find.ts';
import { findExit } from './catalogue/findExit.ts';
import { findStatedExit, readExitCode } from './catalogue/readExit.ts';
import { findSignal, findSignalNumber } from './catalogue/signals.ts';
import { findWindowsError } from './catalogue/windowsErrors.ts';
import { findWindowsStatus } from './catalogue/windowsStatuses.ts';

/** A code in a text, with its meaning. */
export interface ExplainedCode {
  readonly from: number;
  readonly to: number;
  /** The code with the name that people search for: `137 (SIGKILL)`, `ENOENT (2)`. */
  readonly name: string;
  readonly meaning: string;
  readonly fixes: readonly string[];
}

type Meaning = Pick<ExplainedCode, 'name' | 'meaning' | 'fixes'>;

/** Matches words that may be codes: numbers with a sign, hexadecimal numbers, and names. */
const word = /-?0x[\da-f]{1,16}\b|-?\b\d{1,10}\b|\b[A-Za-z][A-Za-z0-9]{2,60}\b/gi;
/** Number of characters around a code that determine its kind. */
const context = 300;

/**
 * Explains the code at a position in a line: an exit code, a signal, an error of a system call or of Windows, or a code
 * of Batch or Azure Storage. Undefined if there is none, or for a number that may mean anything. Never throws.
 */
export function explainCode(line: string, character: number): ExplainedCode | undefined {
  const begin = Math.max(0, character - context);
  const text = line.slice(begin, character + context);
  for (const found of text.matchAll(word)) {
    const from = begin + found.index;
    const to = from + found[0].length;
    if (character < from || character > to) continue;
    const meaning = findMeaning(found[0], text, found.index);
    if (meaning !== undefined) return { from, to, ...meaning };
  }
  return undefined;
}

function findMeaning(code: string, text: string, at: number): Meaning | undefined {
  if (/^-?(?:0x|\d)/i.test(code)) return findNumber(code, text, at);
  return findName(code);
}

/** Match text before a number that is an error of a system call, or of Windows. */
const errno = /\b(?:errno|os error|error code|system error|errnum)\b ?[:=#]? ?[[(]?$/i;
const winError = /\b(?:win(?:dows |32)?error|system error|error)\b ?[:=#]? ?[[(]?$/i;
const isOfWindows = /\bWinError\b|\bWin32|\bWindows\b|\bSystem error\b/i;
const isOfLinux = /\bErrno\b|\bos error\b|\berrno\b/i;
const signal = /\bsignal(?: number)? ?[:=#]? ?[[(]?$/i;

function findNumber(code: string, text: string, at: number): Meaning | undefined {
  const number = Number(code.replace(/^-(?=0x)/i, '')) * (/^-0x/i.test(code) ? -1 : 1);
  const before = text.slice(0, at);
  if (signal.test(before)) return toExit(findExit(-number, 'linux'));
  if (isOfWindows.test(before) && winError.test(before)) return findWindows(number);
  if (isOfLinux.test(before) && errno.test(before)) return toErrno(Math.abs(number));
  const isStated = readExitCode(text) === number || readExitCode(text) === number - 2 ** 32;
  if (isStated) return toExit(findStatedExit(text) ?? findExit(number));
  return isStatus(code, number) ? findStatus(number) : undefined;
}

/** Checks whether a number can only be a Windows status. */
function isStatus(code: string, number: number): boolean {
  return /^-?0x[48ce][\da-f]{7}$/i.test(code) || number <= -1_000_000_000 || number >= 0xc0000000;
}

function findStatus(number: number): Meaning | undefined {
  const signed = number > 0x7fffffff ? number - 2 ** 32 : number;
  return findWindowsStatus(signed) === undefined ? undefined : toExit(findExit(signed, 'windows'));
}

function findWindows(number: number): Meaning | undefined {
  const row = findWindowsError(number);
  return row && { name: `WinError ${number}`, meaning: row.meaning(), fixes: row.fixes?.() ?? [] };
}

function findName(name: string): Meaning | undefined {
  if (/^SIG[A-Z]{2,6}$/.test(name)) {
    const number = findSignalNumber(name);
    const known = number === undefined ? undefined : findSignal(-number);
    return known && { name, meaning: known.row.meaning(), fixes: known.row.fixes?.() ?? [] };
  }
  if (/^E[A-Z\d]{3,14}$/.test(name)) return toErrno(name);
  return findServiceCode(name);
}

function toErrno(asked: number | string): Meaning | undefined {
  const known = findErrno(asked);
  return known && { name: `${known.name} (${known.number})`, meaning: known.meaning, fixes: [] };
}

function toExit(exit: ReturnType<typeof findExit>): Meaning | undefined {
  return exit && { name: exit.name, meaning: exit.meaning, fixes: exit.fixes };
}

/**
 * Finds the meaning of a service code in its exact spelling. A word in a single letter case would match only by chance.
 */
function findServiceCode(code: string): Meaning | undefined {
  if (!/[a-z][A-Z]/.test(code)) return undefined;
  for (const table of Object.values(codeTables)) {
    if (!Object.hasOwn(table, code)) continue;
    const { meaning, fixes } = table[code]?.text() ?? {};
    if (meaning === undefined) continue;
    return { name: code, meaning, fixes: (fixes ?? []).map((fix) => (typeof fix === 'string' ? fix : fix.text)) };
  }
  return undefined;
}
