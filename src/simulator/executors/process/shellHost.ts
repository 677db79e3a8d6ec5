import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { NodeFiles } from '../executor.ts';
import type { SessionEnd, SessionHost, SessionRequest } from '../ssh/sessionHost.ts';
import { killByVariable, killGroup } from './processTree.ts';
import { findGuard } from './supervisor/launch.ts';

/** Environment variable of all processes that a session starts. */
const sessionVariable = 'XDG_SESSION_ID';

interface ShellHostOptions {
  readonly nodeRoot: string;
  readonly files: NodeFiles;
  /** Aborted when the node is removed. */
  readonly gone: AbortSignal;
}

/** Serves SSH sessions with real shells in the node's root folder. */
export function createShellHost({ nodeRoot, files, gone }: ShellHostOptions): SessionHost {
  return {
    files,
    async serve(request): Promise<SessionEnd> {
      const [file = '', ...args] = [...(request.terminal ? [] : findGuard()), ...toProgram(request)];
      const sessionId = randomUUID();
      const child = spawn(file, args, {
        cwd: nodeRoot,
        // Node passes its own value of this variable to every child whose environment doesn't contain it.
        env: { ...sessionEnvironment(nodeRoot, request), [sessionVariable]: sessionId, NODE_V8_COVERAGE: undefined },
        detached: true,
        stdio: 'pipe',
      });
      const signal = AbortSignal.any([request.signal, gone]);
      const end = await follow(child, request, signal);
      // A shell on a terminal has its own process groups, which continue after the first process has ended.
      if (signal.aborted) await killByVariable(sessionVariable, sessionId, child.pid);
      return end;
    },
    // Programs of the node run on this computer, so their ports are local.
    async connect(port) {
      const socket = connect({ port, host: '127.0.0.1', signal: gone });
      await once(socket, 'connect');
      return socket;
    },
  };
}

/** `script` of util-linux provides a terminal without a native module; its size is set from inside. */
function toProgram({ command, terminal }: SessionRequest): readonly [string, ...string[]] {
  if (!terminal) return command === undefined ? ['/bin/sh'] : ['/bin/sh', '-c', command];
  const size = `stty rows ${terminal.rows} cols ${terminal.columns} 2>/dev/null`;
  return [
    'script',
    '--quiet',
    '--return',
    '--flush',
    '--command',
    `${size}; ${command ?? 'exec /bin/sh -i'}`,
    '/dev/null',
  ];
}

function sessionEnvironment(nodeRoot: string, { user, terminal }: SessionRequest): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: nodeRoot,
    USER: user,
    LOGNAME: user,
    SHELL: '/bin/sh',
    PS1: '\\$ ',
    ...(terminal && { TERM: 'xterm-256color' }),
    AZ_BATCH_NODE_ROOT_DIR: nodeRoot,
    AZ_BATCH_NODE_SHARED_DIR: join(nodeRoot, 'shared'),
    AZ_BATCH_NODE_STARTUP_DIR: join(nodeRoot, 'startup'),
    AZ_BATCH_NODE_MOUNTS_DIR: join(nodeRoot, 'fsmounts'),
  };
}

async function follow(child: ChildProcess, request: SessionRequest, signal: AbortSignal): Promise<SessionEnd> {
  const { pid, stdin, stdout, stderr } = child;
  if (pid === undefined || !stdin || !stdout || !stderr) {
    const [error] = await once(child, 'error');
    throw error;
  }
  const kill = (): void => killGroup(pid);
  signal.addEventListener('abort', kill, { once: true });
  if (signal.aborted) kill();
  try {
    // A program may not read its input to the end; `pipeline` would then destroy the channel before the exit code is
    // sent.
    stdin.on('error', () => request.input.unpipe(stdin));
    request.input.pipe(stdin);
    // Errors of the outputs are handled from the start, because a client may disconnect before the program has ended.
    const outputs = Promise.allSettled([
      pipeline(stdout, request.output, { end: false }),
      pipeline(stderr, request.errorOutput, { end: false }),
    ]);
    const [code, signalName] = await once(child, 'exit');
    // The killed process may have been only the parent of the shell.
    if (code === null) kill();
    await outputs;
    return code === null ? { signalName: String(signalName).replace(/^SIG/, '') } : { exitCode: code };
  } finally {
    signal.removeEventListener('abort', kill);
  }
}
