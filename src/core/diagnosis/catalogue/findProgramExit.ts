import { applicationExits } from './applicationExits.ts';
import type { KnownExit } from './exit.ts';
import { installerExits } from './installerExits.ts';
import type { ProgramExits } from './programExits.ts';
import { runtimeExits } from './runtimeExits.ts';
import { toolExits } from './toolExits.ts';
import { transferExits } from './transferExits.ts';

/** What programs mean by codes of their own. */
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
 * What the one of `programs` means by the code that has a meaning of its own for it. Undefined where none has, or where
 * two have; where others may have returned it as well, it is not the only thing that it can mean.
 */
export function findProgramExit(code: number, programs: readonly string[]): KnownExit | undefined {
  const candidates = [...new Set(programs)];
  const [known, ...others] = candidates.filter((program) => Object.hasOwn(byProgram.get(program) ?? {}, code));
  const row = known === undefined || others.length > 0 ? undefined : byProgram.get(known)?.[code];
  if (known === undefined || row === undefined) return undefined;
  const isAlone = candidates.length === 1 || row.certainty === 'maybe';
  return { id: `${known} ${code}`, label: known, row: isAlone ? row : { ...row, certainty: 'mostly' } };
}
