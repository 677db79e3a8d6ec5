import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { RealClock } from '../../src/simulator/clock.ts';
import type { Executor, NodeMachine } from '../../src/simulator/executors/executor.ts';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { createScriptedExecutor } from '../../src/simulator/executors/scripted/scriptedExecutor.ts';

const program = '/usr/bin/ssh';
const hasSsh = await access(program).then(
  () => true,
  () => false,
);
const denied = 255;

/** OpenSSH's client against nodes of both executors. Without it, `sshServer.test.ts` uses another client. */
for (const kind of hasSsh ? (['scripted', 'process'] as const) : []) {
  describe(`OpenSSH to a ${kind} node`, () => {
    let folder: string;
    let publicKey: string;
    let executor: Executor;
    let machine: NodeMachine;
    const clock = new RealClock();

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'ssh-client-'));
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'key')]);
      publicKey = await readFile(join(folder, 'key.pub'), 'utf8');
      await writeFile(join(folder, 'askpass'), '#!/bin/sh\necho "$SSH_TEST_PASSWORD"\n', { mode: 0o700 });
      executor =
        kind === 'scripted' ? createScriptedExecutor({ clock }) : createProcessExecutor({ clock, root: folder });
      machine = await executor.createMachine({ accountName: 'a', poolId: 'p', nodeId: 'n', os: 'linux' });
      await machine.ssh?.open();
    });
    after(async () => {
      await executor.dispose();
      await rm(folder, { recursive: true });
    });

    interface Result {
      readonly code: number;
      readonly output: string;
    }

    async function run(file: string, args: readonly string[], password = ''): Promise<Result> {
      const common = ['-F', '/dev/null', '-o', `UserKnownHostsFile=${join(folder, 'known_hosts')}`];
      const options = ['StrictHostKeyChecking=accept-new', 'GlobalKnownHostsFile=/dev/null', 'IdentitiesOnly=yes'];
      const child = spawn(file, [...common, ...options.flatMap((option) => ['-o', option]), ...args], {
        env: {
          PATH: process.env['PATH'],
          SSH_ASKPASS: join(folder, 'askpass'),
          SSH_ASKPASS_REQUIRE: 'force',
          SSH_TEST_PASSWORD: password,
        },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let output = '';
      child.stdout.on('data', (bytes: Buffer) => {
        output += bytes.toString();
      });
      const [code] = await once(child, 'close');
      return { code: Number(code), output };
    }

    const ssh = (args: readonly string[], password?: string): Promise<Result> =>
      run(program, ['-p', String(machine.ssh?.endpoint?.port), ...args], password);
    const target = 'ada@127.0.0.1';
    const withKey = ['-i', '', '-o', 'BatchMode=yes'];

    test('a user can sign in by key from the time the user is added until removal', async () => {
      const key = withKey.with(1, join(folder, 'key'));
      assert.equal((await ssh([...key, target, 'ls'])).code, denied);
      machine.setUsers([{ name: 'ada', isAdmin: false, expiryTimeMs: clock.now() + 60_000, sshPublicKey: publicKey }]);
      const listed = await ssh([...key, target, 'ls']);
      assert.equal(listed.code, 0);
      assert.match(listed.output, /^applications$/m);
      assert.equal((await ssh([...key, target, 'exit 9'])).code, 9);
      machine.setUsers([]);
      assert.equal((await ssh([...key, target, 'ls'])).code, denied);
    });

    for (const [type, bits] of [
      ['rsa', '2048'],
      ['ecdsa', '256'],
    ] as const) {
      test(`an ${type} key is accepted`, async () => {
        const path = join(folder, type);
        execFileSync('ssh-keygen', ['-q', '-t', type, '-b', bits, '-N', '', '-f', path]);
        const sshPublicKey = await readFile(`${path}.pub`, 'utf8');
        machine.setUsers([{ name: 'ada', isAdmin: false, expiryTimeMs: clock.now() + 60_000, sshPublicKey }]);
        assert.equal((await ssh([...withKey.with(1, path), target, 'ls'])).code, 0);
        assert.equal((await ssh([...withKey.with(1, join(folder, 'key')), target, 'ls'])).code, denied);
      });
    }

    test('a user can sign in by password', async () => {
      machine.setUsers([{ name: 'ada', isAdmin: false, expiryTimeMs: clock.now() + 60_000, password: 'pa$$ wörd' }]);
      assert.equal((await ssh([target, 'ls'], 'pa$$ wörd')).code, 0);
      assert.equal((await ssh(['-o', 'NumberOfPasswordPrompts=1', target, 'ls'], 'wrong')).code, denied);
    });

    test('a terminal is allocated on request', async () => {
      machine.setUsers([{ name: 'ada', isAdmin: false, expiryTimeMs: clock.now() + 60_000, password: 'x' }]);
      const command = kind === 'scripted' ? 'pwd' : 'test -t 0 && stty size';
      const { code, output } = await ssh(['-tt', target, command], 'x');
      assert.equal(code, 0);
      assert.match(output, kind === 'scripted' ? /\/mnt\/batch\/tasks\r\n/ : /^\d+ \d+\r\n/);
    });

    if (kind === 'process') {
      test('a session that ends its parent ends only itself', async () => {
        machine.setUsers([{ name: 'ada', isAdmin: false, expiryTimeMs: clock.now() + 60_000, password: 'x' }]);
        assert.notEqual((await ssh([target, 'kill -9 $PPID; sleep 600'], 'x')).code, 0);
        assert.equal((await ssh([target, 'ls'], 'x')).code, 0);
      });

      test('removing a user ends the processes of its sessions', async () => {
        machine.setUsers([
          { name: 'ada', isAdmin: false, expiryTimeMs: clock.now() + 60_000, sshPublicKey: publicKey },
        ]);
        const pidFile = join(folder, 'pid');
        const made = watch(folder)[Symbol.asyncIterator]();
        const change = made.next();
        const key = withKey.with(1, join(folder, 'key'));
        // The program runs in a separate session, and ignores that its terminal is closed.
        const script = `echo $$ > ${pidFile}.tmp; mv ${pidFile}.tmp ${pidFile}; exec sleep 600`;
        const session = ssh([...key, '-tt', target, `trap "" HUP; setsid /bin/sh -c '${script}' & wait`]);
        await change;
        let pid = '';
        while (pid === '') pid = await readFile(pidFile, 'utf8').catch(() => '');
        machine.setUsers([]);
        assert.notEqual((await session).code, 0);
        const status = async (): Promise<string> => readFile(`/proc/${Number(pid)}/status`, 'utf8').catch(() => '');
        while (/^State:\s+[^Z]/m.test(await status())) await new Promise((done) => setImmediate(done));
        await made.return?.();
      });
    }

    test('scp fetches a file', async () => {
      machine.setUsers([{ name: 'ada', isAdmin: false, expiryTimeMs: clock.now() + 60_000, password: 'x' }]);
      machine.place?.('', { durationMs: 0, files: { 'shared/a.txt': 'from the node' } }, clock.now());
      if (!machine.place) assert.equal((await ssh([target, 'printf "from the node" > shared/a.txt'], 'x')).code, 0);
      const local = join(folder, 'fetched.txt');
      const source = `${target}:/shared/a.txt`;
      const { code } = await run(
        '/usr/bin/scp',
        ['-q', '-s', '-P', String(machine.ssh?.endpoint?.port), source, local],
        'x',
      );
      assert.equal(code, 0);
      assert.equal(await readFile(local, 'utf8'), 'from the node');
    });
  });
}
