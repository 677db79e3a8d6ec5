import { findTracedCommand, listPrograms } from '../../definitions/programs.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { Exit } from './exit.ts';
import { findExit } from './findExit.ts';

interface Ended {
  readonly commandLine?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly os?: OperatingSystem | undefined;
  /** The log in which a shell may have traced its commands. */
  readonly stderr?: string | undefined;
}

/**
 * Finds the meaning of the exit code for the program that returned it: the one that states its own code (`named`), the
 * last command that the shell traced, or the programs of the command line.
 */
export function findProcessExit(
  { commandLine = '', exitCode, os, stderr = '' }: Ended,
  named?: string,
): Exit | undefined {
  if (exitCode === undefined) return undefined;
  return findExit(exitCode, os, named === undefined ? listPrograms(findTracedCommand(stderr) ?? commandLine) : [named]);
}
