import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { Exit, KnownExit } from './exit.ts';
import { findConvention } from './exitConventions.ts';
import { findProgramExit } from './findProgramExit.ts';
import { findSignal } from './signals.ts';
import { findWindowsStatus } from './windowsStatuses.ts';

/**
 * What an exit code says, the same in each of its notations: signed or unsigned, `128 + n` or `-n` for a signal. Codes of
 * Windows are theirs whatever `os` was guessed: no code of Linux is so large. A negative small code is a signal, as the
 * Linux agent reports it when no shell stands between. `programs` are those whose code it can be, by name and without
 * their folders: what one of them means by it counts first. Undefined for 0 and for a code without a known meaning.
 */
export function findExit(code: number, os?: OperatingSystem, programs: readonly string[] = []): Exit | undefined {
  const known = findKnown(code, os, programs);
  if (known === undefined) return undefined;
  const { id, label, row } = known;
  return {
    ...row,
    id,
    name: label === undefined ? String(code) : `${code} (${label})`,
    meaning: row.meaning(),
    fixes: row.fixes?.() ?? [],
  };
}

/** The code with what people search for, where that is not the number itself: `-1073741510 (0xC000013A)`. */
export function toExitName(code: number, os?: OperatingSystem): string {
  return findExit(code, os)?.name ?? String(code);
}

function findKnown(code: number, os: OperatingSystem | undefined, programs: readonly string[]): KnownExit | undefined {
  if (code === 0 || !Number.isInteger(code)) return undefined;
  const signed = code > 0x7fffffff && code <= 0xffffffff ? code - 0x100000000 : code;
  return (
    findProgramExit(signed, programs) ??
    findWindowsStatus(signed) ??
    (os === 'windows' || signed === -1 ? undefined : findSignal(signed)) ??
    findConvention(signed, os)
  );
}
