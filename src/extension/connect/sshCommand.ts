import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandLimits, CommandOutcome } from '../../core/connect/commandOutcome.ts';
import { type SshConnection, toSshCommandArguments } from '../../core/connect/ssh.ts';
import { explainSshFailure, readSshFailure, sshFailedCode } from '../../core/connect/sshFailure.ts';

export interface SshCommand {
  readonly program: string;
  readonly connection: SshConnection;
  readonly command: string;
  readonly limits: CommandLimits;
  readonly logFolder: string;
  readonly signal: AbortSignal;
}

/**
 * Runs one command on a node by `ssh`, without prompts, and returns the outcome. Never throws for a failure on the
 * node.
 */
export async function runSshCommand(options: SshCommand): Promise<CommandOutcome> {
  const { program, connection, command, limits, logFolder, signal } = options;
  const logPath = join(logFolder, `ssh-${randomUUID()}.log`);
  const limit = AbortSignal.timeout(limits.timeMs);
  try {
    const args = toSshCommandArguments(connection, process.platform, logPath, command);
    const ended = await collect(program, args, limits.outputBytes, AbortSignal.any([signal, limit]));
    if (signal.aborted) return { kind: 'cancelled' };
    const { exitCode, ...output } = ended;
    if (limit.aborted) return { kind: 'timedOut', ...output };
    const failure = exitCode === undefined || exitCode === sshFailedCode ? await readLog(logPath) : '';
    // The command itself may end with that code, too, but then `ssh` logs nothing.
    if (failure !== '' || exitCode === undefined) {
      const known = readSshFailure(failure, connection) ?? { kind: 'lost' as const };
      return { kind: 'failed', reason: explainSshFailure(known, connection).message };
    }
    return { kind: 'ended', exitCode, ...output };
  } finally {
    await rm(logPath, { force: true }).catch(() => undefined);
  }
}

/** Reads the log without the message about a host key that was just pinned. */
async function readLog(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('Warning: Permanently added'))
    .join('\n');
}

interface Collected {
  /** Absent if the program did not end by itself. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly isCut: boolean;
}

function collect(program: string, args: readonly string[], maxBytes: number, signal: AbortSignal): Promise<Collected> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, SSH_ASKPASS_REQUIRE: 'never' },
      windowsHide: true,
      signal,
    });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    let left = maxBytes;
    let isCut = false;
    const take = (chunks: Buffer[], chunk: Buffer): void => {
      isCut ||= chunk.length > left;
      chunks.push(chunk.subarray(0, left));
      left -= Math.min(left, chunk.length);
    };
    child.stdout.on('data', (chunk: Buffer) => take(stdout, chunk));
    child.stderr.on('data', (chunk: Buffer) => take(stderr, chunk));
    const end = (exitCode: number | undefined): void => {
      const [out, errors] = [stdout, stderr].map((chunks) => Buffer.concat(chunks).toString('utf8'));
      resolve({ exitCode, stdout: out ?? '', stderr: errors ?? '', isCut });
    };
    // A program that is stopped may have output left, which arrives before `close`.
    child.once('error', () => {
      if (child.pid === undefined) end(undefined);
    });
    child.once('close', (code) => end(code ?? undefined));
  });
}
