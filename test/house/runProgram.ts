import assert from 'node:assert/strict';
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';

/** Milliseconds after which a program counts as hanging; the slowest takes 20 s on a quiet machine. */
const hangMs = 3 * 60_000;

/** Runs a program to its end. Fails with its output if the program hangs: the test itself could not be interrupted meanwhile. */
export function runProgram(program: string, args: readonly string[], options: SpawnSyncOptions) {
  const all = { ...options, encoding: 'utf8', timeout: hangMs, killSignal: 'SIGKILL' } as const;
  const { status, stdout, stderr, signal } = spawnSync(program, args, all);
  assert.equal(
    signal,
    null,
    `${program} ${args.join(' ')} was ended after ${hangMs / 60_000} minutes: ${stdout}${stderr}`,
  );
  return { status, stdout, stderr };
}
