import { constants as osConstants } from 'node:os';
import { join } from 'node:path';
import { splitCommandLine } from '../commandLine.ts';
import { failureExitCode, type RunFailure, type RunResult } from '../outcome.ts';
import { markerVariable, type RunFolders } from './environment.ts';
import { killByVariable } from './processTree.ts';
import type { SupervisedEnd, Supervisor } from './supervisor/supervisor.ts';

interface Program {
  readonly commandLine: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly folders: RunFolders;
  /** Aborted to end the program and everything it has started. */
  readonly signal: AbortSignal;
}

/** The runner of programs, and the limit of their output. */
export interface ProgramHost {
  readonly supervisor: Supervisor;
  /** Limit of `stdout.txt` and `stderr.txt` together. */
  readonly mostOutputBytes: number;
}

/**
 * Runs a command line to its end, not in a shell, with `stdin` closed and both outputs going straight to files.
 * Afterward, nothing that it started is left.
 */
export async function runProgram(program: Program, { supervisor, mostOutputBytes }: ProgramHost): Promise<RunResult> {
  const { commandLine, environment, folders, signal } = program;
  const [file = '', ...args] = splitCommandLine(commandLine) ?? [];
  const order = {
    file,
    args,
    folder: folders.working,
    environment,
    marker: markerVariable,
    stdout: join(folders.run, 'stdout.txt'),
    stderr: join(folders.run, 'stderr.txt'),
    mostOutputBytes,
  };
  const end = await supervisor.run(order, signal);
  if (end.kind === 'lost') await killByVariable(markerVariable, folders.run);
  return file === '' ? { failure: launchFailed('The command line is empty or a quote is not closed') } : toResult(end);
}

const killed = -osConstants.signals.SIGKILL;

function toResult(end: SupervisedEnd): RunResult {
  switch (end.kind) {
    case 'ended':
      return toExit(end.code, end.signal);
    case 'wroteTooMuch':
      return { exitCode: killed, failure: outputTooLong };
    case 'lost':
      return { exitCode: killed, failure: supervisorEnded };
    case 'refused':
      return { failure: toLaunchFailure(end.code) };
  }
}

/** The Linux node agent reports the negated number of a signal that ended the task's own process. */
function toExit(code: number | null, signalName: NodeJS.Signals | null): RunResult {
  const exitCode = code ?? -(signalName === null ? 0 : osConstants.signals[signalName]);
  return exitCode === 0 ? { exitCode } : { exitCode, failure: failureExitCode };
}

/** Batch documentation: "Node errors", `DiskFull`. */
const outputTooLong: RunFailure = {
  category: 'ServerError',
  code: 'DiskFull',
  message: 'There is not enough disk space on the node',
  details: [{ name: 'Message', value: 'It wrote more output than this simulator lets a program write (--max-output)' }],
};

/** Batch documentation: "Task error codes", `Unknown`. */
const supervisorEnded: RunFailure = {
  category: 'ServerError',
  code: 'Unknown',
  message: 'An unknown error has occurred while the task ran',
  details: [{ name: 'Message', value: 'The process that runs programs for the simulator was ended' }],
};

function toLaunchFailure(code: string): RunFailure {
  if (code !== 'ENOENT') return launchFailed(code === 'EACCES' ? 'Permission denied' : code);
  return {
    category: 'UserError',
    code: 'CommandProgramNotFound',
    message: 'The specified command program is not found',
    details: [{ name: 'Message', value: 'The system cannot find the file specified' }],
  };
}

function launchFailed(reason: string): RunFailure {
  return {
    category: 'UserError',
    code: 'CommandLaunchFailed',
    message: 'The specified command could not be launched',
    details: [{ name: 'Message', value: reason }],
  };
}
