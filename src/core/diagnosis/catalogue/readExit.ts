import { listPrograms } from '../../definitions/programs.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { Exit } from './exit.ts';
import { findExit } from './findExit.ts';
import { findSignalNumber } from './signals.ts';

/** Matches the wordings with which wrappers report a signal, by its name, number, or description. */
const signals: readonly RegExp[] = [
  /<Signals\.(?<name>SIG[A-Z]+)\b/,
  /\((?<name>SIG[A-Z]+)\) received by\b/,
  /\b(?:[Ee]xit(?:ed)?|[Rr]eturned|[Ff]ailed|[Tt]erminated|[Dd]ied|[Kk]illed|[Cc]rashed|[Ss]topped|[Aa]borted)\b.{0,40}?\b(?<name>SIG[A-Z]+)\b/,
  /\b(?:by|on|with|received|caught|got|due to) (?:an? )?signal(?: number)?:? ?(?<number>\d{1,2})\b/i,
  /\bsignal: (?<name>killed|terminated|interrupt|aborted|hangup|segmentation fault|bus error|illegal instruction)\b/,
];

/** Matches the wordings with which wrappers report a code, in any notation. */
const codes: readonly RegExp[] = [
  // `exit code 137`, `exitcode: -9`, `ExitCode=137`, `exit status (137)`, `return value: -9`, `exits with return code = -9`
  /\b(?:exit|return)[ _-]?(?:code|status|value)(?: (?:is|was|of))?(?: ?[:=]| \()?\s?(?<code>-?\d{1,11}|0x[\da-f]{1,8})\b/i,
  // `exited with 139`, `failed with status 127`, `terminated with an error exit status (137)`, `Child returned 137`
  /\b(?:exited|returned|gave|terminated|died|failed|ended|finished|quit|crashed|stopped|exit)(?:,? (?:with|by|an?|the|non-?zero|unexpected|exit|return|status|code)){0,5}(?: ?[:=]| \()? (?<code>\d{1,11}|0x[\da-f]{1,8})\b/i,
  // `exit 127`, and `exit: 127` of Nextflow's records
  /\bexit:? (?<code>\d{1,3})\b/,
  // `exited: status 137`, `worker died (code -9)`
  /\b(?:exit(?:ed)?|return(?:ed)?|failed|terminated|died|killed)\b.{0,40}?(?<!\berror )\b(?:code|status)[:=]? ?(?<code>-?\d{1,3})\b/i,
  // `(code 137)`, `status: 127`, but not error codes and status codes, which mean something else
  /(?<!\b(?:error|status) )\b(?:code|status)[:=]? ?(?<code>1[2-5]\d)\b/i,
  // `make: *** [Makefile:4: all] Error 127`
  /^make(?:\[\d+\])?: \*\*\* .{0,200}\bError (?<code>\d{1,3})$/,
];

/**
 * Matches statuses of Windows that are unmistakable: 0xC0000005, -1073741819, 3221225477, and 1073741819, in which the
 * sign was lost.
 */
const statuses = /(?<![\w-])(?<code>(?<=\berror code )1073741\d{3}|0x[48CEce][\da-f]{7}|-\d{9,10}|[34]\d{9})\b/i;

/**
 * Matches Python's message on a failed command (a list of words or one text), or a program's name with how it ended.
 */
const command =
  /\bCommand (?:'\[(?<first>'[^']{1,200}'|"[^"]{1,200}")|'(?<line>[^'[][^']{0,2000}))|\b(?<named>\w{1,30}) (?:failed|exited|returned|ended) with\b/;

/** Every wrapper that reports the end of a program uses at least one of these literals. */
export const exitLiterals: readonly string[] = [
  'xit code|xit status|xit_code|xitcode|xitCode|XIT CODE|xit 1|eturn code|eturncode|eturn value|eturned 1',
  'xited with |ailed with |nded with |code 1|status 1|ode: 1|tus: 1|ode -|tus -|ode: -|tus: -|ode=1|tus=1|Error 1',
  'Signals.SIG|) received by|SIGKILL|SIGSEGV|SIGABRT|SIGBUS|SIGILL|SIGFPE|ignal: | signal ',
  '0xC00|0xc00|0xE04|0xe04|0xE06|0xe06|10737|32212|-5324|-5297',
].flatMap((some) => some.split('|'));

const maxLength = 2000;

/**
 * Reads the exit code in a wrapper's sentence, with a signal as a negative number: 137 for `exit status 137`, -9 for
 * `died with <Signals.SIGKILL: 9>`, and 0xC0000005 for itself. Undefined if the sentence contains none.
 */
export function readExitCode(sentence: string): number | undefined {
  const text = sentence.slice(0, maxLength);
  const signal = findGroups(text, signals);
  const number = signal?.['number'] ?? (signal?.['name'] && findSignalNumber(signal['name']));
  if (number !== undefined && number !== '') return -Number(number);
  const code = findGroups(text, codes)?.['code'] ?? statuses.exec(text)?.groups?.['code'];
  return code === undefined ? undefined : restoreSign(Number(code));
}

/** Restores the sign of a Windows status, which some programs omit. 2 to the power of 30 is a size instead. */
function restoreSign(code: number): number {
  return code >= 1073741000 && code < 1073742000 && code !== 2 ** 30 ? -code : code;
}

/** Finds the meaning of the exit code in a wrapper's sentence, for the program that it names; undefined if none. */
export function findStatedExit(sentence: string, os?: OperatingSystem): Exit | undefined {
  const code = readExitCode(sentence);
  return code === undefined ? undefined : findExit(code, os, listCommanded(sentence));
}

function listCommanded(sentence: string): readonly string[] {
  const { first, line, named } = command.exec(sentence.slice(0, maxLength))?.groups ?? {};
  return listPrograms(first ?? line ?? named ?? '');
}

function findGroups(text: string, patterns: readonly RegExp[]): Readonly<Record<string, string>> | undefined {
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined) return groups;
  }
  return undefined;
}
