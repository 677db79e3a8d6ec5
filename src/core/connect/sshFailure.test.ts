import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toNodeNames } from '../words/nodeNames.ts';
import type { SshConnection } from './ssh.ts';
import { describeSshFailure, explainSshFailure, readSshFailure } from './sshFailure.ts';

const connection: SshConnection = {
  user: 'ada',
  address: '20.1.2.3',
  port: 50_000,
  node: { kind: 'node', accountId: 'acct', poolId: 'p', nodeId: 'tvmps_1' },
  proof: { kind: 'any' },
  knownHostsPath: '/home/ada/known_hosts',
};

/** Output of OpenSSH for a host key that differs from the pinned one, with the requested host name. */
const changed = (name: string): string => `@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\r
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r
The fingerprint for the ED25519 key sent by the remote host is\r
SHA256:k9PNEIzTUPlM1/qYGN+7HmnJCwv9ShkO+GlxY0Bnfls.\r
Please contact your system administrator.\r
Host key for ${name} has changed and you have requested strict checking.\r
Host key verification failed.\r
`;

test('a changed host key is recognized by its pinned alias, and described with the new fingerprint of the node', () => {
  assert.deepEqual(readSshFailure(changed('batch.acct.p.tvmps_5f_1'), connection), {
    kind: 'keyChanged',
    fingerprint: 'SHA256:k9PNEIzTUPlM1/qYGN+7HmnJCwv9ShkO+GlxY0Bnfls',
  });
});

test('messages about a host on the route are not attributed to the node', () => {
  for (const printed of [
    changed('bastion.example'),
    changed('batchXacct.p.tvmps_5f_1'),
    'ssh: connect to host bastion.example port 22: Connection refused',
    'ssh: connect to host 20.1.2.3 port 22: Connection refused',
    'ssh: connect to host 20x1.2.3 port 50000: Connection refused',
    'ssh: Could not resolve hostname bastion.example: Name or service not known',
    'ada@bastion.example: Permission denied (publickey).',
    '',
  ]) {
    assert.equal(readSshFailure(printed, connection), undefined, printed);
  }
});

const sayings: readonly (readonly [printed: string, kind: string])[] = [
  ['ssh: connect to host 20.1.2.3 port 50000: Connection timed out', 'unreachable'],
  ['ssh: connect to host 20.1.2.3 port 50000: Unknown error', 'unreachable'],
  ['ssh: Could not resolve hostname 20.1.2.3: Name or service not known', 'unreachable'],
  ['Connection timed out during banner exchange\r\nConnection to 20.1.2.3 port 50000 timed out', 'unreachable'],
  [
    'kex_exchange_identification: Connection closed by remote host\nConnection closed by UNKNOWN port 65535',
    'wayClosed',
  ],
  ['ada@20.1.2.3: Permission denied (publickey,password).', 'denied'],
  ['Received disconnect from 20.1.2.3 port 50000:2: Too many authentication failures', 'denied'],
  ['/home/ada/.ssh/config: line 3: Bad configuration option: hosst', 'configuration'],
  ['Bad owner or permissions on /home/ada/.ssh/config', 'configuration'],
];
for (const [printed, kind] of sayings) {
  test(`"${printed}" is ${kind}, and described in a sentence with a fix`, () => {
    const failure = readSshFailure(`Warning: something else\r\n${printed}\r\n`, connection);
    assert.equal(failure?.kind, kind);
    if (failure === undefined) return;
    const { message } = explainSshFailure(failure, connection);
    assert.match(message, /^[A-Z].*\. [A-Z].*\.$/);
    assert.doesNotMatch(message, /\{\d\}/);
    assert.ok(!message.includes(connection.node.nodeId), 'nodes with the same failure are reported together');
  });
}

test('an unreachable private address is described with the ways into its network', () => {
  const { message } = explainSshFailure(
    { kind: 'unreachable', reason: 'timed out' },
    { ...connection, isPrivate: true },
  );
  assert.match(message, /the node's private address \(timed out\).*VPN.*ProxyJump/);
});

test('a lost connection is described with what may have happened to the node', () => {
  assert.match(
    explainSshFailure({ kind: 'lost' }, connection).message,
    /the node was lost\. .*rebooted.* connect again\.$/,
  );
});

test('a node has the same name as everywhere else: its number if known, never its whole ID', () => {
  const nodeId = 'tvmps_3461c6b2d5a14f2a9e0b7c8d1f2a3b4c5d6e7f80_d';
  const long = { ...connection, node: { ...connection.node, nodeId } };
  const describeDenied = (given: typeof connection): string => describeSshFailure({ kind: 'denied' }, given);
  assert.match(describeDenied(long), /^tvmps_3461c6b2…: The node is responding/);
  assert.match(
    describeDenied({ ...long, nodeNames: toNodeNames([{ id: nodeId }]) }),
    /^node 1 \(tvmps_3461c6b2…\): The node is responding/,
  );
});

test('the output of a proxy is shown unchanged, but limited to one line', () => {
  const reason = `Bad owner or permissions on /home/\u001b[2J\u202e${'x'.repeat(5000)}`;
  const failure = readSshFailure(reason, connection);
  assert.ok(failure);
  const { message } = explainSshFailure(failure, connection);
  assert.doesNotMatch(message, /[\p{Cc}\p{Cf}]/u);
  assert.ok(message.length < 500, String(message.length));
});
