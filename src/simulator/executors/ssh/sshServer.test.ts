import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect as connectSocket, createServer } from 'node:net';
import { afterEach, beforeEach, describe, test } from 'node:test';
import ssh2, { type ConnectConfig } from 'ssh2';
import { commandRun } from '../../../../test/builders/commandRun.ts';
import { SteppedClock } from '../../clock.ts';
import type { Executor, NodeMachine, SshUser } from '../executor.ts';
import { createProcessExecutor } from '../process/processExecutor.ts';
import { createScriptedExecutor } from '../scripted/scriptedExecutor.ts';
import { namedHostKey } from './hostKey.ts';

const { Client, utils } = ssh2;
const keys = keyPair('ada');
const otherKeys = keyPair('eve');

/** Creates a user's key in the same way as host keys, because ssh2's generator sometimes creates unreadable ones. */
function keyPair(owner: string) {
  const key = namedHostKey(owner);
  const parsed = utils.parseKey(key);
  assert.ok(!(parsed instanceof Error) && !Array.isArray(parsed));
  return { private: key, public: `${parsed.type} ${parsed.getPublicSSH().toString('base64')}` };
}

interface Answer {
  readonly output: string;
  readonly errors: string;
  readonly code: number | null;
}

for (const kind of ['scripted', 'process'] as const) {
  describe(`SSH to a ${kind} node`, () => {
    let clock: SteppedClock;
    let executor: Executor;
    let machine: NodeMachine;

    beforeEach(async () => {
      clock = new SteppedClock();
      executor = kind === 'scripted' ? createScriptedExecutor({ clock }) : createProcessExecutor({ clock });
      machine = await executor.createMachine({ accountName: 'a', poolId: 'p', nodeId: 'n', os: 'linux' });
    });
    afterEach(() => executor.dispose());

    const user = (changes: Partial<SshUser> = {}): SshUser => ({
      name: 'ada',
      isAdmin: false,
      expiryTimeMs: clock.now() + 60_000,
      password: 'correct horse',
      sshPublicKey: keys.public,
      ...changes,
    });

    const open = () => machine.ssh?.open() ?? assert.fail('It has an SSH server');

    async function connect(changes: ConnectConfig = {}): Promise<InstanceType<typeof Client>> {
      const client = new Client();
      const ready = once(client, 'ready');
      // When a node is removed, its connections break.
      client.on('error', () => undefined);
      const { address: host, port } = await open();
      client.connect({ host, port, username: 'ada', password: 'correct horse', ...changes });
      client.setNoDelay(true);
      await ready;
      return client;
    }

    async function exec(command: string, changes: ConnectConfig = {}): Promise<Answer> {
      const client = await connect(changes);
      const answer = await new Promise<Answer>((resolve, reject) => {
        client.exec(command, (error, channel) => {
          if (error) return reject(error);
          let output = '';
          let errors = '';
          let code: number | null = null;
          channel.on('data', (bytes: Buffer) => {
            output += bytes.toString();
          });
          channel.stderr.on('data', (bytes: Buffer) => {
            errors += bytes.toString();
          });
          channel.on('exit', (exitCode: number | null) => {
            code = exitCode;
          });
          channel.on('close', () => resolve({ output, errors, code }));
        });
      });
      client.end();
      return answer;
    }

    test('the server listens on loopback from the first request, at a constant address', async () => {
      assert.equal(machine.ssh?.endpoint, undefined);
      const [endpoint, same] = await Promise.all([open(), open()]);
      assert.equal(endpoint.address, '127.0.0.1');
      assert.deepEqual([same, machine.ssh?.endpoint, await open()], [endpoint, endpoint, endpoint]);
    });

    test('the server can be closed while it is starting', async () => {
      const opening = open();
      await machine.dispose();
      const { port, address } = await opening;
      await assert.rejects(once(connectSocket(port, address), 'connect'), { code: 'ECONNREFUSED' });
    });

    test('users with the right password or key are accepted', async () => {
      machine.setUsers([user()]);
      assert.match((await exec('ls')).output, /^applications\n(.*\n)*workitems\n$/);
      const byKey = await exec('ls', { password: '', privateKey: keys.private });
      assert.equal(byKey.code, 0);
    });

    test('exit codes and errors of commands are passed on', async () => {
      machine.setUsers([user()]);
      assert.equal((await exec('exit 7')).code, 7);
      const missing = await exec('no-such-command');
      assert.equal(missing.code, 127);
      assert.match(missing.errors, /no-such-command/);
    });

    const denied = { message: /All configured authentication methods failed/ };
    test('all other users are refused', async () => {
      await assert.rejects(connect(), denied);
      machine.setUsers([user()]);
      await assert.rejects(connect({ password: 'wrong' }), denied);
      await assert.rejects(connect({ username: 'bob' }), denied);
      await assert.rejects(connect({ password: '', privateKey: otherKeys.private }), denied);
      machine.setUsers([user({ password: '' }), { name: 'eve', isAdmin: true, expiryTimeMs: clock.now() + 60_000 }]);
      await assert.rejects(connect({ username: 'eve', password: '' }), denied);
      machine.setUsers([user({ expiryTimeMs: clock.now() })]);
      await assert.rejects(connect(), denied);
    });

    test('a user expires according to the simulated clock', async () => {
      machine.setUsers([user()]);
      (await connect()).end();
      await clock.advance(60_000);
      await assert.rejects(connect(), denied);
    });

    test('removing a user ends the sessions', async () => {
      machine.setUsers([user(), user({ name: 'bob' })]);
      const ada = await connect();
      const bob = await connect({ username: 'bob' });
      const adaGone = once(ada, 'close');
      machine.setUsers([user({ name: 'bob' })]);
      await adaGone;
      await assert.rejects(connect(), denied);
      assert.equal((await exec('ls', { username: 'bob' })).code, 0);
      bob.end();
    });

    test('a shell responds on a terminal, and ends with the code given to exit', async () => {
      machine.setUsers([user()]);
      const client = await connect();
      const { code, output } = await new Promise<Answer>((resolve, reject) => {
        client.shell({ rows: 30, cols: 90 }, (error, channel) => {
          if (error) return reject(error);
          let text = '';
          channel.on('data', (bytes: Buffer) => {
            text += bytes.toString();
          });
          channel.on('exit', (exitCode: number) => resolve({ code: exitCode, output: text, errors: '' }));
          channel.write('pwd\r');
          channel.write('exit 4\r');
        });
      });
      client.end();
      assert.equal(code, 4);
      assert.match(output, kind === 'scripted' ? /\/mnt\/batch\/tasks\r\n/ : /azure-batch-nodes-.*\/node-1\r\n/);
    });

    test('sftp can list and read files, and cannot change anything', async () => {
      machine.setUsers([user()]);
      const result = machine.run(commandRun({ commandLine: 'echo hello' }));
      await clock.advance(1000);
      assert.equal((await result).exitCode, 0);
      const client = await connect();
      const sftp = await new Promise<ssh2.SFTPWrapper>((resolve, reject) => {
        client.sftp((error, wrapper) => (error ? reject(error) : resolve(wrapper)));
      });
      const names = await new Promise<string[]>((resolve, reject) => {
        sftp.readdir('/workitems/j/job-1/t', (error, list) =>
          error ? reject(error) : resolve(list.map((entry) => entry.filename)),
        );
      });
      assert.deepEqual(names.sort(), ['certs', 'stderr.txt', 'stdout.txt', 'wd']);
      const text = await new Promise<string>((resolve, reject) => {
        sftp.readFile('workitems/j/job-1/t/stdout.txt', (error, bytes) =>
          error ? reject(error) : resolve(String(bytes)),
        );
      });
      assert.match(text, kind === 'scripted' ? /No program was run/ : /^hello\n$/);
      const refusal = await new Promise<Error | null | undefined>((resolve) => {
        sftp.writeFile('/shared/new.txt', 'x', (error) => resolve(error));
      });
      assert.match(String(refusal), /Permission denied/);
      const outside = await new Promise<Error | undefined>((resolve) => {
        sftp.stat('/../../../../etc/passwd', (error) => resolve(error));
      });
      assert.match(String(outside), /No such file/);
      client.end();
    });

    test('ports on the node can be forwarded, but not ports of other computers', async () => {
      machine.setUsers([user()]);
      const echo = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
      await once(echo, 'listening');
      const client = await connect();
      const forward = (host: string, port: number) =>
        new Promise<ssh2.ClientChannel | Error>((resolve) => {
          client.forwardOut('127.0.0.1', 1, host, port, (error, channel) => resolve(error ?? channel));
        });
      try {
        const { port } = echo.address() as AddressInfo;
        const channel = await forward('127.0.0.1', port);
        if (kind === 'scripted') assert.ok(channel instanceof Error);
        else {
          assert.ok(!(channel instanceof Error), String(channel));
          channel.end('as it was sent');
          assert.equal((await channel.toArray()).join(''), 'as it was sent');
          const closed = createServer().listen(0, '127.0.0.1');
          await once(closed, 'listening');
          const { port: nothing } = closed.address() as AddressInfo;
          closed.close();
          assert.ok((await forward('127.0.0.1', nothing)) instanceof Error);
        }
        assert.ok((await forward('192.0.2.1', port)) instanceof Error);
      } finally {
        client.end();
        echo.close();
      }
      assert.equal((await exec('ls')).code, 0);
    });

    test('a client that violates the protocol does not affect the server', async () => {
      machine.setUsers([user()]);
      const socket = connectSocket((await open()).port, '127.0.0.1');
      socket.end('GET / HTTP/1.1\r\n\r\n');
      socket.resume();
      await once(socket, 'close');
      assert.equal((await exec('ls')).code, 0);
    });
  });
}
