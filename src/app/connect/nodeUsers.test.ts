import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryMemento } from '../../../test/fakes/memoryMemento.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { findNodeUsers, forgetNodeUser, rememberNodeUser } from './nodeUsers.ts';

const node: NodeResource = { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' };
const ada = { accountId: 'a', poolId: 'p', nodeId: 'n', name: 'ada', expiryTime: '2026-11-21T00:00:00Z' };
const nowMs = Date.parse('2026-11-20T09:00:00Z');

test('a user is remembered until it expires or is forgotten', async () => {
  const memory = new MemoryMemento();
  await rememberNodeUser(memory, ada, nowMs);
  assert.deepEqual(findNodeUsers(memory, node, nowMs), [ada]);
  assert.deepEqual(findNodeUsers(memory, node, Date.parse(ada.expiryTime)), []);
  await forgetNodeUser(memory, node, 'ada', nowMs);
  assert.deepEqual(findNodeUsers(memory, node, nowMs), []);
});

test('A9-16 malformed stored users are ignored', async () => {
  for (const odd of [null, 7, 'x', {}, [null, 7, {}, { ...ada, name: null }, { ...ada, expiryTime: 'soon' }]]) {
    const memory = new MemoryMemento();
    await memory.update('azureBatch.nodeUsers', odd);
    assert.deepEqual(findNodeUsers(memory, node, nowMs), []);
    await rememberNodeUser(memory, { ...ada, identityPath: '/key' }, nowMs);
    assert.deepEqual(findNodeUsers(memory, node, nowMs), [{ ...ada, identityPath: '/key' }]);
  }
});
