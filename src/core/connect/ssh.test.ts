import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BatchError } from '../model/batchError.ts';
import type { NodeResource } from '../model/resource.ts';
import { forgetHostKeys, isHostAddress, type SshConnection, toHostKeyAlias, toSshArguments } from './ssh.ts';

const node: NodeResource = { kind: 'node', accountId: 'acct.westeurope.batch.azure.com', poolId: 'p', nodeId: 'n' };
const connection: SshConnection = {
  user: 'ada',
  address: '20.1.2.3',
  port: 50_000,
  node,
  knownHostsPath: '/home/ada/known hosts',
};

test('the destination stands alone behind the end of the options', () => {
  const list = toSshArguments(connection, 'linux');
  assert.deepEqual(list.slice(-6), ['-p', '50000', '-l', 'ada', '--', '20.1.2.3']);
  assert.ok(list.includes('UserKnownHostsFile="/home/ada/known hosts"'));
  assert.ok(list.includes('StrictHostKeyChecking=accept-new'));
});

test('a key is the only identity that is offered', () => {
  const list = toSshArguments({ ...connection, identityPath: '/home/ada/.ssh/id' }, 'linux');
  assert.equal(list[list.indexOf('-i') + 1], '/home/ada/.ssh/id');
  assert.ok(list.includes('IdentitiesOnly=yes'));
});

test('Windows paths and percent signs survive the option parser of ssh', () => {
  const list = toSshArguments({ ...connection, knownHostsPath: 'C:\\Users\\a 100%\\known_hosts' }, 'win32');
  assert.ok(list.includes('UserKnownHostsFile="C:/Users/a 100%%/known_hosts"'));
  assert.ok(list.includes('GlobalKnownHostsFile=NUL'));
});

test('hostile addresses, ports and users start nothing', () => {
  const hostile = [
    ...['-oProxyCommand=x', '$(touch x)', 'a b', '1.2.3.4\n', '%h', 'a;b', '', '999.1.1.1 ', 'a..b'].map((address) => ({
      address,
    })),
    ...['-oProxyCommand=x', '$(id)', 'a b', '', 'a@b', 'x'.repeat(40)].map((user) => ({ user })),
    ...[0, -1, 70_000, 1.5, Number.NaN].map((port) => ({ port })),
  ];
  for (const part of hostile) {
    assert.throws(
      () => toSshArguments({ ...connection, ...part }, 'linux'),
      (error) => BatchError.is(error, 'InvalidInput'),
      JSON.stringify(part),
    );
  }
});

test('addresses of all kinds are known', () => {
  for (const text of ['10.0.0.4', '::1', '2001:db8::7', 'dns3ea-azurebatch.eastasia.cloudapp.azure.com', 'localhost']) {
    assert.ok(isHostAddress(text), text);
  }
});

test('aliases are plain, and different nodes never share one', () => {
  const ids = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).map((text) => text.toLowerCase());
  fc.assert(
    fc.property(ids, ids, ids, ids, (poolA, nodeA, poolB, nodeB) => {
      const a = toHostKeyAlias({ ...node, poolId: poolA, nodeId: nodeA });
      const b = toHostKeyAlias({ ...node, poolId: poolB, nodeId: nodeB });
      assert.match(a, /^[a-z0-9._-]+$/);
      assert.equal(a === b, poolA === poolB && nodeA === nodeB);
    }),
  );
});

test('only the keys of the reimaged node are forgotten', () => {
  const other = toHostKeyAlias({ ...node, nodeId: 'n2' });
  const file = `${toHostKeyAlias(node)} ssh-ed25519 AAAA\n${other} ssh-ed25519 BBBB\n${toHostKeyAlias(node)} ssh-rsa CCCC\n`;
  assert.equal(forgetHostKeys(file, node), `${other} ssh-ed25519 BBBB\n`);
});
