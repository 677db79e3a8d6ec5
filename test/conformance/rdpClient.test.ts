import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { toRdpFile } from '../../src/core/connect/rdp.ts';

/*
 * A Remote Desktop client opens the generated file: FreeRDP's client with its own server, which shows the screen of a
 * display without a monitor. Debian has them as freerdp2-x11, freerdp2-shadow-x11 and xvfb.
 */
const programs = ['Xvfb', 'freerdp-shadow-cli', 'xfreerdp'];
const hasAll = programs.every((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0);
const patienceMs = 300_000;

describe('FreeRDP', { skip: hasAll ? false : 'FreeRDP and Xvfb are not installed' }, () => {
  const started: ChildProcess[] = [];
  let folder: string;
  let displays: readonly string[];
  let port: number;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'azure-batch-troubleshooter-rdp-'));
    displays = [await startDisplay(), await startDisplay()];
    port = await startServer();
  });

  after(async () => {
    for (const child of started.reverse()) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  function toEnvironment(display = ''): NodeJS.ProcessEnv {
    return { ...process.env, HOME: folder, DISPLAY: display };
  }

  /** Starts the server, and tries another port if a free one was taken in the meantime. */
  async function startServer(): Promise<number> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const free = await findFreePort();
      const args = [`/port:${free}`, '/bind-address:127.0.0.1', '-auth'];
      const server = spawn('freerdp-shadow-cli', args, { stdio: 'ignore', env: toEnvironment(displays[0]) });
      started.push(server);
      if (await listens(server, free, deadline)) return free;
    }
  }

  /** Starts a new display, whose server prints its number when it is ready. */
  async function startDisplay(): Promise<string> {
    const args = ['-displayfd', '3', '-screen', '0', '800x600x24', '-nolisten', 'tcp'];
    const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    started.push(child);
    const pipe = child.stdio[3];
    assert.ok(pipe);
    const [number] = await once(pipe, 'data', { signal: AbortSignal.timeout(patienceMs) });
    return `:${String(number).trim()}`;
  }

  async function connectWith(text: string): Promise<number | null> {
    const file = join(folder, 'node.rdp');
    await writeFile(file, text);
    const args = [file, '/cert:ignore', '/p:any', '+auth-only'];
    const client = spawn('xfreerdp', args, { stdio: 'ignore', env: toEnvironment(displays[1]), timeout: patienceMs });
    const [code] = await once(client, 'close');
    return code;
  }

  test('FreeRDP connects to the address and port in the generated file', async () => {
    assert.equal(await connectWith(toRdpFile({ address: '127.0.0.1', port, user: 'inspector' })), 0);
  });

  test('FreeRDP does not connect if the port in the file is closed', async () => {
    const text = toRdpFile({ address: '127.0.0.1', port: await findFreePort(), user: 'inspector' });
    assert.notEqual(await connectWith(text), 0);
  });
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  server.close();
  await once(server, 'close');
  return address.port;
}

/** Waits until a server listens; false if it has ended. */
async function listens(server: ChildProcess, port: number, deadline: number): Promise<boolean> {
  while (server.exitCode === null && server.signalCode === null) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return true;
    assert.ok(Date.now() < deadline, 'nobody listens');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
