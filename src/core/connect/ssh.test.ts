import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import type { NodeResource } from '../model/resource.ts';
import {
  isHostAddress,
  readForwarded,
  type SshConnection,
  toSshArguments,
  toSshCommandArguments,
  toSshProbeArguments,
} from './ssh.ts';

const node: NodeResource = { kind: 'node', accountId: 'acct.westeurope.batch.azure.com', poolId: 'p', nodeId: 'n' };
const connection: SshConnection = {
  user: 'ada',
  address: '20.1.2.3',
  port: 50_000,
  node,
  proof: { kind: 'any' },
  knownHostsPath: '/home/ada/known hosts',
};
const logPath = '/tmp/ssh.log';

/** Typical home directories, and ones that would break a command line that a shell parses. */
const homes = {
  linux: `/home/ada & $(id) 100% "x" it's`,
  darwin: '/Users/Ada & Co;/`x`',
  win32: 'C:\\Users\\Ada & Co (100%) ^x%PATH%',
} as const;

const commonOptions = [
  ...['IgnoreUnknown=*', 'HostName=20.1.2.3', 'CanonicalizeHostname=no'],
  'HostKeyAlias=batch.acct_2e_westeurope_2e_batch_2e_azure_2e_com.p.n',
];
const restOfOptions = [
  ...['StrictHostKeyChecking=accept-new', 'HashKnownHosts=no', 'CheckHostIP=no', 'NoHostAuthenticationForLocalhost=no'],
  ...['VerifyHostKeyDNS=no', 'UpdateHostKeys=no', 'KnownHostsCommand=none', 'ClearAllForwardings=yes'],
  ...[
    'ForwardAgent=no',
    'ForwardX11=no',
    'ForwardX11Trusted=no',
    'GSSAPIDelegateCredentials=no',
    'GSSAPIKeyExchange=no',
  ],
  ...['HostbasedAuthentication=no', 'Tunnel=no', 'PermitLocalCommand=no', 'ControlMaster=no', 'ControlPath=none'],
  ...['ControlPersist=no', 'RemoteCommand=none', 'SessionType=default', 'StdinNull=no'],
  ...['ForkAfterAuthentication=no', 'LogLevel=INFO'],
];
const keyOptions = ['IdentitiesOnly=yes', 'PubkeyAuthentication=yes', 'PreferredAuthentications=publickey'];
const known = {
  linux: [`UserKnownHostsFile="/home/ada & $(id) 100%% \\"x\\" it's/known_hosts"`, 'GlobalKnownHostsFile=/dev/null'],
  darwin: ['UserKnownHostsFile="/Users/Ada & Co;/`x`/known_hosts"', 'GlobalKnownHostsFile=/dev/null'],
  win32: ['UserKnownHostsFile="C:/Users/Ada & Co (100%%) ^x%%PATH%%/known_hosts"', 'GlobalKnownHostsFile=NUL'],
};
const identity = {
  linux: `IdentityFile="/home/ada & $(id) 100%% \\"x\\" it's/id"`,
  darwin: 'IdentityFile="/Users/Ada & Co;/`x`/id"',
  win32: 'IdentityFile="C:/Users/Ada & Co (100%%) ^x%%PATH%%/id"',
};

for (const os of ['linux', 'darwin', 'win32'] as const) {
  const slash = os === 'win32' ? '\\' : '/';
  const inHome = (name: string): string => `${homes[os]}${slash}${name}`;
  const list = toSshArguments(
    {
      ...connection,
      knownHostsPath: inHome('known_hosts'),
      proof: { kind: 'key', identityPath: inHome('id') },
    },
    os,
    inHome('ssh.log'),
  );

  test(`A9-39 the argument list on ${os}, with a home folder that a shell would take for commands`, () => {
    assert.deepEqual(list, [
      ...['-E', inHome('ssh.log'), '-o', 'RequestTTY=yes', '-o', 'BatchMode=no'],
      ...[...commonOptions, ...known[os], ...restOfOptions].flatMap((option) => ['-o', option]),
      ...[identity[os], ...keyOptions].flatMap((option) => ['-o', option]),
      ...['-a', '-x', '-p', '50000', '-l', 'ada', '--', '20.1.2.3'],
    ]);
  });

  test(`A9-39 a program that is started with the list of ${os} receives it unchanged, item by item`, () => {
    const print = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    const { stdout } = spawnSync(process.execPath, ['-e', print, '--', ...list], { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(stdout), list);
  });
}

function optionsOf(list: readonly string[]): readonly string[] {
  return list.filter((_, index) => list[index - 1] === '-o');
}

test("keys of the user are offered unless the node's user is known to have a password", () => {
  const any = toSshArguments(connection, 'linux', logPath);
  assert.ok(optionsOf(any).includes('PreferredAuthentications=publickey,keyboard-interactive,password'));
  assert.ok(!any.some((item) => /^(PubkeyAuthentication|IdentitiesOnly|IdentityAgent)=/.test(item)));
  const password = optionsOf(toSshArguments({ ...connection, proof: { kind: 'password' } }, 'linux', logPath));
  assert.ok(password.includes('PubkeyAuthentication=no'));
  assert.ok(password.includes('PreferredAuthentications=keyboard-interactive,password'));
});

test('a session runs a command instead of a shell, and forwards one loopback port', () => {
  const session = { command: 'exec sh', forwarded: { local: 18_888, remote: 8888 } };
  const list = toSshArguments(connection, 'linux', logPath, session);
  const options = optionsOf(list);
  assert.ok(options.indexOf('ClearAllForwardings=no') < options.indexOf('ClearAllForwardings=yes'));
  assert.equal(list[list.indexOf('-L') + 1], '127.0.0.1:18888:127.0.0.1:8888');
  assert.deepEqual(list.slice(-3), ['--', '20.1.2.3', 'exec sh']);
  for (const remote of [0, 65_536, 1.5])
    assert.throws(() => toSshArguments(connection, 'linux', logPath, { forwarded: { local: 1, remote } }), RangeError);
});

test("forwards in the user's configuration are found in the output of ssh", () => {
  const printed =
    'user ada\nlocalforward 8080 [host]:80\nremoteforward 1 [x]:2\r\nforwardagent no\ndynamicforward [::1]:9\n';
  assert.deepEqual(readForwarded(printed), [
    'localforward 8080 [host]:80',
    'remoteforward 1 [x]:2',
    'dynamicforward [::1]:9',
  ]);
  assert.deepEqual(readForwarded('user ada\nclearallforwardings no\n'), []);
});

test('a probe of a node authenticates no one, asks nothing, and takes the same route', () => {
  const look = toSshProbeArguments(connection, 'linux');
  const options = optionsOf(look);
  assert.ok(options.indexOf('PreferredAuthentications=none') < options.lastIndexOf('HostName=20.1.2.3'));
  assert.ok(options.includes('BatchMode=yes'));
  const session = toSshArguments(connection, 'linux', logPath);
  const start = session.indexOf('IgnoreUnknown=*');
  assert.deepEqual(look.slice(look.indexOf('IgnoreUnknown=*'), -1), session.slice(start));
});

test('A9-17 malicious addresses, ports, and users start nothing', () => {
  const addresses = [
    ...['-oProxyCommand=x', '$(touch x)', '`touch x`', '"&calc&"', 'a b', '1.2.3.4\n', '%h', 'a;b', '', 'a..b'],
    ...['999.1.1.1 ', '$HOME', 'a|b', 'a\\b', "a'b", 'a"b', 'ada@b', 'a\u0000b', 'fe80::1%eth0'],
  ];
  const users = ['-oProxyCommand=x', '$(id)', '`id`', '"&calc&"', '%h', '$HOME', 'a b', '', 'a@b', 'x'.repeat(40)];
  const hostile = [
    ...addresses.map((address) => ({ address })),
    ...users.map((user) => ({ user })),
    ...[0, -1, 70_000, 1.5, Number.NaN].map((port) => ({ port })),
  ];
  for (const part of hostile) {
    for (const make of [toSshProbeArguments, (each: SshConnection) => toSshArguments(each, 'linux', logPath)]) {
      assert.throws(
        () => make({ ...connection, ...part }, 'linux'),
        (error) => BatchError.is(error, 'InvalidInput'),
        JSON.stringify(part),
      );
    }
  }
});

test('A9-17 malicious IDs of a pool, a node, or an account change only one argument, which becomes plain letters', () => {
  const plain = toSshArguments(connection, 'linux', logPath);
  for (const id of ['$(touch x)', '`x`', '"&calc&"', '-oProxyCommand=x', '%h', 'a\nb', '$HOME', 'ü\u202e']) {
    for (const part of [{ poolId: id }, { nodeId: id }, { accountId: id }]) {
      const list = toSshArguments({ ...connection, node: { ...node, ...part } }, 'linux', logPath);
      const changed = list.filter((item, index) => item !== plain[index]);
      assert.equal(list.length, plain.length);
      assert.equal(changed.length, 1, id);
      assert.match(changed[0] ?? '', /^HostKeyAlias=[a-z0-9._-]+$/);
    }
  }
});

test('addresses of all kinds are recognized', () => {
  for (const text of ['10.0.0.4', '::1', '2001:db8::7', 'dns3ea-azurebatch.eastasia.cloudapp.azure.com', 'localhost']) {
    assert.ok(isHostAddress(text), text);
  }
});

for (const path of [`/home/$\{HOME}/x`, '/home/a\nb', '/home/a\rb']) {
  test(`the path ${JSON.stringify(path)}, which ssh would expand, is refused`, () => {
    const refused = (error: unknown) => BatchError.is(error, 'InvalidInput');
    assert.throws(() => toSshArguments({ ...connection, knownHostsPath: path }, 'linux', logPath), refused);
    const proof = { kind: 'key', identityPath: path } as const;
    assert.throws(() => toSshArguments({ ...connection, proof }, 'linux', logPath), refused);
  });
}

test('A9-17 a command for a node is one unchanged argument after the node, and nothing can prompt', () => {
  for (const command of ['df -h; uptime', '-oProxyCommand=x', `$(id) "a" 'b'`]) {
    const list = toSshCommandArguments(connection, 'linux', logPath, command);
    assert.deepEqual(list.slice(-3), ['--', '20.1.2.3', command]);
    assert.deepEqual(list.slice(0, 4), ['-E', logPath, '-o', 'BatchMode=yes']);
    assert.ok(list.includes('StrictHostKeyChecking=accept-new'));
  }
});
