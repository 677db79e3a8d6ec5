import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { root } from '../workbench/places.ts';

/** The built command line. */
export const cli = path.join(root, 'dist/cli.cjs');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Less than a test may take, so that a command that hangs is ended before its test is. */
const hangMs = 8 * 60_000;

/** Runs the command line as a process of its own, whose home is `folder`. */
export function runCli(
  folder: string,
  args: readonly string[],
  { env = {}, stdin = '', isClosed = false, staysOpen = false, cwd = process.cwd() } = {},
): Promise<Ended> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    timeout: hangMs,
    env: { PATH, HOME: folder, XDG_STATE_HOME: folder, LOCALAPPDATA: folder, TZ: 'UTC', ...env },
  });
  let [stdout, stderr] = ['', ''];
  if (isClosed) child.stdout.destroy();
  else child.stdout.on('data', (data) => (stdout += String(data)));
  child.stderr.on('data', (data) => (stderr += String(data)));
  child.stdin.on('error', () => undefined);
  if (staysOpen) child.stdin.write(stdin);
  else child.stdin.end(stdin);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

/** Returns the environment variables that give the command line an account and its key. */
export function toEnvironment({ url, accountName }: Pick<Simulator, 'url' | 'accountName'>, key: string) {
  return { AZURE_BATCH_ACCOUNT: accountName, AZURE_BATCH_ACCESS_KEY: key, AZURE_BATCH_ENDPOINT: url };
}
