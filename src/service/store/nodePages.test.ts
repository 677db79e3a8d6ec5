import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { openLiveStore } from '../../../test/fakes/liveStore.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { ListOptions } from '../ports.ts';

const noNodes = { offline: 0, unusable: 0, startTaskFailed: 0, unknown: 0, preempted: 0, idle: 0, running: 0 };

/** Opens a pool of nodes whose IDs are numbers; every `each`th of them has `state`. */
async function start(total: number, each: number, state: NonNullable<ComputeNode['state']>, pool: Partial<Pool> = {}) {
  const nodes = Array.from({ length: total }, (_, index): ComputeNode => {
    const isStopped = index % each === each - 1;
    return { id: String(index), state: isStopped ? state : 'idle' };
  });
  const stopped = nodes.filter((node) => node.state !== 'idle');
  const asked: ListOptions[] = [];
  const { store } = openLiveStore({
    pools: {
      listPools: () => pagesOf([{ id: 'p', ...pool }]),
      listNodeCounts: () =>
        pagesOf([
          { poolId: 'p', dedicated: { ...noNodes, total, unusable: stopped.length, idle: total - stopped.length } },
        ]),
    },
    nodes: {
      listNodes: (_poolId, options = {}) => {
        asked.push(options);
        const { filter, pageSize = 1000 } = options;
        const listed = filter === undefined ? nodes : stopped;
        const pages = Math.max(1, Math.ceil(listed.length / pageSize));
        return pagesOf(...Array.from({ length: pages }, (_, at) => listed.slice(at * pageSize, (at + 1) * pageSize)));
      },
    },
  });
  await store.load({ kind: 'pools' });
  await store.refresh();
  const scope = { kind: 'nodes', poolId: 'p' } as const;
  await store.load(scope);
  const count = (): readonly [loaded: number, stopped: number] => {
    const { items } = store.snapshot.slice(scope);
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
    return [items.length, items.filter((node) => node.state !== 'idle').length];
  };
  return { store, scope, asked, count };
}

test('the nodes of a large pool that run no tasks are loaded first, and a refresh keeps the length of the list', async () => {
  const { store, scope, asked, count } = await start(3000, 100, 'unusable');
  assert.deepEqual(count(), [129, 30]);
  assert.equal(asked.length, 2);
  assert.match(asked[0]?.filter ?? '', /state eq 'unusable'/);
  await store.refresh([scope]);
  assert.deepEqual(count(), [129, 30]);
  await store.loadMore(scope);
  assert.deepEqual(count(), [228, 30]);
  await store.refresh([scope]);
  assert.deepEqual(count(), [228, 30]);
});

test('a pool without such nodes, or that fits on a page, is listed as before', async () => {
  for (const [total, each] of [
    [3000, 4000],
    [90, 10],
  ] as const) {
    const { asked } = await start(total, each, 'unusable');
    assert.deepEqual(
      asked.map(({ filter }) => filter),
      [undefined],
    );
  }
});

test('nodes that run tasks although their start task failed are found, too', async () => {
  const { asked } = await start(3000, 4000, 'idle', { startTask: { waitForSuccess: false } });
  assert.match(asked[0]?.filter ?? '', /startTaskInfo\/result eq 'failure'/);
});
