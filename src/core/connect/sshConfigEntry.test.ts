import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeResource } from '../model/resource.ts';
import type { SshConnection } from './ssh.ts';
import { addConfigEntry, listConfigEntries, removeConfigEntries, toConfigHost } from './sshConfigEntry.ts';

const node: NodeResource = { kind: 'node', accountId: 'a', poolId: 'CPU pool', nodeId: 'n1' };
const connection: SshConnection = {
  user: 'ada',
  address: '20.0.0.9',
  port: 50_000,
  node,
  proof: { kind: 'key', identityPath: '/home/ada/.ssh/id' },
  knownHostsPath: '/storage/known_hosts',
};
const own = 'Host work\n  HostName example.com\n\nHost *\n  User me\n';
const until = '2026-11-21T10:00:00.000Z';

test('a node has a short and unique name of plain characters', () => {
  assert.match(toConfigHost(node), /^batch-cpu-pool-[0-9a-f]{16}$/);
  assert.notEqual(toConfigHost({ ...node, nodeId: 'n2' }), toConfigHost(node));
});

test('an entry comes before all others, and the previous content is kept', () => {
  const text = addConfigEntry(own, connection, 'linux', { expiryTime: until });
  const host = toConfigHost(node);
  assert.match(
    text,
    new RegExp(
      `^# Azure Batch Troubleshooter: begin ${host} until ${until}\\nHost ${host}\\n  HostName 20.0.0.9\\n  Port 50000\\n  User ada\\n`,
    ),
  );
  assert.match(text, /\n {2}IdentityFile "\/home\/ada\/\.ssh\/id"\n/);
  assert.ok(text.endsWith(own));
  assert.deepEqual(listConfigEntries(text), [{ host, expiryTime: until }]);
  assert.equal(removeConfigEntries(text, [host]), own);
});

test("the user's route to the address of the node is in the entry", () => {
  const proxy = { option: 'ProxyJump', value: 'me@bastion:2222' } as const;
  assert.match(addConfigEntry(own, connection, 'linux', { proxy }), /\n {2}ProxyJump me@bastion:2222\nHost \*\n/);
});

test('settings for all hosts before the first entry still apply to all hosts, not only to the new entry', () => {
  const text = addConfigEntry('ServerAliveInterval 60\nInclude more\n', connection, 'linux', { expiryTime: until });
  assert.match(text, /\nHost \*\n# Azure Batch Troubleshooter: end \S+\n\nServerAliveInterval 60\nInclude more\n$/);
});

test('an entry for the same node is replaced, and one for another node stays', () => {
  const other = { ...connection, node: { ...node, nodeId: 'n2' } };
  const two = addConfigEntry(addConfigEntry(own, connection, 'linux', { expiryTime: until }), other, 'linux', {});
  const again = addConfigEntry(two, { ...connection, user: 'bob' }, 'linux', {});
  assert.deepEqual(
    listConfigEntries(again).map(({ host }) => host),
    [toConfigHost(node), toConfigHost(other.node)],
  );
  assert.doesNotMatch(again, /User ada[\s\S]*User ada[\s\S]*User ada/);
  assert.equal(removeConfigEntries(again, [toConfigHost(node), toConfigHost(other.node)]), own);
});

test('a Windows file keeps its line ends, and an empty file becomes empty again', () => {
  const windows = own.replaceAll('\n', '\r\n');
  const host = toConfigHost(node);
  assert.equal(
    removeConfigEntries(addConfigEntry(windows, connection, 'win32', { expiryTime: until }), [host]),
    windows,
  );
  assert.equal(removeConfigEntries(addConfigEntry('', connection, 'linux', { expiryTime: until }), [host]), '');
});

test('an entry without its end is left alone', () => {
  const host = toConfigHost(node);
  const broken = `# Azure Batch Troubleshooter: begin ${host}\nHost ${host}\n${own}`;
  assert.equal(removeConfigEntries(broken, [host]), broken);
});

test('A9-17 an address or a user that could form a separate line is refused', () => {
  for (const odd of [{ address: 'x\nProxyCommand y' }, { user: 'a\nHost *' }])
    assert.throws(() => addConfigEntry(own, { ...connection, ...odd }, 'linux', { expiryTime: until }), /SSH|neither/);
});
