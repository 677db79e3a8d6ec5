import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import ssh2 from 'ssh2';
import { toHostKeyAlias } from '../../src/core/connect/hostKeys.ts';
import {
  type EntryLookup,
  readEntryLookup,
  readSshProxy,
  type SshConnection,
  toEntryLookupArguments,
  toSshArguments,
  toSshCommandArguments,
  toSshLookupArguments,
  toSshProbeArguments,
} from '../../src/core/connect/ssh.ts';
import { addConfigEntry, toConfigHost } from '../../src/core/connect/sshConfigEntry.ts';
import { readSshFailure } from '../../src/core/connect/sshFailure.ts';
import type { NodeResource } from '../../src/core/model/resource.ts';
import { RealClock } from '../../src/simulator/clock.ts';
import type { Executor, NodeMachine } from '../../src/simulator/executors/executor.ts';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { randomHostKey } from '../../src/simulator/executors/ssh/hostKey.ts';
import { LoopbackPorts } from '../../src/simulator/executors/ssh/loopbackPorts.ts';
import { createSshServer } from '../../src/simulator/executors/ssh/sshServer.ts';

const program = '/usr/bin/ssh';
const hasSsh = await access(program).then(
  () => true,
  () => false,
);
const node: NodeResource = { kind: 'node', accountId: 'a.example', poolId: 'p', nodeId: 'n' };
const isKeyOfNode = new RegExp(`^${toHostKeyAlias(node)} ssh-`, 'm');
const exitCode = 9;
const failed = 255;

/** Options that remain the user's: the route to the node, the user's own keys, and conveniences. */
const userMaySet = [
  ...['proxycommand', 'proxyjump', 'identityfile', 'identityagent', 'pkcs11provider', 'securitykeyprovider'],
  ...['sendenv', 'setenv', 'escapechar', 'visualhostkey', 'streamlocalbindmask', 'connecttimeout'],
];

/** Options that the output still lists although they have no effect. */
const withoutEffect = new Map([
  ['localcommand', 'permitlocalcommand no'],
  ['canonicaldomains', 'canonicalizehostname false'],
]);

/**
 * Returns the worst possible `ssh_config` of a user: all options that could lead elsewhere, lend credentials, or run
 * programs.
 */
function hostileConfiguration(folder: string, decoyPort: number): string {
  const mark = (name: string): string => `touch ${folder}/ran-${name}`;
  return `
Include ${folder}/included
Match exec "true"
  HostName 127.0.0.2
  User mallory
Host *
  HostName 127.0.0.2
  Port ${decoyPort}
  User mallory
  CanonicalizeHostname always
  CanonicalDomains evil.example
  HostKeyAlias elsewhere
  StrictHostKeyChecking no
  UserKnownHostsFile ${folder}/planted
  GlobalKnownHostsFile ${folder}/planted
  KnownHostsCommand /bin/sh -c "${mark('known-hosts')}"
  VerifyHostKeyDNS yes
  CheckHostIP yes
  HashKnownHosts yes
  UpdateHostKeys yes
  NoHostAuthenticationForLocalhost yes
  HostbasedAuthentication yes
  ForwardAgent yes
  ForwardX11 yes
  ForwardX11Trusted yes
  IgnoreUnknown GSSAPIKeyExchange
  GSSAPIDelegateCredentials yes
  GSSAPIKeyExchange yes
  LocalForward 127.0.0.1:${decoyPort} 127.0.0.1:1
  LocalForward ${folder}/forwarded.sock 127.0.0.1:1
  RemoteForward 127.0.0.1:0 127.0.0.1:1
  DynamicForward 127.0.0.3:${decoyPort}
  ClearAllForwardings no
  Tunnel point-to-point
  PermitLocalCommand yes
  LocalCommand ${mark('local')}
  RemoteCommand echo taken over
  RequestTTY no
  SessionType none
  StdinNull yes
  ForkAfterAuthentication yes
  ControlMaster auto
  ControlPath ${folder}/control.sock
  ControlPersist yes
  BatchMode yes
  LogLevel QUIET
  SendEnv *
  SetEnv A=b
  EscapeChar none
  IdentityFile ${folder}/own
  AnOptionOfTomorrow yes
`;
}

describe('OpenSSH with a hostile configuration', { skip: hasSsh ? false : 'there is no ssh client' }, () => {
  let folder: string;
  let configuration: string;
  let executor: Executor;
  let machine: NodeMachine;
  let decoy: Server;
  const reached: string[] = [];
  const clock = new RealClock();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ssh-configuration-'));
    configuration = join(folder, 'config');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'own')]);
    decoy = createServer((socket) => {
      reached.push('decoy');
      socket.destroy();
    });
    decoy.listen(0, '127.0.0.2');
    await once(decoy, 'listening');
    const bound = decoy.address();
    assert.ok(bound !== null && typeof bound === 'object');
    await writeFile(configuration, hostileConfiguration(folder, bound.port), { mode: 0o600 });
    await writeFile(join(folder, 'included'), 'ForwardX11Trusted yes\nUser included\n', { mode: 0o600 });
    executor = createProcessExecutor({ clock, root: folder });
    machine = await executor.createMachine({ accountName: 'a', poolId: 'p', nodeId: 'n', os: 'linux' });
    await machine.ssh?.open();
    const sshPublicKey = await readFile(join(folder, 'own.pub'), 'utf8');
    machine.setUsers([{ name: 'ada', isAdmin: false, expiryTimeMs: clock.now() + 3_600_000, sshPublicKey }]);
  });
  after(async () => {
    await executor.dispose();
    await new Promise((resolve) => decoy.close(resolve));
    await rm(folder, { recursive: true });
  });

  function toConnection(more: Partial<SshConnection> = {}): SshConnection {
    return {
      user: 'ada',
      address: '127.0.0.1',
      port: machine.ssh?.endpoint?.port ?? 0,
      node,
      proof: { kind: 'any' },
      knownHostsPath: join(folder, 'known hosts'),
      ...more,
    };
  }

  /** Returns the configuration that `ssh` determines, by option. */
  function effective(
    file: string,
    list: readonly string[] = toSshArguments(toConnection(), 'linux', join(folder, 'ssh.log')),
  ): ReadonlyMap<string, string> {
    const { stdout, stderr, status } = spawnSync(program, ['-G', '-F', file, ...list], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const options = new Map<string, string>();
    for (const line of stdout.trim().split('\n')) {
      const [name = ''] = line.split(' ', 1);
      options.set(name, `${options.get(name) ?? ''}${line.slice(name.length)}`);
    }
    return options;
  }

  async function run(
    list: readonly string[],
    file = configuration,
  ): Promise<{ readonly code: number; readonly printed: string }> {
    const child = spawn(program, ['-F', file, ...list], { stdio: ['ignore', 'ignore', 'pipe'] });
    let printed = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    const [code] = await once(child, 'close');
    return { code: Number(code), printed };
  }

  function session(connection: SshConnection): readonly string[] {
    return [...toSshArguments(connection, 'linux', join(folder, 'ssh.log')), `exit ${exitCode}`];
  }

  test('a hostile configuration changes no requested option, except those left to the user', () => {
    const without = effective('/dev/null');
    const under = effective(configuration);
    const changed = [...new Set([...without.keys(), ...under.keys()])].filter(
      (name) => without.get(name) !== under.get(name),
    );
    assert.deepEqual(
      changed.filter((name) => !userMaySet.includes(name) && !withoutEffect.has(name)),
      [],
    );
    for (const [name, off] of withoutEffect) {
      const [option = '', value] = off.split(' ');
      assert.equal(under.get(option)?.trim(), value, `${name} has an effect`);
    }
    assert.ok(changed.includes('identityfile'), 'the file was read');
    for (const [name, value] of [
      ['hostname', '127.0.0.1'],
      ['user', 'ada'],
      ['port', String(machine.ssh?.endpoint?.port)],
      ['forwardagent', 'no'],
      ['forwardx11', 'no'],
      ['clearallforwardings', 'yes'],
      ['stricthostkeychecking', 'accept-new'],
    ] as const) {
      assert.equal(under.get(name)?.trim(), value, name);
    }
    for (const name of ['localforward', 'remoteforward', 'dynamicforward']) assert.ok(!under.has(name), name);
  });

  test("the session connects to the node with the user's own key, and does not run, open, or share anything else", async () => {
    // A shared connection of another `ssh` would take over the session.
    const masters: string[] = [];
    const master = createServer((socket) => {
      masters.push('asked');
      socket.destroy();
    });
    master.listen(join(folder, 'control.sock'));
    await once(master, 'listening');
    const { code } = await run(session(toConnection()));
    await new Promise((resolve) => master.close(resolve));
    assert.equal(code, exitCode);
    assert.deepEqual([masters, reached], [[], []]);
    const names = await readdir(folder);
    assert.deepEqual(
      names.filter((name) => /^ran-|forwarded|planted/.test(name)),
      [],
    );
    assert.match(await readFile(join(folder, 'known hosts'), 'utf8'), isKeyOfNode);
  });

  test("the user's own route to the node is used, with the node as its destination", async () => {
    const proxy = join(folder, 'proxy.mjs');
    const asked = join(folder, 'proxy-asked');
    await writeFile(
      proxy,
      `import net from 'node:net'; import { writeFileSync } from 'node:fs';
const [host, port, user] = process.argv.slice(2);
writeFileSync(${JSON.stringify(asked)}, [host, port, user].join(' '));
const socket = net.connect(Number(port), host);
process.stdin.pipe(socket).pipe(process.stdout);
socket.on('close', () => process.exit());`,
    );
    const file = join(folder, 'with-proxy');
    const command = `ProxyCommand ${process.execPath} ${proxy} %h %p %r`;
    await writeFile(file, `Host *\n  ${command}\n${await readFile(configuration, 'utf8')}`, { mode: 0o600 });
    assert.equal((await run(session(toConnection()), file)).code, exitCode);
    assert.equal(await readFile(asked, 'utf8'), `127.0.0.1 ${machine.ssh?.endpoint?.port} ada`);
  });

  /** Starts a host that accepts the user's key and forwards connections, which it records; it runs no programs. */
  async function withJumpHost(use: (port: number, asked: readonly string[]) => Promise<void>): Promise<void> {
    const asked: string[] = [];
    const jumpHost = new ssh2.Server({ hostKeys: [randomHostKey()] }, (client) => {
      client.on('error', () => undefined);
      client.on('authentication', (attempt) =>
        attempt.method === 'publickey' ? attempt.accept() : attempt.reject(['publickey']),
      );
      client.on('tcpip', (accept, _reject, { destIP, destPort }) => {
        asked.push(`${destIP}:${destPort}`);
        const channel = accept();
        const socket = connect(destPort, destIP);
        channel.pipe(socket).pipe(channel);
        socket.on('error', () => channel.destroy());
        channel.on('error', () => socket.destroy());
      });
    });
    jumpHost.listen(0, '127.0.0.1');
    await once(jumpHost, 'listening');
    const bound = jumpHost.address();
    assert.ok(bound !== null && typeof bound === 'object');
    try {
      await use(bound.port, asked);
    } finally {
      await new Promise<void>((resolve) => jumpHost.close(() => resolve()));
    }
  }

  test("the user's ProxyJump takes the session through the jump host, and the node is identified by its own key", () =>
    withJumpHost(async (port, asked) => {
      const file = join(folder, 'with-jump');
      const known = join(folder, 'known over jump');
      const bastion = `Host bastion\n  HostName 127.0.0.1\n  Port ${port}\n  User jumper\n  IdentityFile ${folder}/own\n  StrictHostKeyChecking no\n  UserKnownHostsFile ${folder}/known-jump\n`;
      await writeFile(file, `Host 127.0.0.1\n  ProxyJump bastion\n  IdentityFile ${folder}/own\n${bastion}`, {
        mode: 0o600,
      });
      const connection = toConnection({ knownHostsPath: known });
      assert.equal((await run(session(connection), file)).code, exitCode);
      assert.deepEqual(asked, [`127.0.0.1:${machine.ssh?.endpoint?.port}`]);
      assert.match(await readFile(known, 'utf8'), isKeyOfNode);
      assert.equal((await readFile(known, 'utf8')).trim().split('\n').length, 1, 'the jump host has its own list');
      // A single command takes the same route.
      const log = join(folder, 'command.log');
      assert.equal(
        (await run(toSshCommandArguments(connection, 'linux', log, `exit ${exitCode}`), file)).code,
        exitCode,
      );
      assert.equal(asked.length, 2);
    }));

  test('an entry for Remote-SSH uses the route configured for the address, and leaves all other hosts unchanged', () =>
    withJumpHost(async (port, asked) => {
      const file = join(folder, 'with-entry');
      const bastion = `Host bastion\n  HostName 127.0.0.1\n  Port ${port}\n  User jumper\n  IdentityFile ${folder}/own\n  StrictHostKeyChecking no\n  UserKnownHostsFile ${folder}/known-jump\n`;
      const own = `ServerAliveInterval 61\nHost 127.0.0.*\n  ProxyJump bastion\n${bastion}`;
      await writeFile(file, own, { mode: 0o600 });
      const proof = { kind: 'key', identityPath: join(folder, 'own') } as const;
      const connection = toConnection({ knownHostsPath: join(folder, 'known by entry'), proof });
      const lookUp = (list: readonly string[]): string =>
        execFileSync(program, ['-F', file, ...list], { encoding: 'utf8', stdio: 'pipe' });
      const proxy = readSshProxy(lookUp(toSshLookupArguments(connection, 'linux')));
      assert.deepEqual(proxy, { option: 'ProxyJump', value: 'bastion' });
      const elsewhere = toSshLookupArguments(toConnection({ address: '192.0.2.1' }), 'linux');
      assert.equal(readSshProxy(lookUp(elsewhere)), undefined);
      await writeFile(file, addConfigEntry(own, connection, 'linux', { proxy }));
      assert.equal((await run([toConfigHost(node), `exit ${exitCode}`], file)).code, exitCode);
      assert.deepEqual(asked, [`127.0.0.1:${machine.ssh?.endpoint?.port}`]);
      assert.match(lookUp(['-G', 'another']), /^serveraliveinterval 61$/m);
    }));

  const forwards = ['localforward', 'remoteforward', 'dynamicforward'];
  /** Options that a program which uses an entry sets by itself, or shows. */
  const programMaySet = [
    ...[...forwards, 'clearallforwardings', 'batchmode', 'serveraliveinterval', 'requesttty', 'loglevel'],
    ...['sessiontype', 'stdinnull'],
  ];

  test('settings for all hosts do not change how an entry connects, and remaining port forwards are found beforehand', () => {
    const file = join(folder, 'finished');
    const host = toConfigHost(node);
    const connection = toConnection({ proof: { kind: 'key', identityPath: join(folder, 'own') } });
    const lookUp = (configPath: string): EntryLookup => {
      const list = toEntryLookupArguments(connection, 'linux', host, { configPath });
      return readEntryLookup(execFileSync(program, list, { encoding: 'utf8', stdio: 'pipe' }));
    };
    const finish = (own: string): EntryLookup => {
      writeFileSync(file, own, { mode: 0o600 });
      const found = lookUp(file);
      writeFileSync(file, addConfigEntry(own, connection, 'linux', found));
      return found;
    };
    finish('');
    const alone = effective(file, ['-o', 'ForkAfterAuthentication=no', host]);
    assert.equal(alone.get('identityfile')?.trim(), join(folder, 'own'));
    const [, ofAll = ''] = hostileConfiguration(folder, 1).split('Host *\n');
    // Without the unknown option: `ssh` would refuse the file for it, and the other options would remain untested.
    const known = ofAll.split('\n').filter((line) => line !== '' && !line.includes('AnOptionOfTomorrow'));
    const some = fc.subarray(known);
    const place = fc.constantFrom('Host *', 'Host batch-*', 'Match host 127.0.0.1', 'Match user ada', 'Match all', '');
    fc.assert(
      fc.property(some, place, (lines, begin) => {
        const own = `IgnoreUnknown GSSAPIKeyExchange\n${begin}\n${lines.join('\n')}\n`;
        const { forwarded, overridden } = finish(own);
        const under = effective(file, ['-o', 'ForkAfterAuthentication=no', host]);
        const changed = [...new Set([...alone.keys(), ...under.keys()])].filter(
          (name) => alone.get(name) !== under.get(name) && !userMaySet.includes(name) && !programMaySet.includes(name),
        );
        assert.deepEqual(
          changed.filter((name) => !withoutEffect.has(name) && name !== 'ignoreunknown'),
          [],
          overridden.join(),
        );
        const isCleared = under.get('clearallforwardings')?.trim() === 'yes';
        const isForwarded = forwards.some((name) => under.has(name));
        assert.equal(forwarded.length > 0, isForwarded && !isCleared, own);
      }),
      { numRuns: 60, examples: [[known, 'Host *']] },
    );
    // Options that the user doesn't set aren't written, since another version of `ssh` would refuse the file.
    assert.doesNotMatch(addConfigEntry('', connection, 'linux', lookUp('/dev/null')), /GSSAPI|KnownHostsCommand/);
  });

  test('a missing jump host is described as such', async () => {
    const file = join(folder, 'without-jump');
    await writeFile(file, 'Host 127.0.0.1\n  ProxyJump jumper@localhost:1\n', { mode: 0o600 });
    const log = join(folder, 'jump.log');
    const list = toSshCommandArguments(toConnection(), 'linux', log, `exit ${exitCode}`);
    const { code, printed } = await run(list, file);
    assert.equal(code, failed);
    const logged = await readFile(log, 'utf8');
    assert.deepEqual(readSshFailure(logged, toConnection()), { kind: 'wayClosed' }, `${printed}${logged}`);
  });

  test('A9-39 a key and known hosts are found in a folder whose name a shell would take for commands', async () => {
    const home = join(folder, `a & b 100% "x" \\ it's`);
    await mkdir(home);
    const identityPath = join(home, 'id');
    execFileSync('cp', [join(folder, 'own'), identityPath]);
    const knownHostsPath = join(home, 'known_hosts');
    const connection = toConnection({ proof: { kind: 'key', identityPath }, knownHostsPath });
    assert.equal((await run(session(connection), '/dev/null')).code, exitCode);
    assert.match(await readFile(knownHostsPath, 'utf8'), isKeyOfNode);
  });

  function ecdsaHostKey(): string {
    const path = join(folder, 'ecdsa');
    execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', path]);
    return execFileSync('cat', [path], { encoding: 'utf8' });
  }

  for (const [kind, makeHostKey] of [
    ['another key', randomHostKey],
    ['a key of another type', ecdsaHostKey],
  ] as const) {
    test(`a node that shows ${kind} than the pinned one receives no data, and the difference is detected`, async () => {
      const knownHostsPath = join(folder, `known ${kind}`);
      const pinned = toConnection({ knownHostsPath });
      assert.equal((await run(toSshProbeArguments(pinned, 'linux'))).code, failed);
      assert.match(await readFile(knownHostsPath, 'utf8'), isKeyOfNode);
      const before = await readFile(knownHostsPath, 'utf8');
      const host = { openSession: () => assert.fail('a session was opened') };
      const other = createSshServer({ host: host as never, clock, ports: new LoopbackPorts(), makeHostKey });
      try {
        const connection = { ...pinned, port: (await other.open()).port };
        for (const list of [toSshProbeArguments(connection, 'linux'), session(connection)]) {
          await rm(join(folder, 'ssh.log'), { force: true });
          const { code, printed } = await run(list);
          const logged = await readFile(join(folder, 'ssh.log'), 'utf8').catch(() => '');
          assert.equal(code, failed);
          assert.equal(readSshFailure(`${printed}${logged}`, connection)?.kind, 'keyChanged');
        }
        assert.equal(await readFile(knownHostsPath, 'utf8'), before);
      } finally {
        await other.close();
      }
    });
  }

  test("a node that isn't responding, or refuses the user, is recognized", async () => {
    const ports = new LoopbackPorts();
    const gone = createSshServer({ host: {} as never, clock, ports, makeHostKey: randomHostKey });
    const { port } = await gone.open();
    await gone.close();
    const absent = toConnection({ port });
    const reason = { kind: 'unreachable', reason: 'Connection refused' };
    assert.deepEqual(readSshFailure((await run(toSshProbeArguments(absent, 'linux'))).printed, absent), reason);
    const stranger = toConnection({ user: 'eve' });
    await rm(join(folder, 'ssh.log'), { force: true });
    assert.equal((await run(session(stranger))).code, failed);
    assert.deepEqual(readSshFailure(await readFile(join(folder, 'ssh.log'), 'utf8'), stranger), { kind: 'denied' });
  });
});
