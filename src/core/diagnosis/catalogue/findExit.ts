import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { applicationExits } from './applicationExits.ts';
import type { Exit, KnownExit, ProgramExits } from './exit.ts';
import { findConvention } from './exitConventions.ts';
import { installerExits } from './installerExits.ts';
import { runtimeExits } from './runtimeExits.ts';
import { findSignal } from './signals.ts';
import { toolExits } from './toolExits.ts';
import { transferExits } from './transferExits.ts';
import { findWindowsStatus } from './windowsStatuses.ts';

/**
 * Finds the meaning of an exit code, the same in each of its notations: signed or unsigned, `128 + n` or `-n` for a
 * signal. Codes of Windows are recognized whatever `os` was guessed: no code of Linux is so large. A negative small
 * code is a signal, as the Linux agent reports it when no shell stands between. `programs` are those that may have
 * returned the code, by name and without their folders: a meaning of its own of one of them comes first. Undefined for
 * 0 and for a code without a known meaning.
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

/**
 * Returns the code with the form that people search for, if that is not the number itself: `-1073741510 (0xC000013A)`.
 */
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

/** Exit codes with a meaning of their own in certain programs. */
export const programExits: readonly ProgramExits[] = [
  ...transferExits,
  ...installerExits,
  ...toolExits,
  ...runtimeExits,
  ...applicationExits,
];

const byProgram: ReadonlyMap<string, ProgramExits['exits']> = new Map(
  programExits.flatMap(({ programs, exits }) => programs.map((program) => [program, exits] as const)),
);

/**
 * Finds the one of `programs` for which the code has a meaning of its own. Undefined for none or two; when others may
 * have returned it as well, it is not the only possible meaning.
 */
function findProgramExit(code: number, programs: readonly string[]): KnownExit | undefined {
  const candidates = [...new Set(programs)];
  const [known, ...others] = candidates.filter((program) => Object.hasOwn(byProgram.get(program) ?? {}, code));
  const row = known === undefined || others.length > 0 ? undefined : byProgram.get(known)?.[code];
  if (known === undefined || row === undefined) return undefined;
  const isAlone = candidates.length === 1 || row.certainty === 'maybe';
  return { id: `${known} ${code}`, label: known, row: isAlone ? row : { ...row, certainty: 'mostly' } };
}
