import assert from 'node:assert/strict';
import { addPool, collect, testBothVersions } from './simulated.ts';

testBothVersions('pools are listed page by page, and read one by one', async (world) => {
  const { service } = world;
  for (const id of ['pool-a', 'pool-b', 'pool-c']) await addPool(world, id, 0);
  const pages = await Array.fromAsync(service.pools.listPools({ pageSize: 2 }));
  assert.deepEqual(
    pages.map((page) => page.map(({ id }) => id)),
    [['pool-a', 'pool-b'], ['pool-c']],
  );
  assert.deepEqual(await service.pools.getPool('pool-a'), pages[0]?.[0]);
  const [names] = await Array.fromAsync(service.pools.listPools({ select: ['id'], filter: "id eq 'pool-b'" }));
  assert.deepEqual(
    names?.map((pool) => Object.keys(pool)),
    [['id']],
  );
});

testBothVersions('a pool that is not there', async ({ service }) => {
  await assert.rejects(service.pools.getPool('nowhere'), { code: 'PoolNotFound', status: 404, retryable: false });
});

testBothVersions('a pool is resized, and the resize stopped', async (world) => {
  const { service, clock } = world;
  await addPool(world, 'pool', 1);
  await service.pools.resizePool('pool', { targetDedicatedNodes: 3, targetLowPriorityNodes: 0 });
  assert.equal((await service.pools.getPool('pool')).allocationState, 'resizing');
  await assert.rejects(service.pools.resizePool('pool', { targetDedicatedNodes: 2, targetLowPriorityNodes: 0 }), {
    code: 'PoolBeingResized',
    status: 409,
  });
  await service.pools.stopResizePool('pool');
  await clock.advance(600_000);
  assert.equal((await service.pools.getPool('pool')).allocationState, 'steady');
});

testBothVersions('nodes are removed from a pool', async (world) => {
  const { service, clock } = world;
  await addPool(world, 'pool', 2);
  const [node] = await collect(service.nodes.listNodes('pool'));
  await service.pools.removeNodes('pool', [node?.id ?? ''], 'terminate');
  await clock.advance(600_000);
  const left = await collect(service.nodes.listNodes('pool'));
  assert.equal(left.length, 1);
  assert.notEqual(left[0]?.id, node?.id);
});
