import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { FakeStore } from '../../../../test/fakes/fakeStore.ts';
import type { Pool } from '../../../core/model/pool.ts';
import { NamedPools } from './namedPools.ts';

function openPools(...pools: readonly Pool[]) {
  const known = snapshot().with({ kind: 'pools' }, pools).build();
  return new FakeStore(known.account, known);
}

test('the nodes of a pool with failures are requested once', (context) => {
  const store = openPools({ id: 'cpu', currentDedicatedNodes: 60, currentLowPriorityNodes: 40 });
  context.after(() => store.dispose());
  const pools = new NamedPools(assert.ifError);
  assert.deepEqual(pools.find(store, 'cpu').items, []);
  pools.find(store, 'cpu');
  assert.deepEqual(store.loaded, [{ kind: 'nodes', poolId: 'cpu' }]);
});

test('nodes are not requested for pools that are gone or too large, or if there are too many pools', (context) => {
  const small = Array.from({ length: 30 }, (_, index) => ({ id: `p${index}`, currentDedicatedNodes: 1 }));
  const store = openPools({ id: 'large', currentDedicatedNodes: 101 }, ...small);
  context.after(() => store.dispose());
  const pools = new NamedPools(assert.ifError);
  for (const id of ['large', 'gone']) pools.find(store, id);
  assert.deepEqual(store.loaded, []);
  for (const { id } of small) pools.find(store, id);
  assert.equal(store.loaded.length, 20);
});
