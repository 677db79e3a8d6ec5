import { findTracedCommand, listPrograms } from '../../definitions/programs.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { Exit } from './exit.ts';
import { findExit } from './findExit.ts';

interface Ended {
  readonly commandLine?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly os?: OperatingSystem | undefined;
  readonly stdout?: string | undefined;
  /** The log in which a shell may have traced its commands. */
  readonly stderr?: string | undefined;
}

/** Checks whether output ends with the report that Robocopy prints, whichever script ran it. */
function endsWithCopy(stdout: string): boolean {
  return /(?:^|\n) {3}Ended : [^\n]{1,80}\s*$/.test(stdout.slice(-200)) && /^ {1,8}ROBOCOPY {1,20}::/m.test(stdout);
}

/**
 * Finds the meaning of the exit code for the program that returned it: the one that states its own code (`named`), the
 * last command that the shell traced, the one whose report ends the output, or the programs of the command line.
 */
export function findProcessExit(
  { commandLine = '', exitCode, os, stdout = '', stderr = '' }: Ended,
  named?: string,
): Exit | undefined {
  if (exitCode === undefined) return undefined;
  if (named !== undefined) return findExit(exitCode, os, [named]);
  const traced = findTracedCommand(stderr);
  const isCopied = traced === undefined && endsWithCopy(stdout);
  return findExit(exitCode, os, isCopied ? ['robocopy'] : listPrograms(traced ?? commandLine));
}
