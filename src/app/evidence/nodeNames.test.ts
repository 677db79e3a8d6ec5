import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import type { Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { AccountSnapshot, Scope } from '../../service/store/accountStore.ts';
import { loadNodeNames } from './nodeNames.ts';

const [first = '', second = ''] = ['0', '1'].map((digit) => `tvmps_${digit.repeat(64)}_d`);
const nodes = [{ id: first }, { id: second }];
const explained = (cause: string): Explanation => ({
  category: 'node',
  title: 'Something failed',
  cause,
  evidence: [],
  fixes: [],
  remedies: [],
  confidence: 'certain',
  fingerprint: 'v1:node',
});

/**
 * Makes the names for an account with pools of these sizes whose nodes are not loaded; `asked` lists the requested
 * pools.
 */
function setUp(sizes: Readonly<Record<string, number>>) {
  const pools = Object.entries(sizes).map(([id, currentDedicatedNodes]) => ({ id, currentDedicatedNodes }));
  const builder = snapshot().with({ kind: 'pools' }, pools);
  const asked: string[] = [];
  const store = {
    snapshot: builder.build() as AccountSnapshot,
    load: async (scope: Scope) => {
      assert.ok(scope.kind === 'nodes');
      asked.push(scope.poolId);
      store.snapshot = builder.with(scope, nodes).build();
    },
  };
  return { asked, store };
}

test('nodes in an explanation have their names, whatever was opened before', async () => {
  const { asked, store } = setUp({ small: 2, large: 2000 });
  const load = (poolId: string, cause = `Node ${second} is gone.`) => loadNodeNames(store, [poolId], explained(cause));
  assert.equal((await load('small')).get(second)?.name, 'node 2');
  assert.equal((await load('small')).get(second)?.name, 'node 2');
  assert.deepEqual(asked, ['small'], 'once');
  assert.equal((await load('large')).size, 0, 'a node of a large pool is called by its id');
  assert.equal((await load('gone')).size, 0);
  assert.deepEqual(asked, ['small']);
});

test('nothing is requested for an explanation without nodes', async () => {
  const { asked, store } = setUp({ small: 2 });
  await loadNodeNames(store, ['small', undefined], explained('weights.pt is missing.'));
  assert.deepEqual(asked, []);
});
