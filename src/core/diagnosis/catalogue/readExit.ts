import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { listPrograms } from '../evidence/programs.ts';
import type { Exit } from './exit.ts';
import { findExit } from './findExit.ts';
import { findSignalNumber } from './signals.ts';

/** Wordings by which wrappers give a signal, by its name, its number or its description. */
const signals: readonly RegExp[] = [
  /<Signals\.(?<name>SIG[A-Z]+)\b/,
  /\((?<name>SIG[A-Z]+)\) received by\b/,
  /\b(?:[Ee]xit(?:ed)?|[Rr]eturned|[Ff]ailed|[Tt]erminated|[Dd]ied|[Kk]illed|[Cc]rashed|[Ss]topped|[Aa]borted)\b.{0,40}?\b(?<name>SIG[A-Z]+)\b/,
  /\b(?:by|on|with|received|caught|got|due to) (?:an? )?signal(?: number)?:? ?(?<number>\d{1,2})\b/i,
  /\bsignal: (?<name>killed|terminated|interrupt|aborted|hangup|segmentation fault|bus error|illegal instruction)\b/,
];

/** Wordings by which they give a code, however it is written. */
const codes: readonly RegExp[] = [
  // `exit code 137`, `exitcode: -9`, `ExitCode=137`, `exit status (137)`, `return value: -9`, `exits with return code = -9`
  /\b(?:exit|return)[ _-]?(?:code|status|value)(?: (?:is|was|of))?(?: ?[:=]| \()?\s?(?<code>-?\d{1,11}|0x[\da-f]{1,8})\b/i,
  // `exited with 139`, `failed with status 127`, `terminated with an error exit status (137)`, `Child returned 137`
  /\b(?:exited|returned|gave|terminated|died|failed|ended|finished|quit|crashed|stopped|exit)(?:,? (?:with|by|an?|the|non-?zero|unexpected|exit|return|status|code)){0,5}(?: ?[:=]| \()? (?<code>\d{1,11}|0x[\da-f]{1,8})\b/i,
  // `exit 127`, and `exit: 127` of Nextflow's records
  /\bexit:? (?<code>\d{1,3})\b/,
  // `exited: status 137`, `worker died (code -9)`
  /\b(?:exit(?:ed)?|return(?:ed)?|failed|terminated|died|killed)\b.{0,40}?(?<!\berror )\b(?:code|status)[:=]? ?(?<code>-?\d{1,3})\b/i,
  // `(code 137)`, `status: 127`; error codes and status codes are of something else
  /(?<!\b(?:error|status) )\b(?:code|status)[:=]? ?(?<code>1[2-5]\d)\b/i,
  // `make: *** [Makefile:4: all] Error 127`
  /^make(?:\[\d+\])?: \*\*\* .{0,200}\bError (?<code>\d{1,3})$/,
];

/**
 * Statuses of Windows, which can be nothing else: 0xC0000005, -1073741819, 3221225477, and 1073741819, where the sign
 * was lost.
 */
const statuses = /(?<![\w-])(?<code>(?<=\berror code )1073741\d{3}|0x[48CEce][\da-f]{7}|-\d{9,10}|[34]\d{9})\b/i;

/** Python's words for a command that failed, as a list of words or as one text; or the name of a program before its end. */
const command =
  /\bCommand (?:'\[(?<first>'[^']{1,200}'|"[^"]{1,200}")|'(?<line>[^'[][^']{0,2000}))|\b(?<named>\w{1,30}) (?:failed|exited|returned|ended) with\b/;

/** Wrappers that report a program's end use one of these. */
export const exitLiterals: readonly string[] = [
  'xit code|xit status|xit_code|xitcode|xitCode|XIT CODE|xit 1|eturn code|eturncode|eturn value|eturned 1',
  'xited with |ailed with |nded with |code 1|status 1|ode: 1|tus: 1|ode -|tus -|ode: -|tus: -|ode=1|tus=1|Error 1',
  'Signals.SIG|) received by|SIGKILL|SIGSEGV|SIGABRT|SIGBUS|SIGILL|SIGFPE|ignal: | signal ',
  '0xC00|0xc00|0xE04|0xe04|0xE06|0xe06|10737|32212|-5324|-5297',
].flatMap((some) => some.split('|'));

const maxLength = 2000;

/**
 * Reads the exit code in a wrapper's sentence, a signal as a negative number: 137 of `exit status 137`, -9 of `died
 * with <Signals.SIGKILL: 9>`, 0xC0000005 of itself. Undefined when it has none.
 */
export function readExitCode(sentence: string): number | undefined {
  const text = sentence.slice(0, maxLength);
  const signal = findGroups(text, signals);
  const number = signal?.['number'] ?? (signal?.['name'] && findSignalNumber(signal['name']));
  if (number !== undefined && number !== '') return -Number(number);
  const code = findGroups(text, codes)?.['code'] ?? statuses.exec(text)?.groups?.['code'];
  return code === undefined ? undefined : restoreSign(Number(code));
}

/** Restores the sign of a status of Windows, which some programs omit. 2 to the power of 30 is a size. */
function restoreSign(code: number): number {
  return code >= 1073741000 && code < 1073742000 && code !== 2 ** 30 ? -code : code;
}

/** Finds the meaning of the exit code in a wrapper's sentence, for the program it names. Undefined if there is none. */
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
