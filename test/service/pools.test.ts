import assert from 'node:assert/strict';
import { addPool, collect, testBothVersions } from './simulated.ts';

testBothVersions('pools are listed page by page, and read individually', async (world) => {
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

testBothVersions('a missing pool is reported', async ({ service }) => {
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

testBothVersions('nodes are counted by state, for all pools or a single one', async (world) => {
  const { service, version } = world;
  await addPool(world, 'pool-a', 2);
  await addPool(world, 'pool-b', 0);
  const all = await collect(service.pools.listNodeCounts());
  assert.deepEqual(
    all.map(({ poolId, dedicated }) => [poolId, dedicated?.idle, dedicated?.total]),
    [
      ['pool-a', 2, 2],
      ['pool-b', 0, 0],
    ],
  );
  assert.equal(all[0]?.dedicated?.deallocated, version === '2025-06-01' ? 0 : undefined);
  const one = await collect(service.pools.listNodeCounts({ poolId: 'pool-b' }));
  assert.deepEqual(
    one.map(({ poolId }) => poolId),
    ['pool-b'],
  );
});

testBothVersions('pools beyond the first page are counted', async (world) => {
  const { service } = world;
  const ids = Array.from({ length: 12 }, (_, index) => `pool-${String(index).padStart(2, '0')}`);
  for (const id of ids) await addPool(world, id, 0);
  const counts = await collect(service.pools.listNodeCounts());
  assert.deepEqual(
    counts.map(({ poolId }) => poolId),
    ids,
  );
});

testBothVersions('an autoscale formula is evaluated', async (world) => {
  const { service } = world;
  await world.author.pool.add({
    id: 'pool',
    vmSize: 'standard_d2_v2',
    enableAutoScale: true,
    autoScaleFormula: '$TargetDedicatedNodes = 0;',
    virtualMachineConfiguration: {
      imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
  });
  await world.clock.advance(60_000);
  const good = await service.pools.evaluateAutoscale('pool', '$TargetDedicatedNodes = 3;');
  assert.match(good.results ?? '', /\$TargetDedicatedNodes=3/);
  assert.equal(good.error, undefined);
});
