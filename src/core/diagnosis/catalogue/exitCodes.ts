import { findConvention } from './conventions.ts';
import type { ExitCodeMeaning } from './exitCodeMeaning.ts';
import { findSignalMeaning } from './signals.ts';
import { findWindowsStatus } from './windowsStatus.ts';

export type OperatingSystem = 'linux' | 'windows';

/**
 * What an exit code of a task says. Codes of Windows may be signed or unsigned, and are theirs whatever `os` was guessed:
 * no code of Linux is so large. A negative small code is a signal, as the Linux agent reports it when no shell stands
 * between. Undefined for 0 and for a code without a known meaning.
 */
export function explainExitCode(code: number, os?: OperatingSystem): ExitCodeMeaning | undefined {
  if (code === 0 || !Number.isInteger(code)) return undefined;
  const signed = code > 0x7fffffff && code <= 0xffffffff ? code - 0x100000000 : code;
  const status = findWindowsStatus(signed);
  if (status !== undefined) return status;
  const signal = os === 'windows' || signed === -1 ? undefined : findSignalMeaning(signed);
  if (signal !== undefined) return signal;
  const convention = findConvention(signed, os);
  if (convention === undefined) return undefined;
  return { name: String(code), category: convention.category, specific: convention.specific, ...convention.text() };
}
