import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { root } from '../workbench/places.ts';

/** Path of the built command line. */
export const cli = path.join(root, 'dist/cli.cjs');

export interface Ended {
  readonly code: number | null;
  /** Signal that ended the process. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Shorter than the time limit of a test, so that a command that hangs is ended before its test. */
const hangMs = 8 * 60_000;

interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly isClosed?: boolean;
  readonly staysOpen?: boolean;
  readonly cwd?: string;
  /** Path of the program, by default that of the build. */
  readonly program?: string;
  /** Resolves when the process is asked to end, as a pipeline asks. */
  readonly untilTerm?: Promise<unknown>;
}

/** Runs the command line as a separate process, whose home is `folder`. */
export function runCli(
  folder: string,
  args: readonly string[],
  {
    env = {},
    stdin = '',
    isClosed = false,
    staysOpen = false,
    cwd = process.cwd(),
    program = cli,
    untilTerm,
  }: CliOptions = {},
): Promise<Ended> {
  const { PATH = '', NODE_COMPILE_CACHE: cache } = process.env;
  // Dozens of processes load the same bundles.
  const compiled = cache === undefined ? {} : { NODE_COMPILE_CACHE: cache };
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    timeout: hangMs,
    env: { PATH, HOME: folder, XDG_STATE_HOME: folder, LOCALAPPDATA: folder, TZ: 'UTC', ...compiled, ...env },
  });
  let [stdout, stderr] = ['', ''];
  untilTerm?.then(() => child.kill('SIGTERM'));
  if (isClosed) child.stdout.destroy();
  else child.stdout.on('data', (data) => (stdout += String(data)));
  child.stderr.on('data', (data) => (stderr += String(data)));
  child.stdin.on('error', () => undefined);
  if (staysOpen) child.stdin.write(stdin);
  else child.stdin.end(stdin);
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr })));
}

/** Returns the environment variables that give the command line an account and its key. */
export function toEnvironment({ url, accountName }: Pick<Simulator, 'url' | 'accountName'>, key: string) {
  return { AZURE_BATCH_ACCOUNT: accountName, AZURE_BATCH_ACCESS_KEY: key, AZURE_BATCH_ENDPOINT: url };
}

/** Returns what a simulator prints at its start, which gives the command line its address and key. */
export function toStartLine({ url, accountName, accountKey }: Pick<Simulator, 'url' | 'accountName' | 'accountKey'>) {
  return `> npm said this\n${JSON.stringify({ url, accountName, accountKey })}\n`;
}
