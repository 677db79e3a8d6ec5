import { spawn } from 'node:child_process';
import { type SshConnection, toSshProbeArguments } from '../../core/connect/ssh.ts';
import { readSshFailure, type SshFailure } from '../../core/connect/sshFailure.ts';
import { Cancelled } from '../../core/model/cancelled.ts';

/** Longer than `ssh` itself waits for the node: a `ProxyCommand` before it may take its time. */
const limitMs = 25_000;
/** What `ssh` prints is a page at most; a node may send more. */
const maxPrintedLength = 65_536;

/**
 * Connects to a node up to the check of its host key, which is pinned if it is the first, and returns the failure that
 * a terminal could show only while it closes. Undefined when nothing speaks against opening a terminal, including when
 * a proxy on the way needs to prompt, which it can only do in a terminal. Throws `Cancelled` when `signal` is aborted.
 */
export async function probeNode(
  program: string,
  connection: SshConnection,
  signal: AbortSignal,
): Promise<SshFailure | undefined> {
  const printed = await runSilently(program, toSshProbeArguments(connection, process.platform), signal);
  if (signal.aborted) throw new Cancelled();
  const failure = readSshFailure(printed, connection);
  return failure?.kind === 'denied' ? undefined : failure;
}

/** Runs a program that gets no input and may ask nothing. Resolves with its errors, whole or as far as they came. */
function runSilently(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    let printed = '';
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, SSH_ASKPASS_REQUIRE: 'never' },
      windowsHide: true,
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
    });
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      printed = (printed + text).slice(0, maxPrintedLength);
    });
    // Where something that was started on the way keeps the pipe open, the limit ends the wait.
    child.once('error', () => resolve(printed));
    child.once('close', () => resolve(printed));
  });
}
