import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { CommandOutcome } from '../../core/connect/commandOutcome.ts';
import type { SshConnection } from '../../core/connect/ssh.ts';
import { runSshCommand } from './sshCommand.ts';

const isWindows = process.platform === 'win32';
const manyMs = 60_000;
let folder: string;
let connection: SshConnection;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'azure-batch-troubleshooter-run-'));
  connection = {
    user: 'ada',
    address: '10.0.0.4',
    port: 22,
    node: { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' },
    proof: { kind: 'any' },
    knownHostsPath: join(folder, 'known_hosts'),
  };
});
after(() => rm(folder, { recursive: true, force: true }));

interface Limits {
  readonly timeMs?: number;
  readonly outputBytes?: number;
  readonly signal?: AbortSignal;
}

/** Runs a program in place of `ssh`, which gets the path of its log in `$2`. */
async function runFake(
  script: string,
  { timeMs = manyMs, outputBytes = 1000, signal }: Limits = {},
): Promise<CommandOutcome> {
  const program = join(folder, 'ssh');
  await writeFile(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return runSshCommand({
    program,
    connection,
    command: 'df -h',
    limits: { timeMs, outputBytes },
    logFolder: folder,
    signal: signal ?? new AbortController().signal,
  });
}

test('the output and exit code of a command are distinguished from messages of ssh', { skip: isWindows }, async () => {
  const script = 'echo out; echo err >&2; echo "Warning: Permanently added x" > "$2"; exit 255';
  assert.deepEqual(await runFake(script), {
    kind: 'ended',
    exitCode: 255,
    stdout: 'out\n',
    stderr: 'err\n',
    isCut: false,
  });
  assert.deepEqual(await readdir(folder), ['ssh']);
});

test('a refused sign-in is described in words', { skip: isWindows }, async () => {
  const outcome = await runFake('echo "ada@10.0.0.4: Permission denied (publickey)." > "$2"; exit 255');
  assert.match(outcome.kind === 'failed' ? outcome.reason : '', /doesn't accept the user ada/);
});

test('no more output is kept than the limit', { skip: isWindows }, async () => {
  const outcome = await runFake('head -c 5000 /dev/zero | tr "\\0" x; echo late >&2', { outputBytes: 100 });
  assert.deepEqual(outcome, { kind: 'ended', exitCode: 0, stdout: 'x'.repeat(100), stderr: '', isCut: true });
});

test('a command that does not end is stopped in time, with its output', { skip: isWindows }, async (t) => {
  const limit = new AbortController();
  const timeout = t.mock.method(AbortSignal, 'timeout', () => limit.signal);
  const running = runFake('echo begun; : > "$0.begun"; exec tail -f /dev/null', { timeMs: 1000 });
  for await (const { filename } of watch(folder)) if (filename === 'ssh.begun') break;
  limit.abort();
  const outcome = await running;
  assert.deepEqual(timeout.mock.calls[0]?.arguments, [1000]);
  assert.deepEqual(outcome, { kind: 'timedOut', stdout: 'begun\n', stderr: '', isCut: false });
});

test('a command is stopped as soon as the user cancels', { skip: isWindows }, async () => {
  const cancel = new AbortController();
  const running = runFake('exec tail -f /dev/null', { signal: cancel.signal });
  cancel.abort();
  assert.deepEqual(await running, { kind: 'cancelled' });
});
