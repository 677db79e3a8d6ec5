import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { constants as osConstants } from 'node:os';
import { join } from 'node:path';
import { splitCommandLine } from '../commandLine.ts';
import { failureExitCode, type RunFailure, type RunResult } from '../outcome.ts';
import type { RunFolders } from './environment.ts';
import { killByVariable, killGroup } from './processTree.ts';

/** A command line with all that it needs to be started. */
export interface Program {
  readonly commandLine: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly folders: RunFolders;
  /** Ends the program and everything it has started. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command line to its end, not in a shell, with `stdin` closed and both outputs going straight to files. When
 * it has ended nothing that it started is left.
 */
export async function runProgram({ commandLine, environment, folders, signal }: Program): Promise<RunResult> {
  const stdout = await createFile(join(folders.run, 'stdout.txt'));
  const stderr = await createFile(join(folders.run, 'stderr.txt'));
  try {
    const [file, ...args] = splitCommandLine(commandLine) ?? [];
    if (file === undefined) return { failure: launchFailed('The command line is empty or a quote is not closed') };
    const child = start(file, args, {
      cwd: folders.working,
      // Node hands this one of its own on to every child unless the child's environment names it.
      env: { ...environment, NODE_V8_COVERAGE: undefined },
      detached: true,
      stdio: ['ignore', stdout.fd, stderr.fd],
    });
    return 'code' in child ? { failure: child } : await follow(child, folders, signal);
  } finally {
    await Promise.all([stdout.close(), stderr.close()]);
  }
}

/** Creates a new file, in place of whatever an earlier attempt left there. */
async function createFile(path: string): Promise<FileHandle> {
  await rm(path, { recursive: true, force: true });
  return open(path, 'wx', 0o644);
}

/** Some failures to start are thrown (an argument list too long, a NUL in it); the others come as events. */
function start(file: string, args: readonly string[], options: SpawnOptions): ChildProcess | RunFailure {
  try {
    return spawn(file, args, options);
  } catch (error) {
    return toLaunchFailure(error);
  }
}

async function follow(child: ChildProcess, folders: RunFolders, signal: AbortSignal): Promise<RunResult> {
  const { pid } = child;
  if (pid === undefined) {
    const [error] = await once(child, 'error');
    return { failure: toLaunchFailure(error) };
  }
  const kill = (): void => killGroup(pid);
  signal.addEventListener('abort', kill, { once: true });
  if (signal.aborted) kill();
  try {
    const [code, name] = await once(child, 'exit');
    kill();
    await killByVariable('AZ_BATCH_TASK_DIR', folders.run, pid);
    return toResult(code, name);
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

/** The Linux node agent reports a signal that ended the task's own process as its number, negated. */
function toResult(code: number | null, signalName: NodeJS.Signals | null): RunResult {
  const exitCode = code ?? -(signalName === null ? 0 : osConstants.signals[signalName]);
  return exitCode === 0 ? { exitCode } : { exitCode, failure: failureExitCode };
}

function toLaunchFailure(error: unknown): RunFailure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOENT') return launchFailed(code === 'EACCES' ? 'Permission denied' : String(code));
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
