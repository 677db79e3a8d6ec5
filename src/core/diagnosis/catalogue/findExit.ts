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
 * Finds the meaning of an exit code, regardless of its notation: signed or unsigned, `128 + n` or `-n` for a signal.
 * Windows codes are recognized regardless of the guessed `os`, because no Linux code is that large. A negative small
 * code is a signal, as the Linux agent reports it if no shell is involved. `programs` are the names, without folders,
 * of programs that may have returned the code; a program's own meaning takes precedence. Undefined for 0 and for a code
 * without a known meaning.
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
 * Returns the code with the form that people search for, if it is not the number itself: `-1073741510 (0xC000013A)`.
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

/** Exit codes with a specific meaning in certain programs. */
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
 * Finds the only one of `programs` that has its own meaning for the code. Undefined if there are none or several. If
 * other programs may also have returned the code, its certainty is lowered.
 */
function findProgramExit(code: number, programs: readonly string[]): KnownExit | undefined {
  const candidates = [...new Set(programs)];
  const [known, ...others] = candidates.filter((program) => Object.hasOwn(byProgram.get(program) ?? {}, code));
  const row = known === undefined || others.length > 0 ? undefined : byProgram.get(known)?.[code];
  if (known === undefined || row === undefined) return undefined;
  const isAlone = candidates.length === 1 || row.certainty === 'maybe';
  return { id: `${known} ${code}`, label: known, row: isAlone ? row : { ...row, certainty: 'mostly' } };
}
